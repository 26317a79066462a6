import type { EpochMs } from "../../time.ts";

interface Posting {
  readonly id: string;
  readonly createdAt: EpochMs;
}

/** The events under one key by time: added, taken out and found by halving, in whatever order they come. */
export interface PostingList {
  add(posting: Posting): void;
  remove(posting: Posting): void;
  /** Ids of those created from `since` until `until`, newest first. */
  find(since: EpochMs, until: EpochMs, limit: number): readonly string[];
  size(): number;
}

export function createPostingList(): PostingList {
  /** oldest first */
  const postings: Posting[] = [];

  /** How many come before a posting. */
  function countBefore(createdAt: EpochMs, id: string): number {
    let [low, high] = [0, postings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const each = postings[middle];
      const isBefore = each !== undefined && (each.createdAt - createdAt || (each.id < id ? -1 : 1)) < 0;
      if (isBefore && each?.id !== id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add: ({ id, createdAt }) => {
      postings.splice(countBefore(createdAt, id), 0, { id, createdAt });
    },
    remove: ({ id, createdAt }) => {
      const at = countBefore(createdAt, id);
      if (postings[at]?.id === id) postings.splice(at, 1);
    },
    find(since, until, limit) {
      const found: string[] = [];
      for (let at = countBefore(until + 1, "") - 1; at >= 0 && found.length < limit; at -= 1) {
        const posting = postings[at];
        if (posting === undefined || posting.createdAt < since) break;
        found.push(posting.id);
      }
      return found;
    },
    size: () => postings.length,
  };
}

/**
 * What of a document is news: each entry held against what its feed has shown before. Old entries come back in many
 * guises (in another order, with new guids, at another host, after having been dropped), and none of them may count as
 * new; an entry that is wrongly called new costs one write that changes nothing, one wrongly called old is lost.
 */
import type { Entry } from "./entry.ts";
import { contentHash, entryKey, keyPolicyFor } from "./entry-identity.ts";
import { openSeenSet, remember, type SeenPair, type SeenStatus, seenContents } from "./seen-set.ts";

export interface SiftedEntry {
  readonly entry: Entry;
  /** see entryKey */
  readonly key: string;
  /**
   * `changed` is an edit, or a guid that stands for another article now: look for the story by its id, and when there
   * is none, treat the entry as new.
   */
  readonly status: SeenStatus;
}

export interface SiftedDocument {
  /** in the document's order */
  readonly entries: readonly SiftedEntry[];
  /** the set to keep once the entries are dealt with; the very same array when the document holds nothing new */
  readonly seen: Uint8Array;
}

/** Texts shorter than this may well be the same for two articles ("Live", a magnitude and a place). */
const MIN_TELLING_CHARS = 100;

/** @param seen - the feed's set so far, see seen-set.ts */
export function siftEntries(entries: readonly Entry[], seen: Uint8Array): SiftedDocument {
  const policy = keyPolicyFor(entries);
  const statusOf = openSeenSet(seen);
  const contents = seenContents(seen);
  const hashByKey = new Map<string, string>();
  const sifted = entries.map((entry): SiftedEntry => {
    const key = entryKey(entry, policy);
    const pair: SeenPair = [key, contentHash(entry)];
    // An entry that stands in the document twice is dealt with once.
    if (hashByKey.has(key)) return { entry, key, status: "same" };
    hashByKey.set(...pair);
    const status = statusOf(pair);
    const isMoved = status === "new" && isTelling(entry) && contents.has(pair[1]);
    return { entry, key, status: isMoved ? "same" : status };
  });
  return { entries: sifted, seen: remember(seen, [...hashByKey]) };
}

function isTelling(entry: Entry): boolean {
  return entry.title.length + entry.summary.length >= MIN_TELLING_CHARS;
}

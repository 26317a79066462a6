/**
 * Reads the postings of several facets as one list, newest first. It fetches page by page, as far as it is asked to go,
 * so that a search costs what it looks at; and it can guess its own length after one page, so that a search with several
 * filters can walk the rarest.
 */
import type { MentionStore } from "../ports.ts";
import type { EpochMs } from "../time.ts";
import type { Facet, Mention } from "./mention.ts";
import type { StoryId } from "./story.ts";

/** A place in the list of stories: newest first, and by descending id where the time is the same. */
export interface StoryPosition {
  readonly firstSeenAt: EpochMs;
  readonly storyId: StoryId;
}

/** What to read: `since` inclusive, `until` exclusive. */
export interface PostingWindow {
  readonly since: EpochMs;
  readonly until: EpochMs;
  readonly now: EpochMs;
  /** begin behind this position */
  readonly after?: StoryPosition;
}

type PostingSource = Pick<MentionStore, "list">;

/** Postings in one page at most; 200 of them are some 100 KB. */
const MAX_PAGE = 200;

/** Negative when `a` comes before `b` in the list of stories. */
export function comparePositions(a: StoryPosition, b: StoryPosition): number {
  if (a.firstSeenAt !== b.firstSeenAt) return b.firstSeenAt - a.firstSeenAt;
  if (a.storyId === b.storyId) return 0;
  return a.storyId < b.storyId ? 1 : -1;
}

/** The postings of one facet, a page at a time. */
class FacetReader {
  readonly #mentions: PostingSource;
  readonly #facet: Facet;
  readonly #window: PostingWindow;
  #pageSize: number;
  #items: readonly Mention[] = [];
  #index = 0;
  #next: string | undefined;
  #isStarted = false;

  constructor(mentions: PostingSource, facet: Facet, window: PostingWindow, pageSize: number) {
    this.#mentions = mentions;
    this.#facet = facet;
    this.#window = window;
    this.#pageSize = Math.min(pageSize, MAX_PAGE);
  }

  /** The next posting, left in place. */
  async peek(): Promise<Mention | undefined> {
    for (;;) {
      const item = this.#items[this.#index];
      if (item === undefined) {
        if (this.#isStarted && this.#next === undefined) return undefined;
        await this.#read();
      } else if (this.#window.after === undefined || comparePositions(this.#window.after, item) < 0) {
        return item;
      } else {
        // Resuming reads the postings of that millisecond again: a position is a time and an id, and no more.
        this.#index += 1;
      }
    }
  }

  take(): void {
    this.#index += 1;
  }

  /** How many postings the window holds, going by those read so far. */
  estimate(): number {
    const oldest = this.#items.at(-1);
    if (oldest === undefined || this.#next === undefined) return this.#items.length;
    const newest = Math.min(this.#window.until, this.#items[0]?.firstSeenAt ?? this.#window.until);
    const perMs = this.#items.length / Math.max(1, newest - oldest.firstSeenAt);
    return this.#items.length + perMs * Math.max(0, oldest.firstSeenAt - this.#window.since);
  }

  async #read(): Promise<void> {
    const { since, now, after } = this.#window;
    const until = after === undefined ? this.#window.until : Math.min(this.#window.until, after.firstSeenAt + 1);
    const page = await this.#mentions.list({
      facet: this.#facet,
      since,
      until,
      now,
      limit: this.#pageSize,
      after: this.#next,
    });
    this.#items = page.items;
    this.#index = 0;
    this.#next = page.next;
    this.#isStarted = true;
    this.#pageSize = Math.min(MAX_PAGE, this.#pageSize * 4);
  }
}

/** The postings of any of some facets, each story once. */
export class PostingWalk {
  readonly #readers: readonly FacetReader[];

  private constructor(readers: readonly FacetReader[]) {
    this.#readers = readers;
  }

  /** Begin, and read one page of each facet. @param pageSize - of the first page; later ones grow */
  static async open(
    mentions: PostingSource,
    facets: readonly Facet[],
    window: PostingWindow,
    pageSize: number,
  ): Promise<PostingWalk> {
    const readers = facets.map((facet) => new FacetReader(mentions, facet, window, pageSize));
    await Promise.all(readers.map((reader) => reader.peek()));
    return new PostingWalk(readers);
  }

  /** A guess at how many postings there are, good enough to compare walks of one window. */
  estimate(): number {
    return this.#readers.reduce((sum, reader) => sum + reader.estimate(), 0);
  }

  /** @returns undefined at the end */
  async next(): Promise<Mention | undefined> {
    let first: Mention | undefined;
    for (const reader of this.#readers) {
      const head = await reader.peek();
      if (head !== undefined && (first === undefined || comparePositions(head, first) < 0)) first = head;
    }
    if (first === undefined) return undefined;
    for (const reader of this.#readers) {
      const head = await reader.peek();
      // A story that has two of the facets stands at the same position in both lists.
      if (head !== undefined && comparePositions(head, first) === 0) reader.take();
    }
    return first;
  }
}

import type { HourCounts } from "../ledger/hour-counts.ts";
import type { EpochMs } from "../time.ts";
import type { FeedHealth } from "./feed-health.ts";
import type { AnnouncedMove } from "./moved-feed.ts";
import type { SkippedTimes } from "./skipped-times.ts";

/** A polled URL, as a desk configures it. */
export interface FeedSpec {
  /** 16 hex digits of SHA-256 over the configured URL */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  /** the outlet's name, as alerts show it */
  readonly source: string;
  /** BCP 47 */
  readonly lang?: string;
  /** ISO 3166-1 alpha-2 */
  readonly country?: string;
  readonly tags: readonly string[];
}

/** Sent back verbatim on the next poll. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Entries met so far, by what became of them; they add up to `fetched`. */
export interface EntryTally {
  readonly fetched: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly revised: number;
  readonly rejected: number;
}

/** What polling has taught us about a feed. It is written only when it changed, and then after the stories. */
export interface FeedState {
  readonly validators: Validators;
  /** how often in a row the server sent what we had in spite of them; absent for never */
  readonly ignoredValidators?: number;
  /** the address that the feed moved to for good, adopted */
  readonly movedTo?: string;
  /** a move that was announced but not adopted yet */
  readonly announcedMove?: AnnouncedMove;
  /** SHA-256 of the last body, hex */
  readonly bodyHash?: string;
  /** packed entry keys and content hashes, see seen-set.ts */
  readonly seen: Uint8Array;
  /** undefined until the first good poll: the entries of that poll are its backlog */
  readonly firstGoodAt?: EpochMs;
  readonly lastGoodAt?: EpochMs;
  readonly lastNewAt?: EpochMs;
  /** the longest pause between news of late, in milliseconds; absent until there was one */
  readonly longestQuietMs?: number;
  /** as it was after the last poll that changed it; absent for `healthy` */
  readonly health?: FeedHealth;
  /** in a row */
  readonly failures: number;
  readonly lastError?: { readonly at: EpochMs; readonly reason: string };
  readonly tally: EntryTally;
  /** the tally of the last hours, oldest first; absent until the first entry */
  readonly hours?: readonly HourCounts[];
}

/** What dispatch needs to know which feeds are due. */
export interface FeedSchedule {
  readonly intervalMinutes: number;
  /** not before this time: a back-off or the server's own wish */
  readonly notBefore?: EpochMs;
  /** hours and days in which the publisher wants no polls; absent for none */
  readonly skips?: SkippedTimes;
  /** answered 410: polled no more */
  readonly isGone: boolean;
}

export interface Feed extends FeedSpec {
  readonly schedule: FeedSchedule;
  readonly state: FeedState;
}

/** The line of the roster that dispatch reads every minute. */
export interface RosterEntry {
  readonly id: string;
  readonly url: string;
  readonly schedule: FeedSchedule;
}

export const EMPTY_TALLY: EntryTally = { fetched: 0, stored: 0, duplicate: 0, revised: 0, rejected: 0 };

export const NEW_FEED_STATE: FeedState = {
  validators: {},
  seen: new Uint8Array(),
  failures: 0,
  tally: EMPTY_TALLY,
};

/** Sums, count by count. */
export function addTally(a: EntryTally, b: EntryTally): EntryTally {
  return {
    fetched: a.fetched + b.fetched,
    stored: a.stored + b.stored,
    duplicate: a.duplicate + b.duplicate,
    revised: a.revised + b.revised,
    rejected: a.rejected + b.rejected,
  };
}

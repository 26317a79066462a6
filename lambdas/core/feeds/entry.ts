import type { EpochMs } from "../time.ts";
import type { SkippedTimes } from "./skipped-times.ts";

/** How a time became known; anything but `published` or `updated` means that the feed did not say it in a usable way. */
export type TimeOrigin = "published" | "updated" | "missing" | "invalid" | "future";

/** One item of a feed as published, in plain text: nothing of it is ever shown as HTML. */
export interface Entry {
  /** the publisher's guid or Atom id, verbatim, when there is one */
  readonly guid?: string;
  /** absolute http(s) address, as published */
  readonly link?: string;
  readonly title: string;
  readonly summary: string;
  /** full text, when the feed carries more than a summary */
  readonly body?: string;
  readonly publishedAt?: EpochMs;
  readonly publishedOrigin: TimeOrigin;
  readonly updatedAt?: EpochMs;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  /** BCP 47, when the entry or its feed says it */
  readonly lang?: string;
  /** the first attachment: a podcast's sound, a picture, a film */
  readonly enclosure?: Enclosure;
  /** the outlet that the entry was taken over from, where an aggregator names it */
  readonly source?: string;
}

export interface Enclosure {
  /** absolute http(s) address */
  readonly url: string;
  /** media type, as published */
  readonly type?: string;
}

/** What a feed document holds. */
export interface FeedDocument {
  readonly format: string;
  readonly title: string;
  readonly lang?: string;
  readonly entries: readonly Entry[];
  /** entries that could not be read, each with its reason: they are counted, never dropped in silence */
  readonly rejected: readonly RejectedEntry[];
  /** publisher's hint in minutes, 0 when absent */
  readonly ttlMinutes: number;
  /** when the publisher wants no polls; absent for never */
  readonly skips?: SkippedTimes;
}

export interface RejectedEntry {
  /** position in the document, from 0 */
  readonly index: number;
  readonly reason: string;
}

import type { SkippedTimes } from "./skipped-times.ts";

/** More entries of one document are counted but not read: a feed that lists more is an archive, or an attack. */
export const MAX_ENTRIES = 500;

/** A document with more entries is refused as a whole: to account for each of them would cost more than they are worth. */
export const MAX_LISTED = 20_000;

/**
 * A feed document before its dates and texts are judged: what every format is reduced to, and what the clean RSS
 * document carries. Texts are as published (HTML or plain); addresses are absolute already.
 */
export interface RawFeed {
  /** `rss-2.0`, `atom-1.0`, `rdf-1.0`, `cdf`, `json-1.1`, … */
  readonly format: string;
  readonly title: string;
  readonly lang?: string;
  readonly ttlMinutes: number;
  readonly skips?: SkippedTimes;
  /** the first {@link MAX_ENTRIES} */
  readonly entries: readonly RawEntry[];
  /** how many entries the document holds */
  readonly total: number;
}

export interface RawEntry {
  readonly guid?: string;
  readonly link?: string;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  /** as written; empty when absent */
  readonly published: string;
  readonly updated: string;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly lang?: string;
  readonly enclosureUrl?: string;
  readonly enclosureType?: string;
  readonly source?: string;
}

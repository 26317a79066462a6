import type { Severity } from "./severity.ts";

/** The parts of a story that rules read. Proximity never crosses from one to the next. */
export const TEXT_FIELDS = ["title", "summary", "body"] as const;

export type TextField = (typeof TEXT_FIELDS)[number];

/** What a rule is held against: plain text and the facts that exact filters ask for. */
export interface MatchableStory {
  readonly title: string;
  readonly summary?: string;
  readonly body?: string;
  /** BCP 47, e.g. `fr` */
  readonly lang?: string;
  /** ISO 3166-1 alpha-2 of the outlet, e.g. `CD` */
  readonly country?: string;
  readonly source?: string;
  readonly url?: string;
  /** of the feed, e.g. `great-lakes` */
  readonly tags?: readonly string[];
}

/** A piece of the original text that satisfied a leaf. Offsets are UTF-16 code units, end exclusive. */
export interface Span {
  readonly field: TextField;
  readonly start: number;
  readonly end: number;
  /** the original text between start and end */
  readonly text: string;
  /** the leaf in canonical form (`M23`, `"security crisis"`) or the entity reference (`@group.m23`) */
  readonly satisfies: string;
}

/** A rule that holds for a story, and why. */
export interface Match {
  readonly ruleId: string;
  readonly title: string;
  readonly severity: Severity;
  /** in order of field, then start */
  readonly spans: readonly Span[];
  /** canonical form of the smallest part of the query that already made it true */
  readonly clause: string;
}

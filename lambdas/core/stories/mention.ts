import type { Severity } from "../rules/severity.ts";
import type { EpochMs } from "../time.ts";
import type { StoryId } from "./story.ts";

/** `all`, `rule#m23`, `place#place.goma`, `lang#fr`, `source#Radio Okapi`, … */
export type Facet = string;

/** One small posting of a matched story under one facet: any single filter is one query, newest first. */
export interface Mention {
  readonly facet: Facet;
  readonly firstSeenAt: EpochMs;
  readonly storyId: StoryId;
  readonly severity: Severity;
  /** every facet of the story, so that several filters need no read of the story */
  readonly facets: readonly Facet[];
  readonly expiresAt?: EpochMs;
}

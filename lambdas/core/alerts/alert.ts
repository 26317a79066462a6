import type { EntityId } from "../gazetteer/entity.ts";
import type { Match } from "../rules/match.ts";
import type { Severity } from "../rules/severity.ts";
import type { StoryId } from "../stories/story.ts";
import type { EpochMs } from "../time.ts";

/** An entity as an alert shows it; coordinates for places that have them. */
export interface AlertEntity {
  readonly id: EntityId;
  readonly title: string;
  readonly pcode?: string;
  readonly lat?: number;
  readonly lon?: number;
}

/** Another story of the same event. */
export interface AlertStory {
  readonly id: StoryId;
  readonly title: string;
  readonly source: string;
  readonly url?: string;
  readonly lang?: string;
  readonly publishedAt: EpochMs;
}

/** One notification about an event: the typed value that every form of the message is made from. */
export interface Alert {
  /** hash of event and revision: a retry repeats it, and a receiver can drop it */
  readonly id: string;
  readonly eventId: string;
  readonly revision: number;
  readonly decision: "new" | "update";
  /** a sentence: why this was sent */
  readonly reason: string;
  readonly severity: Severity;
  readonly storyId: StoryId;
  readonly title: string;
  readonly summary: string;
  readonly body?: string;
  readonly url?: string;
  readonly source: string;
  readonly lang?: string;
  readonly country?: string;
  readonly publishedAt: EpochMs;
  readonly firstSeenAt: EpochMs;
  /** the moment of the decision */
  readonly decidedAt: EpochMs;
  readonly places: readonly AlertEntity[];
  /** everything above the places: for filters, not for the reader; absent from an alert that was read back */
  readonly areas?: readonly EntityId[];
  readonly groups: readonly AlertEntity[];
  readonly people: readonly AlertEntity[];
  readonly processes: readonly AlertEntity[];
  readonly themes: readonly AlertEntity[];
  /** why, rule by rule; loudest first */
  readonly matches: readonly Match[];
  /** newest first, without the alert's own story */
  readonly otherStories: readonly AlertStory[];
}

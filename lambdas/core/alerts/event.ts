import type { EntityId } from "../gazetteer/entity.ts";
import type { Severity } from "../rules/severity.ts";
import type { Decision, StoryId } from "../stories/story.ts";
import type { EpochMs } from "../time.ts";

/** A story's place in an event, with what was decided, so that a worker that died and returns decides the same. */
export interface EventStory {
  readonly storyId: StoryId;
  /** of the text that was decided on: an edited story is decided again */
  readonly contentHash: string;
  readonly title: string;
  readonly url?: string;
  readonly source: string;
  readonly lang?: string;
  readonly publishedAt: EpochMs;
  readonly decision: Decision;
  /** the event's revision that the decision published, when it published one */
  readonly revision?: number;
}

/** What an event is recognised by. */
export interface EventProfile {
  readonly entities: readonly EntityId[];
  /** numbers of two digits or more in the texts, as written without separators */
  readonly numbers: readonly string[];
  /** hashes of the first story's words, for reprints; see event-grouping.ts */
  readonly sketch: readonly number[];
}

/** What happened, told by one or more stories. */
export interface NewsEvent {
  /** 32 hex digits, derived from its first story: redoing the work finds the same event */
  readonly id: string;
  readonly createdAt: EpochMs;
  /** published time of the latest story */
  readonly lastStoryAt: EpochMs;
  readonly severity: Severity;
  readonly title: string;
  readonly profile: EventProfile;
  readonly stories: readonly EventStory[];
  /** outlets that told it, each once */
  readonly outlets: readonly string[];
  /** of the last alert; 0 when none was published */
  readonly revision: number;
  /** counts writes, for optimistic locking; 0 before the first */
  readonly version: number;
  readonly expiresAt: EpochMs;
}

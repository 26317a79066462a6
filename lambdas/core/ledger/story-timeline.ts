import type { DecisionKind } from "../stories/story.ts";
import type { EpochMs } from "../time.ts";

/** As much of a stored story as the ledger needs. */
export interface SeenStory {
  readonly firstSeenAt: EpochMs;
  readonly isMatched: boolean;
  readonly isOpen: boolean;
  /** of a matched story that was decided */
  readonly decision?: DecisionKind;
}

/** Every stored story by the time at which it was first seen. A port, read behind the writes by a moment. */
export interface StoryTimeline {
  /** `since` inclusive, `until` exclusive, in no order; costs in proportion to the stories of those days that it passes. */
  listSeen(since: EpochMs, until: EpochMs): AsyncIterable<SeenStory>;
}

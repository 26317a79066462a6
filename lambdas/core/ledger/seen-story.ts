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

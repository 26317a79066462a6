/**
 * What a desk asked not to hear now: a silence mutes what would be told, and quiet hours or a digest make it wait. What
 * would not be told anyway keeps its reason.
 */
import type { DecisionKind } from "../stories/story.ts";
import type { EpochMs } from "../time.ts";
import type { Verdict } from "./decide.ts";
import type { Hold } from "./hold-until.ts";
import { describeSilence, type Silence } from "./silence.ts";

export interface Routed {
  readonly kind: DecisionKind;
  readonly reason: string;
  /** the window of the digest that it is kept for */
  readonly digestDueAt?: EpochMs;
}

export interface RouteInput {
  /** the one that mutes the story */
  readonly silence?: Silence;
  /** no alert of this event went out yet; it may stand in a digest */
  readonly isUntold: boolean;
  /** the desk wants to hear of it later */
  readonly hold?: Hold;
}

export function route(verdict: Verdict, { silence, isUntold, hold }: RouteInput): Routed {
  if (verdict.kind === "folded" || verdict.kind === "backlog") return verdict;
  if (silence !== undefined) return { kind: "silenced", reason: describeSilence(silence) };
  if (hold !== undefined) {
    return { kind: "digest", reason: `${hold.reason}; ${verdict.reason}`, digestDueAt: hold.dueAt };
  }
  // What the desk knows from a digest alone is its first alert, whatever the event went through before.
  return isUntold ? { ...verdict, kind: "new" } : verdict;
}

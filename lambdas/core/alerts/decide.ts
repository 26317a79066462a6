/**
 * What becomes of a matched story: told as new, told as an update, folded into what was told already, or kept as
 * backlog. A decision is a value with a sentence for the desk, so that nobody has to guess why they were, or were not,
 * woken.
 */
import { severityRank } from "../rules/severity.ts";
import type { DecisionKind, Story } from "../stories/story.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";
import type { NewsEvent } from "./event.ts";

/** An event is told again when this many outlets tell it. */
const OUTLET_STEPS = [2, 5, 10, 30] as const;

/** Outlets that follow within this time are the same wave: the desk was told a moment ago. */
const WAVE_MS = 10 * MINUTE_MS;

export interface Verdict {
  readonly kind: Extract<DecisionKind, "new" | "update" | "folded" | "backlog">;
  readonly reason: string;
}

/**
 * @param event - the event that the story joins, with the story's outlet counted already; its `told` as before
 * @param alertMaxAgeMs - stories published longer before they were seen are backlog
 */
export function decide(story: Story, event: NewsEvent, alertMaxAgeMs: number, now: EpochMs): Verdict {
  const ageMs = story.firstSeenAt - story.publishedAt;
  if (ageMs > alertMaxAgeMs) {
    return {
      kind: "backlog",
      reason: `published ${hours(ageMs)} before it was seen; alerts end at ${hours(alertMaxAgeMs)}`,
    };
  }
  if (event.told === undefined || story.severity === undefined) {
    return { kind: "new", reason: "first story of this event" };
  }
  if (severityRank(story.severity) > severityRank(event.told.severity)) {
    return { kind: "update", reason: `severity rose from ${event.told.severity} to ${story.severity}` };
  }
  if (hasCorrectedHeadline(story)) {
    return { kind: "update", reason: "the outlet changed the headline of a story that was told" };
  }
  const outlets = event.outlets.length;
  const told = event.told;
  const isStepPassed = OUTLET_STEPS.some((step) => step > told.outlets && step <= outlets);
  if (isStepPassed && now - told.at >= WAVE_MS) {
    return { kind: "update", reason: `${outlets} outlets tell it now` };
  }
  return {
    kind: "folded",
    reason: `told already; ${outlets} ${outlets === 1 ? "outlet tells" : "outlets tell"} it now`,
  };
}

function hasCorrectedHeadline(story: Story): boolean {
  const former = story.revisions.at(-1);
  const wasTold = story.decision?.kind === "new" || story.decision?.kind === "update";
  return wasTold && former !== undefined && former.title !== story.title;
}

function hours(ms: number): string {
  return `${Math.round((ms / HOUR_MS) * 10) / 10} h`;
}

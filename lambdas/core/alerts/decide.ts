/**
 * What becomes of a matched story by what it tells: told as new, told as an update, folded into what was told already,
 * or kept as backlog. What a desk asked not to hear now is routing's affair, see route.ts. A decision is a value with a
 * sentence for the desk, so that nobody has to guess why they were, or were not, woken.
 */
import { severityRank } from "../rules/severity.ts";
import type { DecisionKind, Story } from "../stories/story.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";
import type { NewsEvent, Toll } from "./event.ts";
import { tollChange } from "./toll-change.ts";

/** An event is told again when this many outlets tell it. */
const OUTLET_STEPS = [2, 5, 10, 30] as const;

/** Outlets that follow within this time are the same wave: the desk was told a moment ago. */
const WAVE_MS = 10 * MINUTE_MS;

export interface Verdict {
  readonly kind: Extract<DecisionKind, "new" | "update" | "folded" | "backlog">;
  readonly reason: string;
}

/** What a story is decided by, beside itself. */
export interface DecisionInput {
  /** the event that the story joins, with the story's outlet counted already; its `told` as before */
  readonly event: NewsEvent;
  /** what the story counts */
  readonly toll: Toll;
  /** what it counted before its outlet edited it; empty when it was not edited, or not told */
  readonly formerToll: Toll;
  /** stories published longer before they were seen are backlog */
  readonly alertMaxAgeMs: number;
  readonly now: EpochMs;
}

export function decide(story: Story, input: DecisionInput): Verdict {
  const { event, alertMaxAgeMs, now } = input;
  const ageMs = story.firstSeenAt - story.publishedAt;
  if (ageMs > alertMaxAgeMs) {
    return {
      kind: "backlog",
      reason: `published ${hours(ageMs)} before it was seen; alerts end at ${hours(alertMaxAgeMs)}`,
    };
  }
  const { told } = event;
  if (told === undefined || story.severity === undefined) {
    const isFirst = event.stories.every((each) => each.storyId === story.id);
    return { kind: "new", reason: isFirst ? "first story of this event" : "none of this event was told so far" };
  }
  const change = changeOf(story, told, input) ?? outletStep(event.outlets.length, told, now);
  if (change !== undefined) return { kind: "update", reason: change };
  const outlets = event.outlets.length;
  return {
    kind: "folded",
    reason: `told already; ${outlets} ${outlets === 1 ? "outlet tells" : "outlets tell"} it now`,
  };
}

/** Whether the story's own text is one that the desk was told, or was to be told with a digest. */
export function wasTold(story: Story): boolean {
  const kind = story.decision?.kind;
  return kind === "new" || kind === "update" || kind === "digest";
}

function changeOf(
  story: Story,
  told: NonNullable<NewsEvent["told"]>,
  { toll, formerToll }: Pick<DecisionInput, "toll" | "formerToll">,
): string | undefined {
  const severity = story.severity ?? "low";
  if (severityRank(severity) > severityRank(told.severity)) return `severity rose from ${told.severity} to ${severity}`;
  const former = story.revisions.at(-1);
  const isCorrected = wasTold(story) && former !== undefined && former.title !== story.title;
  return (
    tollChange(told.toll ?? {}, toll, formerToll) ??
    (isCorrected ? "the outlet changed the headline of a story that was told" : undefined)
  );
}

function outletStep(outlets: number, told: NonNullable<NewsEvent["told"]>, now: EpochMs): string | undefined {
  const isStepPassed = OUTLET_STEPS.some((step) => step > told.outlets && step <= outlets);
  return isStepPassed && now - told.at >= WAVE_MS ? `${outlets} outlets tell it now` : undefined;
}

function hours(ms: number): string {
  return `${Math.round((ms / HOUR_MS) * 10) / 10} h`;
}

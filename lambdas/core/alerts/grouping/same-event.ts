/**
 * Whether a story tells of an event that is known. Vetoes come first, for what cannot be one event; then proof by the
 * words (a reprint); then evidence by what is shared.
 */
import { type EpochMs, HOUR_MS, utcDay } from "../../time.ts";
import type { EventProfile, NewsEvent } from "../event.ts";
import type { Rarity } from "../rarity.ts";
import { type ActLikeness, compareActs } from "./act-likeness.ts";
import { type Comparison, compareTellings } from "./compare-tellings.ts";

export interface StoryTelling {
  readonly profile: EventProfile;
  /** published time */
  readonly at: EpochMs;
  readonly title: string;
  /** BCP 47 */
  readonly lang?: string;
}

export interface Likeness {
  readonly same: boolean;
  /** a sentence for the desk */
  readonly reason: string;
  /** how sure, to choose among several events; 0 when vetoed */
  readonly score: number;
}

/** An event takes no story published further than this from its first: else chains of stories would never end. */
export const MAX_EVENT_AGE_MS: number = 72 * HOUR_MS;

/** Tellings in other words must be this close to one of the event's stories. */
const WINDOW_MS = 36 * HOUR_MS;

/** Two counts of one toll on one day are two sources; after a night they are news. */
const NEW_TOLL_MS = 6 * HOUR_MS;

/** Measured: cut, re-headlined and copy-edited reprints stay above, other texts of one event far below. */
const REPRINT_CONTAINMENT = 0.35;

const THRESHOLD = 1.6;

/** @param rarity - see rarity.ts */
export function isSameEvent(story: StoryTelling, event: NewsEvent, rarity: Rarity): Likeness {
  const ageMs = Math.abs(story.at - event.createdAt);
  if (ageMs > MAX_EVENT_AGE_MS) return no(`published ${hours(ageMs)} from the event's first story`);
  const comparison = compareTellings(story.profile, event.profile, rarity);
  const acts = compareActs(story.profile, event.profile);
  const veto = vetoOf(comparison, acts, story.at, event.createdAt);
  if (veto !== undefined) return no(veto);
  if (comparison.copied >= REPRINT_CONTAINMENT) {
    const share = Math.round(comparison.copied * 100);
    return { same: true, reason: `reprint: ${share} % of its word sequences`, score: 10 + comparison.copied };
  }
  const gapMs = Math.max(0, event.createdAt - story.at, story.at - event.lastStoryAt);
  if (gapMs > WINDOW_MS) return no(`${hours(gapMs)} from the event's nearest story`);
  const score = Math.max(0, weighEvidence(comparison, acts, isOneLanguage(story, event), gapMs));
  return { same: score >= THRESHOLD, reason: describe(comparison), score };
}

function vetoOf(comparison: Comparison, acts: ActLikeness, at: EpochMs, began: EpochMs): string | undefined {
  if (comparison.isOtherPlace) return "another place";
  const isOtherHeadline = comparison.titleCoverage < 0.2 && (acts.kind === "one-sided" || acts.kind === "other");
  if (isOtherHeadline && comparison.copied < REPRINT_CONTAINMENT) return "another headline: who and what differ";
  if (acts.kind === "follow-up" && comparison.copied < 0.8) return `a follow-up: ${acts.act}`;
  const isLater = utcDay(at) !== utcDay(began) && Math.abs(at - began) >= NEW_TOLL_MS;
  const toll = comparison.otherToll[0];
  const isNewToll = isLater && toll !== undefined && comparison.sameToll.length === 0;
  return isNewToll ? `another number of ${toll} on another day` : undefined;
}

/** Acts that any week brings many of: that two stories share one says less. */
const COMMON_ACTS: ReadonlySet<string> = new Set([
  "violence",
  "capture",
  "talks",
  "condemnation",
  "appeal",
  "displacement",
  "minerals",
]);

/**
 * The weights were set by hand on labelled stories (test/fixtures/events/tuned.jsonl), with a logistic regression over
 * all pairs as a guide; stories that were set aside guard them. They add up to a threshold, like log odds.
 */
function weighEvidence(comparison: Comparison, acts: ActLikeness, isOneLanguage: boolean, gapMs: number): number {
  const { rareShared, sharedNames, sameToll, otherToll, sharedNumbers, sharedWords, sharedThings } = comparison;
  if (rareShared < 0.3 && sharedNames.length + sameToll.length + sharedNumbers.length === 0) return 0;
  const who = Math.min(2, rareShared) + Math.min(1.5, 0.6 * sharedNames.length);
  const same = comparison.sharedTitleActs.reduce((sum, act) => sum + (COMMON_ACTS.has(act) ? 0.4 : 0.8), 0);
  const act = { same: Math.min(1.4, same), near: 0.2, unknown: 0, "one-sided": -0.5, other: -1, "follow-up": -2 }[
    acts.kind
  ];
  const numbers = Math.min(1.4, 0.9 * sameToll.length + 0.4 * sharedNumbers.length) - (otherToll.length > 0 ? 0.4 : 0);
  const words = isOneLanguage ? clamp(3 * (sharedWords - 0.3), -0.3, 1.2) : clamp(2 * (sharedWords - 0.05), 0, 0.6);
  const things = Math.min(1, 0.35 * sharedThings.length) - (comparison.isOtherThing ? 0.9 : 0);
  const what = act + numbers + words + things;
  // Where and who alone make no event: a camp that burnt down and the same camp without water are two.
  const bare = what < 0.3 ? 0.8 : 0;
  const cover = comparison.coverage - 0.5 - 1.3 * Math.max(0, 0.7 - comparison.titleCoverage);
  const apart = (comparison.isOtherDay ? 0.8 : 0) + (comparison.areOtherNames ? 0.3 : 0);
  const late = 0.4 * Math.max(0, gapMs / HOUR_MS / 12 - 0.5);
  return who + what + cover - bare - apart - late;
}

function isOneLanguage(story: StoryTelling, event: NewsEvent): boolean {
  return story.lang !== undefined && story.lang === event.stories[0]?.lang;
}

function describe({ sharedEntities, sharedNames, sameToll, sharedNumbers }: Comparison): string {
  const shared = [...sharedEntities.slice(0, 4), ...sharedNames.slice(0, 2), ...sharedNumbers.slice(0, 2)];
  const toll = sameToll.length > 0 ? `, the same number of ${sameToll.join(" and ")}` : "";
  return shared.length === 0 && toll === "" ? "shares nothing rare" : `shares ${shared.join(", ")}${toll}`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function no(reason: string): Likeness {
  return { same: false, reason, score: 0 };
}

function hours(ms: number): string {
  return `${Math.round(ms / HOUR_MS)} h`;
}

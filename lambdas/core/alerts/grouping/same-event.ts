/**
 * Whether a story tells of an event that is known. Vetoes come first, for what cannot be one event; then proof by the
 * words (a reprint); then evidence by what is shared.
 */
import { type EpochMs, HOUR_MS, utcDay } from "../../time.ts";
import type { EventProfile, NewsEvent } from "../event.ts";
import type { Rarity } from "../rarity.ts";
import { type ActLikeness, compareActs } from "./act-likeness.ts";
import { type Comparison, compareTellings } from "./compare-tellings.ts";
import { weighEvidence } from "./weigh-evidence.ts";

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

/** A whole text with a word or a headline changed. */
const COPY_CONTAINMENT = 0.8;

const THRESHOLD = 1.6;

/** @param rarity - see rarity.ts */
export function isSameEvent(story: StoryTelling, event: NewsEvent, rarity: Rarity): Likeness {
  const ageMs = Math.abs(story.at - event.createdAt);
  if (ageMs > MAX_EVENT_AGE_MS) return no(`published ${hours(ageMs)} from the event's first story`);
  const comparison = compareTellings(story.profile, event.profile, rarity);
  const isSoon = Math.abs(story.at - event.createdAt) < NEW_TOLL_MS;
  const acts = compareActs(story.profile, event.profile, isSoon);
  const veto = vetoOf(comparison, acts, story.at, event.createdAt);
  if (veto !== undefined) return no(veto);
  if (isReprint(comparison, acts)) {
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
  const isLikeTold = isReprint(comparison, acts) && comparison.otherToll.length === 0 && !comparison.areOtherNumbers;
  if (comparison.areOtherActors && !isLikeTold && !isSameDeed(comparison)) return "another armed group";
  if (comparison.areOtherVictims && !isReprint(comparison, acts)) return "other people were killed";
  if (comparison.loneMeetings === 2) return "a meeting with somebody else";
  const isOtherHeadline =
    comparison.titleCoverage < 0.2 &&
    comparison.sameToll.length === 0 &&
    (acts.kind === "one-sided" || acts.kind === "other");
  if (isOtherHeadline && comparison.copied < REPRINT_CONTAINMENT) return "another headline: who and what differ";
  if (acts.kind === "follow-up" && comparison.copied < COPY_CONTAINMENT) return `a follow-up: ${acts.act}`;
  const isLater = utcDay(at) !== utcDay(began) && Math.abs(at - began) >= NEW_TOLL_MS;
  const toll = comparison.otherToll[0];
  const isNewToll = isLater && toll !== undefined && comparison.sameToll.length === 0;
  return isNewToll ? `another number of ${toll} on another day` : undefined;
}

/** Two dispatches of one agency share their phrases: where another thing was done, or to another kind of people, that is all. */
function isReprint({ copied, areOtherCounts, isOtherVillage }: Comparison, { kind }: ActLikeness): boolean {
  if (copied >= COPY_CONTAINMENT) return true;
  return copied >= REPRINT_CONTAINMENT && !areOtherCounts && !isOtherVillage && kind !== "kin" && kind !== "other";
}

/** Outlets may blame two groups for one massacre: the same was done, to as many. */
function isSameDeed({ sameToll, otherToll, sharedTitleActs }: Comparison): boolean {
  return sameToll.length > 0 && otherToll.length === 0 && sharedTitleActs.length > 0;
}

function isOneLanguage(story: StoryTelling, event: NewsEvent): boolean {
  return story.lang !== undefined && story.lang === event.stories[0]?.lang;
}

function describe({ sharedEntities, sharedNames, sameToll, sharedNumbers }: Comparison): string {
  const shared = [...sharedEntities.slice(0, 4), ...sharedNames.slice(0, 2), ...sharedNumbers.slice(0, 2)];
  const toll = sameToll.length > 0 ? `, the same number of ${sameToll.join(" and ")}` : "";
  return shared.length === 0 && toll === "" ? "shares nothing rare" : `shares ${shared.join(", ")}${toll}`;
}

function no(reason: string): Likeness {
  return { same: false, reason, score: 0 };
}

function hours(ms: number): string {
  return `${Math.round(ms / HOUR_MS)} h`;
}

/** How much speaks for two tellings being of one event: what they share, less what sets them apart. */
import { HOUR_MS } from "../../time.ts";
import type { ActLikeness } from "./act-likeness.ts";
import type { Comparison } from "./compare-tellings.ts";

/** Published this close, an attack of the night from Sunday to Monday may be given either day. */
const NIGHT_MS = 12 * HOUR_MS;

/**
 * A place is most of what tells two clashes apart, and most villages are in no gazetteer. Of two languages the names may
 * be other words for one thing: the Red Cross and the CICR.
 */
const OTHER_VILLAGE = { oneLanguage: 1.2, twoLanguages: 0.8 };

/** Each week has its bulletin of a disease, and each its own figures. */
const OTHER_BULLETIN = 0.6;

/** Per half day after the first: what outlets tell a day later is, more often than not, what came of it. */
const LATE = 0.8;

/** By how the acts of two tellings go together. */
const ACT_WEIGHTS: Readonly<Record<Exclude<ActLikeness["kind"], "same">, number>> = {
  near: 0,
  unknown: 0,
  kin: -0.4,
  "one-sided": -0.5,
  other: -1,
  "follow-up": -2,
};

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
 * The weights were set by hand on labelled stories (test/fixtures/events: tuned.jsonl, judged.jsonl), with a logistic regression over
 * all pairs as a guide; stories that were set aside guard them. They add up to a threshold, like log odds.
 */
export function weighEvidence(
  comparison: Comparison,
  acts: ActLikeness,
  isOneLanguage: boolean,
  gapMs: number,
): number {
  const { rareShared, sharedNames, sameToll, sharedNumbers } = comparison;
  if (rareShared < 0.3 && sharedNames.length + sameToll.length + sharedNumbers.length === 0) return 0;
  const what = weighActs(comparison, acts) + weighNumbers(comparison) + weighWords(comparison, isOneLanguage);
  const who = Math.min(2, rareShared) + Math.min(1.5, 0.6 * comparison.sharedNameRuns);
  // Where and who alone make no event: a camp that burnt down and the same camp without water are two.
  const bare = what < 0.3 ? 0.8 : 0;
  const cover = comparison.coverage - 0.5 - 1.3 * Math.max(0, 0.7 - comparison.titleCoverage);
  const late = LATE * Math.max(0, gapMs / HOUR_MS / 12 - 0.5);
  const vague = acts.kind === "unknown" ? 0.3 : 0;
  return who + what + cover - bare - vague - weighApart(comparison, isOneLanguage, gapMs) - late;
}

function weighActs({ sharedTitleActs }: Comparison, { kind }: ActLikeness): number {
  if (kind !== "same") return ACT_WEIGHTS[kind];
  const same = sharedTitleActs.reduce((sum, act) => sum + (COMMON_ACTS.has(act) ? 0.4 : 0.8), 0);
  return Math.min(1.4, same);
}

function weighNumbers(comparison: Comparison): number {
  const { sameToll, otherToll, tollRatio, areOtherCounts, sharedNumbers } = comparison;
  const isOtherBulletin = comparison.areOtherNumbers && comparison.sharedTitleActs.includes("disease");
  const shared = Math.min(1.4, 0.9 * sameToll.length + 0.4 * sharedNumbers.length);
  return (
    shared -
    (otherToll.length > 0 ? 0.4 : 0) -
    (tollRatio > 3 ? 0.4 : 0) -
    (areOtherCounts ? 0.5 : 0) -
    (isOtherBulletin ? OTHER_BULLETIN : 0)
  );
}

/** Of one language the words of the lead, of two the names and loans that both have. */
function weighWords(
  { sharedWords, sharedThings, isOtherThing, loneThings }: Comparison,
  isOneLanguage: boolean,
): number {
  const words = isOneLanguage ? clamp(2 * (sharedWords - 0.3), -0.3, 0.8) : clamp(2 * (sharedWords - 0.05), 0, 0.6);
  const things = Math.min(1, 0.35 * sharedThings.length) - (isOtherThing ? 0.9 : 0) - 0.4 * loneThings;
  return words + things;
}

function weighApart(comparison: Comparison, isOneLanguage: boolean, gapMs: number): number {
  const isOneNight = comparison.isNextDay && gapMs < NIGHT_MS;
  return (
    (comparison.isOtherDay ? (isOneNight ? 0.4 : 1) : 0) +
    (comparison.areOtherNames ? 0.5 : 0) +
    (comparison.isOtherVillage ? OTHER_VILLAGE[isOneLanguage ? "oneLanguage" : "twoLanguages"] : 0) +
    (comparison.areOtherPeople ? 0.5 : 0) +
    comparison.loneMeetings
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

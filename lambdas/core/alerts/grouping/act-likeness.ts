/** Whether two stories say that the same was done. */
import type { EventProfile } from "../event.ts";
import type { Act } from "./acts.ts";

/** What comes after an event and is news by itself: when one headline says so and the other story does not, it is new. */
const FOLLOW_UPS: ReadonlySet<string> = new Set<Act>([
  "funeral",
  "denial",
  "release",
  "arrest",
  "court",
  "retake",
  "surrender",
  "sanction",
  "inquiry",
  "protest",
  "condemnation",
  "accusation",
  "reaction",
  "mourning",
  "vaccination",
  "again",
  "claim",
]);

/**
 * These may also be one outlet's view of the event itself: they tell of a new one where headlines share no act, or hours
 * later.
 */
const VIEWS: ReadonlySet<string> = new Set<Act>([
  "appeal",
  "withdrawal",
  "agreement",
  "deployment",
  "aid",
  "closure",
  "office",
  "visit",
  "care",
  "opening",
]);

/** What a battle ends in: an outlet's word for it within hours, news by the next day. */
const OUTCOMES: ReadonlySet<string> = new Set<Act>(["capture"]);

/** Acts that outlets use for one and the same event. */
const KIN: readonly (readonly [Act, Act])[] = [
  ["violence", "capture"],
  ["violence", "displacement"],
  ["violence", "abduction"],
  ["capture", "displacement"],
  ["talks", "agreement"],
  ["talks", "visit"],
  ["deployment", "visit"],
  ["aid", "displacement"],
  ["disease", "aid"],
  ["arrest", "capture"],
  ["accident", "minerals"],
  ["closure", "aid"],
  ["withdrawal", "deployment"],
];

/** Words of these are as often who is spoken of: displaced people may be fed, shot at or vaccinated. */
const BACKDROP: ReadonlySet<string> = new Set<Act>(["displacement", "minerals"]);

/** Other words for a follow-up or a view. */
const SAID_TOO: Readonly<Record<string, readonly Act[]>> = { arrest: ["capture"], agreement: ["talks"] };

export type ActLikeness =
  /** one headline tells what the other story does not: this act follows from the event */
  | { readonly kind: "follow-up"; readonly act: string }
  /** headlines agree */
  | { readonly kind: "same" }
  /** each headline's act is in the other's text */
  | { readonly kind: "near" }
  /** acts that outlets may use for one event, but neither text tells the other's */
  | { readonly kind: "kin" }
  /** one headline's act is in the other's text, but not the other way about */
  | { readonly kind: "one-sided" }
  /** nothing in common */
  | { readonly kind: "other" }
  /** a headline says nothing that is known */
  | { readonly kind: "unknown" };

/** @param isSoon - published within hours of each other: "a new attack" is then new to the reader, not to the event */
export function compareActs(a: EventProfile, b: EventProfile, isSoon: boolean): ActLikeness {
  const followUp = followUpOf(a, b, isSoon) ?? followUpOf(b, a, isSoon);
  if (followUp !== undefined) return { kind: "follow-up", act: followUp };
  const agreed = a.titleActs.filter((act) => b.titleActs.includes(act));
  if (agreed.some((act) => !BACKDROP.has(act))) return { kind: "same" };
  if (agreed.length > 0) return hasLoneAct(a, b) || hasLoneAct(b, a) ? { kind: "one-sided" } : { kind: "same" };
  const allA = [...a.titleActs, ...a.acts];
  const allB = [...b.titleActs, ...b.acts];
  if (allA.length === 0 || allB.length === 0) return { kind: "unknown" };
  const isInB = a.titleActs.some((act) => allB.includes(act));
  const isInA = b.titleActs.some((act) => allA.includes(act));
  const isKin = KIN.some(([x, y]) => tells(a, b, x, y) || tells(a, b, y, x));
  if (isInA && isInB) return { kind: "near" };
  if (isKin) return isInA || isInB ? { kind: "near" } : { kind: "kin" };
  if (a.titleActs.length === 0 || b.titleActs.length === 0)
    return isInA || isInB ? { kind: "near" } : { kind: "unknown" };
  return isInA || isInB ? { kind: "one-sided" } : { kind: "other" };
}

/** Whether a headline tells, beside what is everywhere, an act that the other story tells nowhere. */
function hasLoneAct(a: EventProfile, b: EventProfile): boolean {
  const acts = a.titleActs.filter((act) => !BACKDROP.has(act));
  return acts.length > 0 && !acts.some((act) => b.titleActs.includes(act) || b.acts.includes(act));
}

/** Both headlines tell of one thing, or one has no known word and its text tells it. */
function tells(a: EventProfile, b: EventProfile, x: Act, y: Act): boolean {
  const mainA = a.titleActs.length > 0 ? a.titleActs : a.acts;
  const mainB = b.titleActs.length > 0 ? b.titleActs : b.acts;
  return mainA.includes(x) && mainB.includes(y);
}

function followUpOf(a: EventProfile, b: EventProfile, isSoon: boolean): string | undefined {
  // A headline in a language whose words are unknown must not look like one that leaves the act out.
  if (b.titleActs.length === 0 && b.acts.length === 0) return undefined;
  const isAgreed = a.titleActs.some((act) => b.titleActs.includes(act));
  const told = [...b.titleActs, ...b.acts];
  const isTold = (act: string): boolean =>
    told.includes(act) || (SAID_TOO[act] ?? []).some((other) => told.includes(other));
  // A report that accuses and one that finds are one report.
  const isOneReport = a.titleActs.some((act) => act !== "again" && FOLLOW_UPS.has(act) && told.includes(act));
  const isNews = (act: string): boolean => {
    if (act === "again") return !isSoon;
    if (act === "accusation") return !isOneReport;
    return FOLLOW_UPS.has(act) || (VIEWS.has(act) && !(isAgreed && isSoon)) || (OUTCOMES.has(act) && !isSoon);
  };
  return a.titleActs.find((act) => isNews(act) && !isTold(act));
}

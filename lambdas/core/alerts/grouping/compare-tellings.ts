/** What two tellings have in common and what sets them apart, as numbers that same-event.ts weighs. */
import type { EntityId } from "../../gazetteer/entity.ts";
import type { EventProfile, TollKind } from "../event.ts";
import type { Rarity } from "../rarity.ts";
import { areOtherActors, areOtherPeople, isOtherMeeting } from "./actors.ts";
import { isOtherPlace, isOtherVillage, titleEntities } from "./places.ts";
import { containment } from "./shingles.ts";
import { hasLoneThing, isOtherThing, thingsOf } from "./thing-likeness.ts";

export interface Comparison {
  /** share of the shorter text's word trigrams in the longer, 0 to 1 */
  readonly copied: number;
  /** known entities of both, rarest first */
  readonly sharedEntities: readonly EntityId[];
  /** sum of their rarities */
  readonly rareShared: number;
  /** that sum as a share of the smaller profile's, 0 to 1 */
  readonly coverage: number;
  /** share of what each title names that the other text names too, the lesser of the two; 1 when a title names nothing */
  readonly titleCoverage: number;
  readonly sharedNames: readonly string[];
  /** names that follow each other in both are one: a person's, a village's in two words */
  readonly sharedNameRuns: number;
  /** armed groups are named in both, and none that acts in one is in the other */
  readonly areOtherActors: boolean;
  /** both headlines name people, and none of one is in the other text */
  readonly areOtherPeople: boolean;
  /** headlines that tell who spoke with whom, of whom the other text leaves one out: 0, 1 or 2 */
  readonly loneMeetings: number;
  /** both say of whom the dead are, and of other people */
  readonly areOtherVictims: boolean;
  /** places are named in both, and none of one is in the other */
  readonly isOtherPlace: boolean;
  /** headlines name one territory at the finest, and each beside it what the other text does not: villages, most likely */
  readonly isOtherVillage: boolean;
  readonly sharedNumbers: readonly string[];
  /** both have numbers, and none in common */
  readonly areOtherNumbers: boolean;
  readonly sameToll: readonly TollKind[];
  readonly otherToll: readonly TollKind[];
  /** both count people, and never of one kind: one the dead and the other the abducted */
  readonly areOtherCounts: boolean;
  /** of the tolls of one kind that differ, the widest: how many times the lesser the greater is; 1 when none differ */
  readonly tollRatio: number;
  readonly sharedThings: readonly string[];
  /** both headlines are about something, and neither text has what is in the other's headline */
  readonly isOtherThing: boolean;
  /** headlines that are about something of which the other text has nothing: 0, 1 or 2 */
  readonly loneThings: number;
  /** both name weekdays, and no day is the same */
  readonly isOtherDay: boolean;
  /** some day of one is the day before one of the other: a night has two names */
  readonly isNextDay: boolean;
  /** both name people or places that no gazetteer knows, and share none */
  readonly areOtherNames: boolean;
  /** what both headlines say was done */
  readonly sharedTitleActs: readonly string[];
  /** share of the smaller set of content words, 0 to 1 */
  readonly sharedWords: number;
}

/** A title that names but its country or region names nothing. */
const VAGUE_WEIGHT = 0.15;

export function compareTellings(a: EventProfile, b: EventProfile, rarity: Rarity): Comparison {
  const inB = new Set(b.entities);
  const sharedEntities = a.entities.filter((id) => inB.has(id) && rarity(id) > 0).sort((x, y) => rarity(y) - rarity(x));
  const rareShared = weigh(sharedEntities, rarity);
  const smaller = Math.min(weigh(a.entities, rarity), weigh(b.entities, rarity));
  return {
    copied: containment(a.shingles, b.shingles),
    sharedEntities,
    rareShared,
    coverage: smaller === 0 ? 0 : rareShared / smaller,
    titleCoverage: Math.min(coverTitle(a, b, rarity), coverTitle(b, a, rarity)),
    sharedNames: shared(a.names, b.names),
    sharedNameRuns: countSharedRuns(a.names, b.names),
    areOtherActors: areOtherActors(a, b, rarity),
    areOtherPeople: areOtherPeople(a, b),
    loneMeetings: Number(isOtherMeeting(a, b)) + Number(isOtherMeeting(b, a)),
    areOtherVictims: a.victims !== undefined && b.victims !== undefined && a.victims !== b.victims,
    isOtherPlace: isOtherPlace(a, b, rarity),
    isOtherVillage: isOtherVillage(a, b, rarity),
    sharedNumbers: shared(a.numbers, b.numbers),
    areOtherNumbers: a.numbers.length > 0 && b.numbers.length > 0 && shared(a.numbers, b.numbers).length === 0,
    sameToll: tollKinds(a, b).filter((kind) => a.toll[kind] === b.toll[kind]),
    otherToll: tollKinds(a, b).filter((kind) => a.toll[kind] !== b.toll[kind]),
    areOtherCounts: areOtherCounts(a, b),
    tollRatio: tollRatio(a, b),
    sharedThings: shared(thingsOf(a), thingsOf(b)),
    isOtherThing: isOtherThing(a, b),
    loneThings: Number(hasLoneThing(a, b)) + Number(hasLoneThing(b, a)),
    isOtherDay: a.days !== "" && b.days !== "" && ![...a.days].some((day) => b.days.includes(day)),
    isNextDay: [...a.days].some((day) => [1, 6].some((step) => b.days.includes(String((Number(day) + step) % 7)))),
    areOtherNames: a.names.length > 0 && b.names.length > 0 && shared(a.names, b.names).length === 0,
    sharedTitleActs: shared(a.titleActs, b.titleActs),
    sharedWords: shareOf(a.words, b.words),
  };
}

function weigh(ids: readonly EntityId[], rarity: Rarity): number {
  return ids.reduce((sum, id) => sum + rarity(id), 0);
}

function coverTitle(title: EventProfile, text: EventProfile, rarity: Rarity): number {
  const named = titleEntities(title);
  const weight = weigh(named, rarity);
  if (weight < VAGUE_WEIGHT) return 1;
  const told = new Set(text.entities);
  return (
    weigh(
      named.filter((id) => told.has(id)),
      rarity,
    ) / weight
  );
}

function areOtherCounts(a: EventProfile, b: EventProfile): boolean {
  const isCounting = (profile: EventProfile): boolean => Object.keys(profile.toll).length > 0;
  return isCounting(a) && isCounting(b) && tollKinds(a, b).length === 0;
}

function tollRatio(a: EventProfile, b: EventProfile): number {
  const ratios = tollKinds(a, b).map((kind) => {
    const [x, y] = [Math.max(1, a.toll[kind] ?? 1), Math.max(1, b.toll[kind] ?? 1)];
    return Math.max(x, y) / Math.min(x, y);
  });
  return Math.max(1, ...ratios);
}

function tollKinds(a: EventProfile, b: EventProfile): readonly TollKind[] {
  const kinds: readonly TollKind[] = ["dead", "injured", "abducted", "displaced"];
  return kinds.filter((kind) => a.toll[kind] !== undefined && b.toll[kind] !== undefined);
}

function shared(a: readonly string[], b: readonly string[]): readonly string[] {
  const inB = new Set(b);
  return a.filter((each) => inB.has(each));
}

function countSharedRuns(a: readonly string[], b: readonly string[]): number {
  const places = new Map(b.map((name, at) => [name, at]));
  return a.filter((name, at) => {
    const place = places.get(name);
    const before = places.get(a[at - 1] ?? "");
    return place !== undefined && before !== place - 1;
  }).length;
}

function shareOf(a: readonly string[], b: readonly string[]): number {
  const smaller = Math.min(a.length, b.length);
  return smaller === 0 ? 0 : shared(a, b).length / smaller;
}

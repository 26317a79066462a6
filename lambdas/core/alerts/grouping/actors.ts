/**
 * Who did it. Two attacks on one village on one day, by two armed groups that fight apart, are two events, however alike
 * an agency words them; both sides of one battle are one event, and so is a group under two of its names.
 */
import type { EntityId } from "../../gazetteer/entity.ts";
import type { EventProfile } from "../event.ts";
import type { Rarity } from "../rarity.ts";

/** Armies, coalitions and governments take part in everything and speak of everything: they tell no attack apart. */
const EVERYWHERE = 0.12;

/** Outlets give these names to the same fighters. */
const LOCAL_MILITIAS: ReadonlySet<EntityId> = new Set([
  "group.wazalendo",
  "group.mai-mai",
  "group.mai-mai-named",
  "group.nyatura",
  "group.apcls",
  "group.ndc-r",
  "group.raia-mutomboki",
]);

/**
 * Whether both name groups and none that one puts into its headline (else: that it names at all) is in the other.
 * @param rarity - see rarity.ts
 */
export function areOtherActors(a: EventProfile, b: EventProfile, rarity: Rarity): boolean {
  const [actorsA, actorsB] = [actorsOf(a, rarity), actorsOf(b, rarity)];
  if (actorsA.length === 0 || actorsB.length === 0) return false;
  // A battle has two sides: where each names both, a militia under another name is not enough.
  if (actorsA.length > 1 && actorsB.length > 1) return !actorsA.some((id) => actorsB.includes(id));
  return !isAnyIn(actorsA, b) && !isAnyIn(actorsB, a);
}

/** Whether both headlines name people and neither text names one of the other's headline. */
export function areOtherPeople(a: EventProfile, b: EventProfile): boolean {
  const [peopleA, peopleB] = [titlePeople(a), titlePeople(b)];
  if (peopleA.length === 0 || peopleB.length === 0) return false;
  return !peopleA.some((id) => b.entities.includes(id)) && !peopleB.some((id) => a.entities.includes(id));
}

/** Whether a headline tells who spoke with whom, and another text knows only some of them. */
export function isOtherMeeting(meeting: EventProfile, other: EventProfile): boolean {
  const people = titlePeople(meeting);
  if (!meeting.titleActs.includes("talks") || people.length < 2) return false;
  return people.some((id) => !other.entities.includes(id));
}

function actorsOf(profile: EventProfile, rarity: Rarity): readonly EntityId[] {
  const isActor = (id: EntityId): boolean => id.startsWith("group.") && rarity(id) > EVERYWHERE;
  const inTitle = profile.entities.slice(0, profile.titleEntities).filter(isActor);
  return inTitle.length > 0 ? inTitle : profile.entities.filter(isActor);
}

function isAnyIn(actors: readonly EntityId[], profile: EventProfile): boolean {
  const isLocal = profile.entities.some((id) => LOCAL_MILITIAS.has(id));
  return actors.some((id) => profile.entities.includes(id) || (isLocal && LOCAL_MILITIAS.has(id)));
}

function titlePeople(profile: EventProfile): readonly EntityId[] {
  return profile.entities.slice(0, profile.titleEntities).filter((id) => id.startsWith("person."));
}

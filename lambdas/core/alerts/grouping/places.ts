/**
 * Whether two stories are of two places: most of what tells one attack or battle from another. A gazetteer knows some
 * villages by themselves and many together under one entity; the rest are only names.
 */
import type { EntityId } from "../../gazetteer/entity.ts";
import type { EventProfile } from "../event.ts";
import type { Rarity } from "../rarity.ts";

/** Below this a place is too wide to tell two events apart. */
const LOCAL_RARITY = 0.4;

/** From here on, and below the last, an entity stands for many villages; see rarity.ts. */
const VILLAGES_RARITY = 0.3;

/** From here on a place is a point on the map. */
const PINPOINT_RARITY = 0.85;

/** Those that the title names. */
export function titleEntities(profile: EventProfile): readonly EntityId[] {
  return profile.entities.slice(0, profile.titleEntities);
}

/** At the finest level that both name: sharing a territory does not make two villages one. */
export function isOtherPlace(a: EventProfile, b: EventProfile, rarity: Rarity): boolean {
  const arePointsApart = arePlacesApart(a, b, (id) => rarity(id) >= PINPOINT_RARITY);
  if (arePointsApart !== undefined) return arePointsApart;
  if (isSameUnlistedVillage(a, b, rarity)) return false;
  return arePlacesApart(a, b, (id) => rarity(id) >= LOCAL_RARITY) ?? false;
}

/** A gazetteer has many villages under one entity: two texts that share it and a name speak of the same village. */
function isSameUnlistedVillage(a: EventProfile, b: EventProfile, rarity: Rarity): boolean {
  const isVillages = (id: EntityId): boolean =>
    id.startsWith("place.") && rarity(id) >= VILLAGES_RARITY && rarity(id) < LOCAL_RARITY;
  return (
    a.entities.some((id) => isVillages(id) && b.entities.includes(id)) && a.names.some((name) => b.names.includes(name))
  );
}

/** Neither names a point on the map, and each headline has a name that the other text has not: villages, most likely. */
export function isOtherVillage(a: EventProfile, b: EventProfile, rarity: Rarity): boolean {
  const isPoint = (id: EntityId): boolean => id.startsWith("place.") && rarity(id) >= PINPOINT_RARITY;
  if (a.entities.some(isPoint) || b.entities.some(isPoint)) return false;
  const [namesA, namesB] = [titleNames(a), titleNames(b)];
  if (namesA.length === 0 || namesB.length === 0) return false;
  return !namesA.some((name) => b.names.includes(name)) && !namesB.some((name) => a.names.includes(name));
}

function titleNames(profile: EventProfile): readonly string[] {
  return profile.names.slice(0, profile.titleNames ?? 0);
}

/** Titles decide where they name places; else all places of the texts. @returns undefined when one names none */
function arePlacesApart(a: EventProfile, b: EventProfile, isFine: (id: EntityId) => boolean): boolean | undefined {
  const isPlace = (id: EntityId): boolean => id.startsWith("place.") && isFine(id);
  const placesA = a.entities.filter(isPlace);
  const placesB = b.entities.filter(isPlace);
  if (placesA.length === 0 || placesB.length === 0) return undefined;
  if (!placesA.some((id) => placesB.includes(id))) return true;
  const titleA = titleEntities(a).filter(isPlace);
  const titleB = titleEntities(b).filter(isPlace);
  if (titleA.length === 0 || titleB.length === 0 || titleA.some((id) => titleB.includes(id))) return false;
  return !titleA.some((id) => placesB.includes(id)) || !titleB.some((id) => placesA.includes(id));
}

/**
 * The keys under which an event is posted and looked for, so that a story finds its event by a few reads and no scan.
 * Bands of the word sketch find reprints; the rarest entities and names find other tellings of the same days. The
 * numbers are bounded: 25 keys, which one request writes.
 */
import { type EpochMs, HOUR_MS } from "../../time.ts";
import type { EventKeys, EventLookup, EventProfile } from "../event.ts";
import { type Rarity, typeRarity } from "../rarity.ts";
import { MAX_EVENT_AGE_MS } from "./same-event.ts";

/** Stories do not come in order: an event may have begun after the story was published. */
const LOOK_AHEAD_MS = 36 * HOUR_MS;

/** Keys by entity and name; the rarest win. Measured: labelled stories are grouped no worse by four of them. */
const MAX_FEATURES = 6;

/** Under a country or region stands every event of the week: such a key finds nothing and costs much. */
const MIN_WEIGHT = 0.1;

/** Events that one story is held against: those under the keys that tell most. More only in a flood. */
export const MAX_CANDIDATES = 100;

/** @param rarity - as for `lookupOf`, else the two choose other keys */
export function postingsOf(profile: EventProfile, rarity: Rarity = typeRarity): EventKeys {
  return {
    bands: profile.sketch.map((hash, band) => `b${band}.${hash.toString(36)}`),
    features: featuresOf(profile, rarity),
  };
}

/** Keys to look under, those that tell most first. @param at - published time of the story */
export function lookupOf(profile: EventProfile, at: EpochMs, rarity: Rarity = typeRarity): EventLookup {
  return { ...postingsOf(profile, rarity), since: at - MAX_EVENT_AGE_MS, until: at + LOOK_AHEAD_MS };
}

/** Rarest first. The order of the profile breaks ties, and two tellings name what matters in their titles. */
function featuresOf(profile: EventProfile, rarity: Rarity): readonly string[] {
  const entities = profile.entities.map((id) => ({ key: `e.${id}`, weight: rarity(id) }));
  const names = profile.names.map((name) => ({ key: `n.${name}`, weight: 0.5 }));
  return [...entities, ...names]
    .filter(({ weight }) => weight >= MIN_WEIGHT)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_FEATURES)
    .map(({ key }) => key);
}

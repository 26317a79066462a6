/**
 * The keys under which an event is posted and looked for, so that a story finds its event by a few reads and no scan.
 * Bands of the word sketch find reprints; the rarest entities and names, each with a stretch of time, find other
 * tellings. The numbers are bounded: 38 keys to post, 36 to look under.
 */
import { type EpochMs, HOUR_MS } from "../../time.ts";
import type { EventProfile } from "../event.ts";
import { type Rarity, typeRarity } from "../rarity.ts";
import { BANDS } from "./minhash.ts";

/** Two stretches of this length cover 36 hours back and 12 ahead, since stories do not come in order. */
const BUCKET_MS = 48 * HOUR_MS;
const LOOK_BACK_MS = 36 * HOUR_MS;
const LOOK_AHEAD_MS = BUCKET_MS - LOOK_BACK_MS;

/** Keys by entity and name; the rarest win. */
const MAX_FEATURES = 8;

/** Under a country or region stands every event of the week: such a key finds nothing and costs much. */
const MIN_WEIGHT = 0.1;

/** Events that one story is held against: those under the keys that tell most. More only in a flood. */
export const MAX_CANDIDATES = 100;

/** Bands that are looked under: two thirds of them still find 9 of 10 texts alike by 0.35, and reprints share names. */
const LOOKED_BANDS = 20;

/**
 * @param at - published time of the story
 * @param rarity - as for `lookupsOf`, else the two choose other keys
 */
export function postingsOf(profile: EventProfile, at: EpochMs, rarity: Rarity = typeRarity): string[] {
  const bucket = Math.floor(at / BUCKET_MS);
  return [...bandKeys(profile, BANDS), ...featuresOf(profile, rarity).map((feature) => `${feature}@${bucket}`)];
}

/** Keys to look under, those that tell most first. @param at - published time of the story */
export function lookupsOf(profile: EventProfile, at: EpochMs, rarity: Rarity = typeRarity): string[] {
  const first = Math.floor((at - LOOK_BACK_MS) / BUCKET_MS);
  const last = Math.floor((at + LOOK_AHEAD_MS - 1) / BUCKET_MS);
  const buckets = first === last ? [last] : [last, first];
  const features = featuresOf(profile, rarity).flatMap((feature) => buckets.map((bucket) => `${feature}@${bucket}`));
  return [...bandKeys(profile, LOOKED_BANDS), ...features];
}

function bandKeys(profile: EventProfile, bands: number): readonly string[] {
  return profile.sketch.slice(0, bands).map((hash, band) => `b${band}.${hash.toString(36)}`);
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

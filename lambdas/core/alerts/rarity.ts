/**
 * How much it says about an event that a story names an entity. A village is in the news once a month, its province in
 * every story; a spokesman speaks of one thing, a president of everything. Two stories that share what is rare tell of
 * the same thing.
 */
import { ENTITY_TYPES, type Entity, type EntityId, type EntityType } from "../gazetteer/entity.ts";

/** From 0 (says nothing) to 1 (a small village, a local commander). */
export type Rarity = (id: EntityId) => number;

/** What rarity is taken from; a gazetteer is one. */
export interface EntityIndex {
  readonly get: (id: EntityId) => Entity | undefined;
}

/** Without a gazetteer: by type alone, as the id tells it. */
const TYPE_RARITY: Readonly<Record<EntityType, number>> = {
  place: 0.7,
  group: 0.3,
  person: 0.6,
  process: 0.3,
  theme: 0,
};

/**
 * Kinds are free text of the desk, so they are recognised by the words in them; the first that fits decides. The
 * order is from the widely named to the rarely named, so that a "city and territory" counts as a city.
 */
const KIND_RARITY: Readonly<Record<EntityType, readonly (readonly [RegExp, number])[]>> = {
  place: [
    [/region|country|state|continent|area/i, 0.05],
    [/province/i, 0.12],
    // One entity for many villages or camps: that two stories share it does not mean that they share a place.
    [/villages|towns|sites|quarters|collection/i, 0.35],
    [/lake|river|park|range|highland$|capital/i, 0.4],
    [/city|volcano/i, 0.5],
    [/territor|district|chiefdom|sector/i, 0.6],
    [/town|airport|border/i, 0.9],
    [/./, 1],
  ],
  group: [
    [/army|armed forces|military|police|government|coalition|alliance/i, 0.12],
    [/peacekeep|mission|body|operation/i, 0.3],
    [/^rebel$|foreign armed|jihad|wazalendo|pro-government/i, 0.25],
    [/./, 0.4],
  ],
  person: [
    [/collection|mediators|politicians|officers|ministers and/i, 0.2],
    [/^president of|head of state|monarch/i, 0.35],
    [/./, 0.7],
  ],
  process: [[/./, 0.3]],
  theme: [[/./, 0]],
};

/** Rarity by type alone, for callers that have no gazetteer. */
export function typeRarity(id: EntityId): number {
  const type = ENTITY_TYPES.find((each) => id.startsWith(`${each}.`));
  return type === undefined ? 0.5 : TYPE_RARITY[type];
}

/** Rarity by type and kind as the gazetteer has them; entities that it does not know go by their type. */
export function rarityIn(gazetteer: EntityIndex): Rarity {
  const known = new Map<EntityId, number>();
  return (id) => {
    const cached = known.get(id);
    if (cached !== undefined) return cached;
    const entity = gazetteer.get(id);
    const rarity = entity?.kind === undefined ? typeRarity(id) : kindRarity(entity.type, entity.kind);
    known.set(id, rarity);
    return rarity;
  };
}

function kindRarity(type: EntityType, kind: string): number {
  for (const [pattern, rarity] of KIND_RARITY[type]) {
    if (pattern.test(kind)) return rarity;
  }
  return TYPE_RARITY[type];
}

import { describe, expect, it } from "vitest";
import { rarityIn, typeRarity } from "../../../lambdas/core/alerts/rarity.ts";
import type { Entity } from "../../../lambdas/core/gazetteer/entity.ts";

const ENTITIES: readonly Entity[] = [
  entity("place.drc", "country"),
  entity("place.north-kivu", "province"),
  entity("place.goma", "city"),
  entity("place.beni", "city and territory"),
  entity("place.masisi", "territory"),
  entity("place.oicha", "town"),
  entity("place.kibumba", "village"),
  entity("place.djugu-villages", "villages"),
  entity("group.fardc", "army"),
  entity("group.m23", "rebel"),
  entity("group.frpi", "militia"),
  entity("person.kagame", "President of Rwanda"),
  entity("person.bisimwa", "M23 president"),
  entity("theme.attack", "violence"),
];

function entity(id: string, kind: string): Entity {
  const type = id.startsWith("place")
    ? "place"
    : id.startsWith("group")
      ? "group"
      : id.startsWith("person")
        ? "person"
        : "theme";
  return { id, type, title: id, kind, names: {}, alone: "yes" };
}

const rarity = rarityIn({ get: (id) => ENTITIES.find((each) => each.id === id) });

describe("rarity", () => {
  it.each([
    [["place.kibumba", "place.oicha", "place.masisi", "place.goma", "place.north-kivu", "place.drc"]],
    [["place.kibumba", "place.djugu-villages", "place.north-kivu"]],
    [["person.bisimwa", "person.kagame", "group.m23", "group.fardc"]],
    [["group.frpi", "group.m23", "group.fardc", "theme.attack"]],
  ])("falls from what is seldom named to what always is: %j", (ids) => {
    const values = ids.map(rarity);

    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(new Set(values).size).toBe(values.length);
  });

  it("takes a city that is a territory too for a city", () => {
    expect(rarity("place.beni")).toBe(rarity("place.goma"));
  });

  it("is nothing for themes, and goes by type for what the gazetteer does not know", () => {
    expect(rarity("theme.unknown")).toBe(0);
    expect(rarity("theme.attack")).toBe(0);
    expect(rarity("place.unknown")).toBe(typeRarity("place.unknown"));
    expect(typeRarity("place.x")).toBeGreaterThan(typeRarity("group.x"));
    expect(typeRarity("odd")).toBeGreaterThan(0);
  });
});

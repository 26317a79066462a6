import { describe, expect, it } from "vitest";
import { hearStory } from "../../../lambdas/core/alerts/hear-story.ts";
import type { Silence } from "../../../lambdas/core/alerts/silence.ts";
import type { Severity } from "../../../lambdas/core/rules/severity.ts";
import { story } from "../../support/domain.ts";

const PARENTS: Readonly<Record<string, readonly string[]>> = {
  "place.kibumba": ["place.nyiragongo", "place.north-kivu", "place.eastern-drc"],
  "place.goma": ["place.north-kivu", "place.eastern-drc"],
  "place.north-kivu": ["place.eastern-drc"],
  "place.bukavu": ["place.south-kivu", "place.eastern-drc"],
};
const WIDE = ["place.rwanda", "place.eastern-drc"];
const WORLD = {
  gazetteer: { ancestorsOf: (id: string) => PARENTS[id] ?? [] },
  rarity: (id: string) => (WIDE.includes(id) ? 0.05 : 0.5),
};
const EVENT = "e".repeat(32);

function silence(kind: Silence["target"]["kind"], id: string): Silence {
  return { id: `s-${id}`, target: { kind, id }, why: "drill", by: "Amina", createdAt: 0, until: 10 };
}

function match(ruleId: string, severity: Severity) {
  return { ruleId, title: ruleId, severity, spans: [], clause: "" };
}

const TOLD = story({
  matches: [match("m23", "high"), match("diplomacy", "medium")],
  entities: ["group.m23", "place.kibumba", "place.goma", "place.rwanda"],
});

describe("a story under silences", () => {
  it("is heard whole when none is in force", () => {
    expect(hearStory(TOLD, EVENT, [], WORLD)).toEqual({ kind: "audible", story: TOLD });
  });

  it.each([
    [[silence("event", EVENT)], `s-${EVENT}`],
    [[silence("rule", "m23"), silence("rule", "diplomacy")], "s-m23"],
    [[silence("place", "place.north-kivu")], "s-place.north-kivu"],
    [[silence("place", "place.eastern-drc")], "s-place.eastern-drc"],
    [[silence("place", "place.kibumba"), silence("place", "place.goma")], "s-place.kibumba"],
  ])("is silenced by %j", (silences, id) => {
    expect(hearStory(TOLD, EVENT, silences, WORLD)).toMatchObject({ kind: "silenced", silence: { id } });
  });

  it.each([
    ["another event", [silence("event", "f".repeat(32))]],
    ["one of its two villages", [silence("place", "place.kibumba")]],
    ["the country next door", [silence("place", "place.rwanda")]],
    ["another province", [silence("place", "place.south-kivu")]],
    ["a rule that it does not match", [silence("rule", "floods")]],
  ])("is heard under a silence on %s", (_, silences) => {
    expect(hearStory(TOLD, EVENT, silences, WORLD)).toEqual({ kind: "audible", story: TOLD });
  });

  it("goes on with the rules that are left, and their severity", () => {
    const hearing = hearStory(TOLD, EVENT, [silence("rule", "m23")], WORLD);

    expect(hearing).toEqual({
      kind: "audible",
      story: { ...TOLD, matches: [match("diplomacy", "medium")], severity: "medium" },
    });
  });

  it("counts a country where the story names nothing nearer", () => {
    const wide = { ...TOLD, entities: ["place.rwanda"] };

    expect(hearStory(wide, EVENT, [silence("place", "place.rwanda")], WORLD).kind).toBe("silenced");
  });

  it("takes a province that only says where the village lies for no other place", () => {
    const both = { ...TOLD, entities: ["place.north-kivu", "place.goma"] };

    expect(hearStory(both, EVENT, [silence("place", "place.goma")], WORLD).kind).toBe("silenced");
  });

  it("is heard under a silence on a place when it names none", () => {
    const nowhere = { ...TOLD, entities: ["group.m23"] };

    expect(hearStory(nowhere, EVENT, [silence("place", "place.goma")], WORLD).kind).toBe("audible");
  });
});

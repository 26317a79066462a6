import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import { alertFromStory } from "../../../lambdas/core/alerts/alert-from-story.ts";
import { type AlertFilter, buildFilterPolicy, type FilterPolicy } from "../../../lambdas/core/alerts/filter-policy.ts";
import { type AlertAttributes, attributesOf } from "../../../lambdas/core/alerts/messages/attributes.ts";
import { previewFilter } from "../../../lambdas/core/alerts/preview-filter.ts";
import type { Entity } from "../../../lambdas/core/gazetteer/entity.ts";
import { SEVERITIES } from "../../../lambdas/core/rules/severity.ts";
import { mentionsOf } from "../../../lambdas/core/stories/facets.ts";
import { DAY_MS } from "../../../lambdas/core/time.ts";
import { newsEvent, story } from "../../support/domain.ts";
import { hexOf } from "../../support/samples.ts";

const NOW = Date.UTC(2026, 0, 2, 12);
const ANY: AlertFilter = { rules: [], places: [], groups: [], themes: [], langs: [] };
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  "place.goma": ["place.north-kivu", "place.eastern-drc"],
  "place.bukavu": ["place.south-kivu", "place.eastern-drc"],
};
const gazetteer = { ancestorsOf: (id: string) => PARENTS[id] ?? [] };

describe("a filter policy", () => {
  it("of nothing asked takes every alert", () => {
    expect(buildFilterPolicy(ANY)).toEqual({});
  });

  it("spells each value as the alert's attributes do", () => {
    const policy = buildFilterPolicy({
      severity: "high+",
      rules: ["m23", "adf"],
      places: ["place.goma"],
      groups: ["group.m23"],
      themes: [],
      langs: ["FR", "pt-BR"],
    });

    expect(policy).toEqual({
      severityRank: [{ numeric: [">=", 3] }],
      rule: ["m23", "adf"],
      place: ["place.goma"],
      group: ["group.m23"],
      lang: ["fr", { prefix: "fr-" }, "pt-br", { prefix: "pt-br-" }],
    });
  });

  it("of one severity takes that one alone", () => {
    expect(buildFilterPolicy({ ...ANY, severity: "Medium" })).toEqual({ severity: ["medium"] });
  });

  it.each([
    [{ severity: "loud" }, 'severity "loud": write low, medium, high, critical, or one with + for it and above'],
    [{ severity: "" }, 'severity "": write low, medium, high, critical, or one with + for it and above'],
    [{ langs: ["french please"] }, 'language "french please": write a tag such as fr, sw or rw'],
    [
      { severity: "low", rules: ["a"], places: ["b"], groups: ["c"], themes: ["d"], langs: ["fr"] },
      "a filter policy of SNS has at most 5 keys; this one has 6",
    ],
    [
      { rules: ids(16), places: ids(5), langs: ["fr"] },
      "a filter policy of SNS has at most 150 combinations of values; this one has 160 (16 of rule x 5 of place x 2 of lang; a language counts twice): subscribe twice with fewer each",
    ],
  ])("is refused for %j", (part, message) => {
    expect(() => buildFilterPolicy({ ...ANY, ...part })).toThrow(message);
  });

  it("of exactly 150 combinations is taken", () => {
    expect(Object.keys(buildFilterPolicy({ ...ANY, rules: ids(15), places: ids(10) }))).toEqual(["rule", "place"]);
  });
});

describe("a preview", () => {
  it("holds exactly the stories whose alerts the policy lets through", async () => {
    const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 });
    const filters = fc.record({
      severity: fc.option(fc.constantFrom(...SEVERITIES, "medium+", "high+"), { nil: undefined }),
      rules: some(["m23", "adf"]),
      places: some(["place.goma", "place.north-kivu", "place.eastern-drc", "place.bukavu"]),
      groups: some(["group.m23"]),
      themes: fc.constant([]),
      langs: some(["fr", "en", "fr-cd"]),
    });
    const stories = fc.record({
      severity: fc.constantFrom(...SEVERITIES),
      rules: fc.uniqueArray(fc.constantFrom("m23", "adf", "floods"), { minLength: 1 }),
      entities: some(["place.goma", "place.bukavu", "group.m23", "group.adf"]),
      lang: fc.option(fc.constantFrom("fr", "FR", "fr-CD", "en", "sw"), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(filters, stories, async (filter, { rules, ...part }) => {
        const matches = rules.map((id) => ({ ruleId: id, title: id, severity: part.severity, spans: [], clause: "" }));
        const decision = { kind: "new" as const, reason: "", at: NOW };
        const told = story({ ...part, id: hexOf(1), matches, decision, firstSeenAt: NOW });
        const [archive, mentions] = [new MemoryStoryStore(), new MemoryMentionStore()];
        await archive.putIfNew(told);
        await mentions.putAll(mentionsOf(told, gazetteer));

        const preview = await previewFilter(filter, { stories: archive, mentions, gazetteer }, NOW + DAY_MS);

        const alert = alertFromStory(told, newsEvent({}), decision, entityOf, gazetteer.ancestorsOf);
        expect(preview.stories.length === 1).toBe(lets(buildFilterPolicy(filter), attributesOf(alert)));
      }),
      { numRuns: 300 },
    );
  });

  it("leaves out what was not sent, and what is older than a week", async () => {
    const [archive, mentions] = [new MemoryStoryStore(), new MemoryMentionStore()];
    const kinds = ["new", "update", "digest", "folded", "silenced", "backlog"] as const;
    for (const [index, kind] of kinds.entries()) {
      for (const firstSeenAt of [NOW, NOW - 8 * DAY_MS]) {
        const matches = [{ ruleId: "m23", title: "M23", severity: "high" as const, spans: [], clause: "" }];
        const decision = { kind, reason: "", at: NOW };
        const told = story({ id: hexOf(index + firstSeenAt), title: kind, matches, decision, firstSeenAt });
        await archive.putIfNew(told);
        await mentions.putAll(mentionsOf(told, gazetteer));
      }
    }

    const { stories } = await previewFilter(ANY, { stories: archive, mentions, gazetteer }, NOW);

    expect(stories.map(({ title }) => title).sort()).toEqual(["digest", "new", "update"]);
  });
});

function ids(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `id-${index}`);
}

function entityOf(id: string): Entity {
  const type = id.startsWith("place.") ? "place" : "group";
  return { id, type, title: id, names: {}, alone: "yes" };
}

/** How SNS reads a policy: every key must be there with a value that meets one of its conditions. */
function lets(policy: FilterPolicy, attributes: AlertAttributes): boolean {
  return Object.entries(policy).every(([key, conditions]) => {
    const attribute = attributes[key];
    if (attribute === undefined) return false;
    const values: readonly unknown[] =
      attribute.type === "String.Array" ? JSON.parse(attribute.value) : [attribute.value];
    return conditions.some((condition) =>
      values.some((value) => {
        if (typeof condition === "string") return value === condition;
        if ("prefix" in condition) return String(value).startsWith(condition.prefix);
        return Number(value) >= condition.numeric[1];
      }),
    );
  });
}

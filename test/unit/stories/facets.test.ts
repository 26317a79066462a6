import { describe, expect, it } from "vitest";
import { ALL_FACET, facetFor, facetsOf, mentionsOf } from "../../../lambdas/core/stories/facets.ts";
import { buildStory, GAZETTEER } from "./build-story.ts";

describe("facets", () => {
  it("names everything that a desk can filter by", () => {
    const story = buildStory({ entities: ["place.goma", "group.m23", "person.kagame", "theme.displacement"] });

    const facets = facetsOf(story, GAZETTEER);

    expect(facets).toEqual([
      "all",
      "rule#m23-front-lines",
      "place#place.goma",
      "place#place.north-kivu",
      "place#place.eastern-drc",
      "group#group.m23",
      "person#person.kagame",
      "theme#theme.displacement",
      "lang#en",
      "country#CD",
      "source#kivu courier",
      "severity#high",
    ]);
  });

  it("posts two places of one province under the province once", () => {
    const story = buildStory({ entities: ["place.goma", "place.beni"] });

    const facets = facetsOf(story, GAZETTEER);

    expect(facets.filter((facet) => facet === "place#place.north-kivu")).toHaveLength(1);
    expect(new Set(facets).size).toBe(facets.length);
  });

  it("posts a regional language under the language as well", () => {
    const facets = facetsOf(buildStory({ lang: "fr-CD" }), GAZETTEER);

    expect(facets).toEqual(expect.arrayContaining(["lang#fr-cd", "lang#fr"]));
  });

  it.each(["x".repeat(5_000), "", "fr#CD", "française"])(
    "posts no facet for a language that is no tag: %.20s",
    (lang) => {
      const facets = facetsOf(buildStory({ lang }), GAZETTEER);

      expect(facets.filter((facet) => facet.startsWith("lang#"))).toEqual([]);
    },
  );

  it("posts a story under every outlet that carried it", () => {
    const [first] = buildStory().sources;
    const sources = ["Radio Okapi", "Kivu Courier"].map((source) => ({ ...first, source })) as typeof story.sources;
    const story = buildStory({ sources });

    const facets = facetsOf(story, GAZETTEER);

    expect(facets).toEqual(expect.arrayContaining(["source#radio okapi", "source#kivu courier"]));
  });

  it.each([
    ["source", "  Radio\u00a0 OKAPI ", "source#radio okapi"],
    ["source", "De\u0301pe\u0302che", "source#d\u00e9p\u00eache"],
    ["country", "cd", "country#CD"],
    ["lang", "FR-cd", "lang#fr-cd"],
    ["place", "place.goma", "place#place.goma"],
  ] as const)("spells the %s %j one way", (kind, value, expected) => {
    expect(facetFor(kind, value)).toBe(expected);
  });

  it("keeps a facet within what a key can hold", () => {
    expect(Buffer.byteLength(facetFor("source", "é".repeat(5_000)))).toBeLessThan(1_024);
  });
});

describe("mentions", () => {
  it("is one posting for each facet, each with all the others", () => {
    const story = buildStory({ expiresAt: 1_900_000_000_000 });

    const mentions = mentionsOf(story, GAZETTEER);

    const facets = facetsOf(story, GAZETTEER);
    expect(mentions.map((mention) => mention.facet)).toEqual(facets);
    expect(mentions[0]).toEqual({
      facet: ALL_FACET,
      firstSeenAt: story.firstSeenAt,
      storyId: story.id,
      severity: "high",
      facets,
      expiresAt: 1_900_000_000_000,
    });
  });

  it("is nothing for a story that no rule matches", () => {
    const story = buildStory({ matches: [], severity: undefined, entities: [] });

    const mentions = mentionsOf(story, GAZETTEER);

    expect(mentions).toEqual([]);
  });
});

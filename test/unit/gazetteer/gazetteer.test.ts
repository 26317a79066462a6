import { describe, expect, it } from "vitest";
import type { Entity } from "../../../lambdas/core/gazetteer/entity.ts";
import { buildGazetteer, formatGazetteerProblem } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { entityOf, matchOf, spansOf } from "../rules/story-matching.ts";

const DRC = [
  entityOf("place.drc", ["RDC", "DR Congo"], { alone: "no" }),
  entityOf("place.north-kivu", ["Nord-Kivu", "North Kivu"], { parent: "place.drc" }),
  entityOf("place.nyiragongo", ["Nyiragongo"], { parent: "place.north-kivu", alone: "no" }),
  entityOf("place.kibumba", ["Kibumba"], { parent: "place.nyiragongo" }),
  entityOf("place.goma", ["Goma"], {
    parent: "place.north-kivu",
    alone: "context",
    context: "@place.north-kivu OR @group.m23 OR tag:great-lakes",
    unless: '"Guy Goma" OR (lang:es AND NOT Congo)',
  }),
  entityOf("group.m23", ["M23"], { alone: "context", context: "rebel* OR @place.goma", unless: "motorway" }),
] as const;

const { gazetteer } = buildGazetteer(DRC);
const holds = (query: string, title: string, more: object = {}): boolean =>
  matchOf(query, { title, ...more }, gazetteer) !== undefined;

function problemsOf(entities: readonly Entity[]): readonly string[] {
  return buildGazetteer(entities).problems.map(formatGazetteerProblem);
}

describe("a reference in a rule", () => {
  it.each([
    ["@place.north-kivu", "au Nord Kivu", true, "its own name"],
    ["@place.north-kivu", "à Kibumba", true, "a name two levels below, past one that is not enough alone"],
    ["@place.north-kivu", "le Nyiragongo", false, "a name below that is never enough by way of a parent"],
    ["@place.nyiragongo", "le Nyiragongo", true, "that name when asked for itself"],
    ["@place.drc", "la RDC", true, "a name that is not enough by way of a parent, asked for itself"],
    ["@place.drc", "à Kibumba", true, "a name three levels below"],
    ["@place.kibumba", "au Nord-Kivu", false, "a name above"],
    ["@place.north-kivu", "Goma", false, "a name below without its context"],
    ["@place.north-kivu", "Goma, M23", true, "a name below with its context"],
    ["@place.goma", "Goma, M23", true, "a mention as context, although that one lacks its own context"],
    ["@place.goma", "Goma, Kibumba", false, "a context that does not take what lies below"],
    ["@place.goma", "Goma, Nord-Kivu, Guy Goma", false, "what it is excluded by"],
    ["@group.m23", "M23, Goma", true, "a mention of an entity that is not recognised itself"],
    ["@group.m23", "M23 rebels, motorway", false, "what excludes it in spite of its context"],
  ])("%s over %j is %s: %s", (query, title, expected) => {
    const isMatch = holds(query, title);

    expect(isMatch).toBe(expected);
  });

  it("looks for context in the whole story, whatever field the name is asked in", () => {
    const match = holds("title:@place.goma", "Goma", { summary: "Nord-Kivu" });
    const elsewhere = holds("title:@place.goma", "Nord-Kivu", { summary: "Goma" });

    expect([match, elsewhere]).toEqual([true, false]);
  });

  it("takes facts of the story as context and as exclusion", () => {
    const results = [
      holds("@place.goma", "Goma", { tags: ["great-lakes"] }),
      holds("@place.goma", "Goma", { tags: ["great-lakes"], lang: "es" }),
      holds("@place.goma", "Goma, Congo", { tags: ["great-lakes"], lang: "es" }),
    ];

    expect(results).toEqual([true, false, true]);
  });

  it("marks spans with the entity that was recognised", () => {
    const spans = spansOf("@place.north-kivu", "Kibumba, Goma et le Nord-Kivu", gazetteer);

    expect(spans).toEqual([
      "title:Kibumba<@place.kibumba>",
      "title:Goma<@place.goma>",
      "title:Nord-Kivu<@place.north-kivu>",
    ]);
  });

  it("can stand beside NEAR and be counted", () => {
    const results = [
      holds("@place.north-kivu NEAR/1 attaque", "attaque à Kibumba"),
      holds("@place.north-kivu NEAR/0 attaque", "attaque à Kibumba"),
      holds("ATLEAST/2 @place.north-kivu", "Kibumba, Nord-Kivu"),
      holds("ATLEAST/2 @place.north-kivu", "Kibumba"),
    ];

    expect(results).toEqual([true, false, true, false]);
  });
});

describe("the gazetteer", () => {
  it("knows who stands above and below whom", () => {
    expect(gazetteer.ancestorsOf("place.kibumba")).toEqual(["place.nyiragongo", "place.north-kivu", "place.drc"]);
    expect(gazetteer.childrenOf("place.north-kivu")).toEqual(["place.nyiragongo", "place.goma"]);
    expect(gazetteer.descendantsOf("place.north-kivu")).toEqual(["place.nyiragongo", "place.goma", "place.kibumba"]);
    expect(gazetteer.membersOf("place.north-kivu")).toEqual(["place.north-kivu", "place.goma", "place.kibumba"]);
    expect(gazetteer.idsOf("group")).toEqual(["group.m23"]);
    expect(gazetteer.get("place.goma")?.title).toBe("place.goma");
    expect([gazetteer.has("place.goma"), gazetteer.has("place.x")]).toEqual([true, false]);
  });

  it("knows nothing of an id that it lacks", () => {
    expect(gazetteer.get("place.x")).toBeUndefined();
    expect(gazetteer.ancestorsOf("place.x")).toEqual([]);
    expect(gazetteer.membersOf("place.x")).toEqual([]);
  });

  it.each<readonly [string, readonly Entity[], readonly string[]]>([
    [
      "an unknown parent",
      [entityOf("place.a", ["Alpha"], { parent: "place.b" })],
      ['entity place.a E_ENTITY its parent "place.b" is not in the gazetteer'],
    ],
    [
      "each circle of parents once",
      [
        entityOf("place.a", ["Alpha"], { parent: "place.b" }),
        entityOf("place.b", ["Bravo"], { parent: "place.a" }),
        entityOf("place.c", ["Charlie"], { parent: "place.a" }),
        entityOf("place.d", ["Delta"], { parent: "place.d" }),
      ],
      [
        "entity place.a E_ENTITY_CYCLE its parents lead back to itself: place.a → place.b → place.a",
        "entity place.d E_ENTITY_CYCLE its parents lead back to itself: place.d → place.d",
      ],
    ],
    [
      "an id that is defined twice",
      [entityOf("place.a", ["Alpha"]), entityOf("place.a", ["Bravo"])],
      ['entity place.a E_ENTITY "place.a" is defined twice; this one is left out'],
    ],
    [
      "an id that does not fit its type",
      [{ ...entityOf("place.a", ["Alpha"]), type: "group" }],
      [
        'entity place.a E_ENTITY "place.a" is no id: it reads type.name, in lower case; types are place, group, person, process, theme',
      ],
    ],
    [
      "a name that two entities share without a word on it",
      [entityOf("place.beni", ["Beni"]), entityOf("person.beni", ["Béni"])],
      [
        'entity person.beni E_DUPLICATE its name "beni" is also a name of place.beni: give one of them a context or unless, or set both to alone: context or no',
      ],
    ],
    [
      "nothing where a shared name is told apart by unless",
      [entityOf("place.beni", ["Beni"], { unless: "Bolivia" }), entityOf("person.beni", ["Beni"])],
      [],
    ],
    [
      "nothing where neither owner of a name is enough alone",
      [entityOf("place.beni", ["Beni"], { alone: "no" }), entityOf("person.beni", ["Beni"], { alone: "no" })],
      [],
    ],
    [
      "names that are no leaves, stop-words and too short prefixes",
      [entityOf("place.a", ["le", "Go*", "…", "a (b)", "=UN", "Nord Kivu"])],
      [
        'entity place.a E_TOO_BROAD "le" stands in nearly every story; if capitals tell it apart, write ="le"',
        'entity place.a E_SHORT_PREFIX "go*": a * needs at least 4 letters before it; write more letters, or the whole word',
        'entity place.a E_EMPTY "…" has neither letter nor digit; leave it out, or write a word',
        'entity place.a E_ENTITY "a (b)" is no name: it is one word or phrase, without quotes, parentheses, commas and @',
      ],
    ],
    [
      "a context that does not parse, names nobody, or is missing",
      [
        entityOf("place.a", ["Alpha"], { alone: "context", context: "(Congo" }),
        entityOf("place.b", ["Bravo"], { alone: "context", context: "@place.x" }),
        entityOf("place.c", ["Charlie"], { alone: "context" }),
        entityOf("place.d", ["Delta"], { context: "Congo" }),
      ],
      [
        'entity place.a E_PAREN expected ")" for this "("; add ) at the end',
        'entity place.b E_ENTITY the gazetteer has no "place.x"; write @place.a',
        'entity place.c E_ENTITY is "alone: context" but has no context',
        'entity place.d W_UNUSED its context is not used: it is "alone: yes"',
      ],
    ],
  ])("reports %s", (_, entities, expected) => {
    const problems = problemsOf(entities);

    expect(problems).toEqual(expected);
  });

  it("never recognises an entity whose context is broken", () => {
    const broken = buildGazetteer([entityOf("place.a", ["Alpha"], { alone: "context", context: "(Congo" })]).gazetteer;

    const match = matchOf("@place.a", "Alpha, Congo", broken);

    expect(match).toBeUndefined();
  });

  it("goes on after a circle of parents, without those parents", () => {
    const circular = buildGazetteer([
      entityOf("place.a", ["Alpha"], { parent: "place.b" }),
      entityOf("place.b", ["Bravo"], { parent: "place.a" }),
    ]).gazetteer;

    const results = ["@place.a", "@place.b"].map((query) => matchOf(query, "Alpha", circular) !== undefined);

    expect(results).toEqual([true, false]);
  });
});

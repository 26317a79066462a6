import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { printQuery } from "../../../lambdas/core/rules/printer.ts";
import { compileRuleSet, formatRuleProblem } from "../../../lambdas/core/rules/story-matcher.ts";
import { queryTree } from "./arbitrary-query.ts";
import { EMPTY_GAZETTEER, entityOf, matcherOf, matchOf, ruleOf, spansOf } from "./story-matching.ts";

const MODEL_STORY = {
  title: "Kagame and Blinken speak by phone about the security crisis in Eastern DRC",
  summary:
    "The call of 15 May 2023 came after clashes between M23 and the FARDC near Kibumba and Buhumba in Nyiragongo, north of Goma.",
};

describe("a match", () => {
  it("names rule, title, severity, spans and the clause that decided", () => {
    const [match] = matcherOf("(M23 OR FDLR) AND Goma NOT motorway").matchStory(MODEL_STORY);

    expect(match).toEqual({
      ruleId: "rule",
      title: "Rule",
      severity: "high",
      clause: "M23 AND Goma",
      spans: [
        { field: "summary", start: 51, end: 54, text: "M23", satisfies: "M23" },
        { field: "summary", start: 118, end: 122, text: "Goma", satisfies: "Goma" },
      ],
    });
  });

  it.each([
    ["Kagame OR Blinken", "title:Kagame<Kagame> title:Blinken<Blinken>"],
    ["Kagame AND nothing", ""],
    ["(Kagame AND nothing) OR Blinken", "title:Blinken<Blinken>"],
    ["Kagame NOT nothing", "title:Kagame<Kagame>"],
    ['title:"eastern DRC"', 'title:Eastern DRC<"eastern DRC">'],
    ["summary:Kagame", ""],
    ["ANY/2 (Kagame, nothing, Blinken)", "title:Kagame<Kagame> title:Blinken<Blinken>"],
    ["ANY/2 (Kagame, nothing)", ""],
    ["clash AND title:phone", "title:phone<phone> summary:clashes<clash>"],
    ['Kagame OR "Kagame and Blinken"', 'title:Kagame<Kagame> title:Kagame and Blinken<"Kagame and Blinken">'],
  ])("of %s marks what made it true", (query, expected) => {
    const spans = spansOf(query, MODEL_STORY);

    expect(spans.join(" ")).toBe(expected);
  });

  it.each([
    ["Kagame", "Kagame"],
    ["nothing OR Blinken", "Blinken"],
    ["(Kagame AND phone) OR Blinken", "Blinken"],
    ["Kagame OR Blinken", "Kagame"],
    ["Goma AND (nothing OR (M23 AND Kibumba)) AND NOT motorway", "Goma AND M23 AND Kibumba"],
    ["title:(nothing OR phone)", "title:phone"],
    ["ANY/2 (nothing, Kagame AND phone, Goma, M23)", "ANY/2 (Goma, M23)"],
    ["ANY/1 (nothing, Goma)", "Goma"],
    ["ATLEAST/1 (Goma OR nothing)", "ATLEAST/1 (Goma OR nothing)"],
    ["M23 NEAR/4 FARDC", "M23 NEAR/4 FARDC"],
  ])("of %s was decided by %s", (query, expected) => {
    const match = matchOf(query, MODEL_STORY);

    expect(match?.clause).toBe(expected);
  });

  it("of a prefix marks every word that begins so", () => {
    const spans = spansOf("rebel*", "rebellion, rebel, rebelles, rebeld, Rebecca");

    expect(spans.map((span) => span.replace("<rebel*>", ""))).toEqual([
      "title:rebellion",
      "title:rebel",
      "title:rebelles",
      "title:rebeld",
    ]);
  });

  it("carries the first 64 spans at most", () => {
    const match = matchOf("Goma", { title: "", body: "Goma ".repeat(1_000) });

    expect(match?.spans).toHaveLength(64);
    expect(match?.spans[63]?.start).toBe(63 * 5);
  });

  it("holds exactly when its trace does, and its spans are pieces of the text", () => {
    const text = fc
      .array(fc.constantFrom("Goma", "M23", "Nord-Kivu", "rebelles", "l'armée", "A.D.F.", "paix", "Uvira", ",", "et"))
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(queryTree, text, text, (ast, title, body) => {
        const { matcher } = compileRuleSet([ruleOf(`Goma OR (${printQuery(ast)})`)], GAZETTEER);
        const story = { title, body, lang: "fr", tags: ["great-lakes"] };

        const [match] = matcher.matchStory(story);
        const trace = matcher.explainRule("rule", story);

        expect(match !== undefined).toBe(trace?.matched === true);
        expect(match?.spans).toEqual(match === undefined ? undefined : trace?.root.spans);
        for (const span of match?.spans ?? []) {
          const field = span.field === "title" ? title : body;
          expect(field.slice(span.start, span.end)).toBe(span.text);
          expect(span.text).not.toBe("");
        }
      }),
      { numRuns: 500 },
    );
  });
});

const GAZETTEER = buildGazetteer([
  entityOf("place.north-kivu", ["Nord-Kivu"]),
  entityOf("place.goma", ["Goma"], { parent: "place.north-kivu" }),
  entityOf("group.m23", ["M23"], { alone: "context", context: "Goma OR rebel*" }),
  entityOf("theme.attack", ["attaque"], { alone: "no" }),
]).gazetteer;

describe("compileRuleSet", () => {
  it("reports a bad rule and keeps the others", () => {
    const rules = [
      ruleOf("(M23", { id: "broken" }),
      ruleOf("Goma", { id: "good" }),
      ruleOf("@place.nowhere", { id: "unknown" }),
      ruleOf("Goma", { id: "good" }),
    ];

    const { matcher, problems } = compileRuleSet(rules, EMPTY_GAZETTEER);

    expect(matcher.matchStory({ title: "Goma, M23" }).map(({ ruleId }) => ruleId)).toEqual(["good"]);
    expect(problems.map(formatRuleProblem)).toEqual([
      'rule broken:1 E_PAREN expected ")" for this "("; add ) at the end',
      'rule unknown:1 E_ENTITY the gazetteer has no "place.nowhere"; add it to the gazetteer',
      "rule good E_DUPLICATE another rule has this id already; this one is left out",
    ]);
  });

  it("matches in the order of the rules", () => {
    const rules = ["b", "a", "c"].map((id) => ruleOf("Goma", { id }));

    const matches = compileRuleSet(rules, EMPTY_GAZETTEER).matcher.matchStory({ title: "Goma" });

    expect(matches.map(({ ruleId }) => ruleId)).toEqual(["b", "a", "c"]);
  });

  it("leaves disabled rules out of matching, not of explaining", () => {
    const matcher = matcherOf("Goma", EMPTY_GAZETTEER, { enabled: false });

    const matches = matcher.matchStory({ title: "Goma" });
    const trace = matcher.explainRule("rule", { title: "Goma" });

    expect(matches).toEqual([]);
    expect(trace).toMatchObject({ matched: false, excludedBy: "disabled", root: { holds: true } });
  });

  it.each([
    ["fr", true],
    ["fr-CD", true],
    ["FR", true],
    ["en", false],
    [undefined, true],
  ])("holds a French rule against a story in %s: %s", (lang, expected) => {
    const matcher = matcherOf("Goma", EMPTY_GAZETTEER, { languages: ["fr"] });

    const matches = matcher.matchStory({ title: "Goma", ...(lang === undefined ? {} : { lang }) });

    expect(matches.length > 0).toBe(expected);
  });

  it("explains nothing for a rule that it does not have", () => {
    const trace = matcherOf("Goma").explainRule("other", { title: "Goma" });

    expect(trace).toBeUndefined();
  });
});

describe("findEntities", () => {
  it("names what is recognised, in order of first mention", () => {
    const matcher = matcherOf("Goma", GAZETTEER);

    const mentions = matcher.findEntities({ title: "Le M23 attaque", summary: "Nord-Kivu : Goma, M23" });

    expect(mentions.map(({ id }) => id)).toEqual(["group.m23", "theme.attack", "place.north-kivu", "place.goma"]);
  });

  it("leaves out what lacks its context", () => {
    const matcher = matcherOf("Goma", GAZETTEER);

    const mentions = matcher.findEntities({ title: "M23 motorway closed" });

    expect(mentions).toEqual([]);
  });
});

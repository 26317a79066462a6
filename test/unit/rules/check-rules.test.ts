import { describe, expect, it } from "vitest";
import { parseGazetteerFile } from "../../../lambdas/core/gazetteer/parse-gazetteer.ts";
import { checkRules } from "../../../lambdas/core/rules/check-rules.ts";
import { formatFileProblem } from "../../../lambdas/core/rules/file-problem.ts";
import { parseRuleFile } from "../../../lambdas/core/rules/parse-rule-file.ts";

const GAZETTEER = `
- { id: place.goma, title: Goma, alone: yes, names: { any: [Goma] } }
- { id: place.area, title: Area, alone: yes, names: {} }
- { id: person.blinken, title: Blinken, alone: "no", names: { any: [Blinken] } }
`;

function check(rules: string, gazetteer = GAZETTEER): readonly string[] {
  return checkRules({
    ruleFiles: [parseRuleFile(rules, "rules.yaml")],
    gazetteerFiles: [parseGazetteerFile(gazetteer, "places.yaml")],
  }).map(formatFileProblem);
}

/** A rule on lines 1 to 4, its query on line 4, that uses all entities so that none is reported as unused. */
function ruleFile(query: string, more = ""): string {
  return `id: r\ntitle: R\nseverity: low\nquery: '${query}'\n${more}`;
}

const ONE_PLACE = "- { id: place.goma, title: Goma, alone: yes, names: { any: [Goma] } }";

describe("checkRules", () => {
  it("says nothing about good rules", () => {
    const problems = check(ruleFile("@place.goma", "tests: { match: [Goma], noMatch: [Ngoma] }"), ONE_PLACE);

    expect(problems).toEqual([]);
  });

  it("reports tests that come out otherwise, with the reason", () => {
    const tests = `tests:
  match:
    - Goma, M23
    - Bukavu
    - { title: Goma, summary: M23, lang: en }
  noMatch:
    - M23 à Goma
    - football
languages: [fr]
`;

    const problems = check(ruleFile("@place.goma AND (M23 OR ADF)", tests), ONE_PLACE);

    expect(problems).toEqual([
      'rules.yaml:8:7 E_TEST "Bukavu" must match, but it lacks @place.goma and M23 OR ADF',
      'rules.yaml:9:7 E_TEST "Goma" must match, but the rule does not read its language',
      'rules.yaml:11:7 E_TEST "M23 à Goma" must not match, but does by "M23", "Goma"',
    ]);
  });

  it("runs the tests of a disabled rule as well", () => {
    const problems = check(ruleFile("@place.goma", "enabled: false\ntests: { match: [Bukavu] }"), ONE_PLACE);

    expect(problems).toEqual(['rules.yaml:6:18 E_TEST "Bukavu" must match, but it lacks @place.goma']);
  });

  it.each([
    ["an unknown entity", "@place.gooma", ['4:9 E_ENTITY the gazetteer has no "place.gooma"; write @place.goma']],
    [
      "an operand that is both wanted and excluded",
      "M23 AND @place.goma AND NOT (Beni OR M23)",
      ["4:9 W_LEAF M23 is both wanted and excluded", '4:9 W_NEVER the rule "r" can never match'],
    ],
    [
      "two languages at once",
      "@place.goma AND lang:fr AND lang:en",
      ["4:9 W_LEAF a story has one lang: not both fr and en", '4:9 W_NEVER the rule "r" can never match'],
    ],
    ["nothing about a language and its variety", "@place.goma AND lang:fr AND lang:fr-CD", []],
    [
      "a country that is no code, in one branch",
      "@place.goma OR (M23 AND country:DRC)",
      ["4:33 W_LEAF country:DRC fits no story: countries have two letters (ISO 3166-1), as in country:CD"],
    ],
    [
      "a language that is no code",
      "@place.goma OR (M23 AND lang:français)",
      ["4:33 W_LEAF lang:français fits no story: languages are codes, as in lang:fr"],
    ],
  ])("reports %s", (_, query, expected) => {
    const problems = check(ruleFile(query), ONE_PLACE).filter((problem) => !problem.includes("W_UNUSED"));

    expect(problems).toEqual(expected.map((problem) => `rules.yaml:${problem}`));
  });

  it("reports a language that the rule does not read", () => {
    const problems = check(ruleFile("@place.goma AND lang:en", "languages: [fr]"), ONE_PLACE);

    expect(problems).toEqual([
      'rules.yaml:4:9 W_NEVER the rule "r" can never match',
      "rules.yaml:4:25 W_LEAF lang:en fits no story of the rule's languages (fr)",
    ]);
  });

  it("reports an entity without names, and a rule that fires from a feeble one", () => {
    const problems = check(ruleFile("(@place.area AND @place.goma) OR (@person.blinken AND lang:fr)"));

    expect(problems).toEqual([
      "rules.yaml:4:10 W_LEAF @place.area has no name that could be recognised",
      'rules.yaml:4:43 W_WEAK the rule can fire from @person.blinken alone, which is "alone: no"; join it to something with AND',
    ]);
  });

  it("reports rules that ask the same, and ids that two files have", () => {
    const first = parseRuleFile(ruleFile("(M23 OR ADF) AND @place.goma"), "a.yaml");
    const second = parseRuleFile(ruleFile("@place.goma AND (ADF OR M23)").replace("id: r", "id: s"), "b.yaml");
    const third = parseRuleFile(ruleFile("@place.goma"), "c.yaml");

    const problems = checkRules({
      ruleFiles: [first, second, third],
      gazetteerFiles: [parseGazetteerFile(ONE_PLACE, "places.yaml")],
    });

    expect(problems.map(formatFileProblem)).toEqual([
      'b.yaml:4:8 W_SAME asks the same as the rule "r"',
      'c.yaml:1:5 E_DUPLICATE another file has a rule "r" already; this one is left out',
    ]);
  });

  it("reports entities that no rule uses, directly, by way of a parent or in the context of a used one", () => {
    const gazetteer = `
- { id: place.north-kivu, title: NK, alone: yes, names: { any: [Nord-Kivu] } }
- { id: place.goma, title: Goma, parent: place.north-kivu, alone: context, context: "@group.m23", names: { any: [Goma] } }
- { id: group.m23, title: M23, alone: yes, names: { any: [M23] } }
- { id: group.adf, title: ADF, alone: yes, names: { any: [ADF] } }
`;

    const problems = check(ruleFile("@place.north-kivu"), gazetteer);

    expect(problems).toEqual(["places.yaml:5:9 W_UNUSED no rule uses group.adf, by itself or by way of a parent"]);
  });

  it("reports what is wrong in the gazetteer where it stands", () => {
    const gazetteer = `
- id: place.goma
  title: Goma
  parent: place.nowhere
  alone: context
  context: >-
    Congo AND
    (M23
  names:
    fr: [Goma, le]
`;

    const problems = check(ruleFile("@place.goma"), gazetteer);

    expect(problems).toEqual([
      'places.yaml:4:11 E_ENTITY place.goma: its parent "place.nowhere" is not in the gazetteer',
      'places.yaml:8:5 E_PAREN place.goma: expected ")" for this "("; add ) at the end',
      'places.yaml:10:16 E_TOO_BROAD place.goma: "le" stands in nearly every story; if capitals tell it apart, write ="le"',
      "rules.yaml:4:9 W_LEAF @place.goma has no name that could be recognised",
      'rules.yaml:4:9 W_NEVER the rule "r" can never match',
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { formatFileProblem } from "../../../lambdas/core/rules/file-problem.ts";
import { parseRuleFile } from "../../../lambdas/core/rules/parse-rule-file.ts";
import { entityOf } from "./story-matching.ts";

const FILE = "rules/m23.yaml";

function problemsOf(text: string): readonly string[] {
  return parseRuleFile(text, FILE).problems.map(formatFileProblem);
}

/** A rule file around a query, as it is written in YAML. The query stands on line 4. */
function fileWith(query: string): string {
  return `id: m23\ntitle: M23\nseverity: high\n${query}\n`;
}

describe("parseRuleFile", () => {
  it("reads one rule with everything it may have", () => {
    const text = `
id: m23-front-lines
title: M23 and the front lines
severity: critical
query: >-
  M23 AND
  (Goma OR Kibumba)
description: fighting
languages: [fr, en]
tags: [security]
enabled: false
tests:
  match:
    - Goma, M23
    - { title: Kibumba, summary: "M23", lang: fr }
  noMatch: [M23 motorway]
`;

    const { rules, problems } = parseRuleFile(text, FILE);

    expect(problems).toEqual([]);
    expect(rules).toEqual([
      {
        id: "m23-front-lines",
        title: "M23 and the front lines",
        severity: "critical",
        query: "M23 AND (Goma OR Kibumba)",
        description: "fighting",
        languages: ["fr", "en"],
        tags: ["security"],
        enabled: false,
        tests: { match: ["Goma, M23", { title: "Kibumba", summary: "M23", lang: "fr" }], noMatch: ["M23 motorway"] },
      },
    ]);
  });

  it("reads a list of rules, keeps the good ones and reports the others", () => {
    const text = `
- { id: a, title: A, severity: low, query: Goma }
- { id: b, title: B, severity: loud, query: Goma }
- { id: c, title: C, severity: low, query: (Goma }
- { id: d, title: D, severity: low, query: Goma }
- { id: a, title: A again, severity: low, query: Goma }
`;

    const { rules, problems } = parseRuleFile(text, FILE);

    expect(rules.map(({ id, enabled }) => [id, enabled])).toEqual([
      ["a", true],
      ["d", true],
    ]);
    expect(problems.map(formatFileProblem)).toEqual([
      `${FILE}:3:32 E_VALUE severity must be one of critical, high, medium, low`,
      `${FILE}:4:44 E_PAREN expected ")" for this "("; add ) at the end`,
      `${FILE}:6:9 E_DUPLICATE the rule "a" stands in this file already`,
    ]);
  });

  it.each([
    ["plain", "query: M23 AND reb*", "4:16"],
    ["plain over two lines", "query: M23 AND\n  Goma AND reb*", "5:12"],
    ["folded", "query: >-\n  M23 AND\n  Goma AND reb*", "6:12"],
    ["folded with a comment", "query: > # why\n    M23 AND\n\n    Goma AND reb*", "7:14"],
    ["literal", "query: |\n  M23 AND\n    Goma AND reb*", "6:14"],
    ["single-quoted", "query: 'it''s AND reb*'", "4:19"],
    ["double-quoted", 'query: "\\"it is\\" AND \\u0072eb*"', "4:23"],
    ["double-quoted over two lines", 'query: "M23 AND\\\n  \\ Goma AND reb*"', "5:14"],
    ["with characters outside the basic plane", "query: 𝗚𝗼 AND reb*", "4:17"],
    ["with windows line ends", "query: >-\r\n  M23 AND\r\n  reb*", "6:3"],
  ])("points into a %s query", (_, query, place) => {
    const problems = problemsOf(fileWith(query));

    expect(problems).toEqual([
      `${FILE}:${place} E_SHORT_PREFIX "reb*": a * needs at least 4 letters before it; write reb`,
    ]);
  });

  it("points to the end of a query where something is missing", () => {
    const { problems } = parseRuleFile(fileWith("query: ANY/2"), FILE);

    expect(problems.map(formatFileProblem)).toEqual([
      `${FILE}:4:13 E_PAREN expected "(" after ANY/2; write a list, as in ANY/2 (a, b, c)`,
    ]);
  });

  it.each([
    ["an unknown key", `${fileWith("query: Goma")}querry: Goma\n`, '5:9 E_KEY unknown key "querry"'],
    ["a missing key", "id: m23\ntitle: M23\nseverity: high\n", '1:1 E_KEY the key "query" is missing'],
    ["a bad id", fileWith("query: Goma").replace("m23", "M23!"), "1:5 E_VALUE id must be lower-case"],
    ["a number for a text", fileWith("query: 23"), "4:8 E_VALUE query must be a text"],
    [
      "a test that is no text",
      `${fileWith("query: Goma")}tests: { match: [[]] }`,
      "5:18 E_VALUE tests.match.0 must be",
    ],
    ["YAML that cannot be read", "id: m23\ntitle: [", "2:9 E_YAML"],
    ["a reference at the start of a plain text", fileWith("query: @place.goma"), "4:8 E_YAML"],
    ["the same key twice", "id: a\nid: b", "2:1 E_YAML"],
    ["a text for a rule", "hello", "1:1 E_VALUE must be a mapping"],
    ["nothing", "# nothing\n", "1:1 W_EMPTY the file holds no rule"],
    ["too much", `# ${"x".repeat(1_048_576)}`, "1:1 E_YAML a file may have 1048576 characters"],
  ])("reports %s", (_, text, expected) => {
    const [problem] = problemsOf(text);

    expect(problem?.slice(FILE.length + 1)).toContain(expected);
  });

  it("stops at a bomb of aliases", () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const below = Array.from({ length: 9 }, () => (level === 0 ? "x" : `*a${level - 1}`));
      return `a${level}: &a${level} [${below.join(", ")}]`;
    });

    const [problem] = problemsOf(levels.join("\n"));

    expect(problem).toContain("E_YAML");
  });

  it("knows entities when it is given a gazetteer", () => {
    const { gazetteer } = buildGazetteer([entityOf("place.goma", ["Goma"])]);

    const { problems } = parseRuleFile(fileWith('query: "@place.goma AND @place.gomma"'), FILE, gazetteer);

    expect(problems.map(formatFileProblem)).toEqual([
      `${FILE}:4:25 E_ENTITY the gazetteer has no "place.gomma"; write @place.goma`,
    ]);
  });

  it("reports warnings and keeps the rule", () => {
    const { rules, problems } = parseRuleFile(fileWith("query: Goma AND (near OR M23)"), FILE);

    expect(rules).toHaveLength(1);
    expect(problems).toMatchObject([{ line: 4, column: 18, code: "W_LOWERCASE_OPERATOR", level: "warning" }]);
  });

  it("locates a key of a rule later", () => {
    const parsed = parseRuleFile(`- id: a\n  title: A\n  severity: low\n  query: >-\n    Goma\n    AND M23\n`, FILE);

    const places = [parsed.locate("a", ["title"]), parsed.locate("a", ["query"], 9), parsed.locate("a", ["missing"])];

    expect(places).toEqual([
      { line: 2, column: 10 },
      { line: 6, column: 9 },
      { line: 1, column: 3 },
    ]);
  });
});

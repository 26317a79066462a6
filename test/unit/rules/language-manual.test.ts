/** The manual is what desks copy from: every query in it must be one. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseGazetteerFile } from "../../../lambdas/core/gazetteer/parse-gazetteer.ts";
import { parseRuleFile } from "../../../lambdas/core/rules/parse-rule-file.ts";
import { parseQuery } from "../../../lambdas/core/rules/parser.ts";
import { QUERY_ERROR_CODES } from "../../../lambdas/core/rules/query-error.ts";

const MANUAL = readFileSync(new URL("../../../lambdas/core/rules/LANGUAGE.md", import.meta.url), "utf8");

function blocksOf(language: string): readonly string[] {
  return [...MANUAL.matchAll(new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\``, "g"))].map(([, block = ""]) => block);
}

const queries = blocksOf("query").flatMap((block) => block.split("\n").filter((line) => line !== ""));

/** The last column of the table of other tools. */
const translations = MANUAL.slice(MANUAL.indexOf("## You wrote it so elsewhere"))
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.endsWith("` |"))
  .map((line) => line.slice(line.lastIndexOf("| `") + 3, -3));

describe("LANGUAGE.md", () => {
  it.each([...queries, ...translations])("shows the query %s, which can be used", (query) => {
    const parsed = parseQuery(query);

    expect(parsed.kind).toBe("parsed");
  });

  it("translates all that its table promises", () => {
    expect(translations).toHaveLength(17);
  });

  it("shows files that can be used", () => {
    const [gazetteer = "", rules = ""] = blocksOf("yaml");

    const problems = [...parseGazetteerFile(gazetteer, "g.yaml").problems, ...parseRuleFile(rules, "r.yaml").problems];

    expect(problems).toEqual([]);
    expect(parseRuleFile(rules, "r.yaml").rules).toHaveLength(1);
  });

  it("names every error", () => {
    const missing = QUERY_ERROR_CODES.filter((code) => !MANUAL.includes(`| ${code} |`));

    expect(missing).toEqual([]);
  });
});

/**
 * Reads a rule file: one rule, or a list of rules. One bad rule is reported and the others are kept; every problem
 * points into the file, to the character of the query where there is one.
 */
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { FileProblem } from "./file-problem.ts";
import { parseQuery } from "./parser.ts";
import { describeProblem, type QueryProblem } from "./query-error.ts";
import type { Rule } from "./rule.ts";
import { ruleSchema } from "./rule-schema.ts";
import { reportIssues } from "./schema-issues.ts";
import { openYaml, type YamlPath, type YamlSource } from "./yaml-source.ts";

export interface ParsedRuleFile {
  readonly file: string;
  /** those that can be used, in order */
  readonly rules: readonly Rule[];
  readonly problems: readonly FileProblem[];
  /**
   * Where a rule's key stands in the file.
   * @param offset - UTF-16 offset inside its text
   */
  locate(ruleId: string, path: YamlPath, offset?: number): { readonly line: number; readonly column: number };
}

/** Most rules that one file may hold. */
const MAX_RULES_IN_FILE = 10_000;

/**
 * @param text - YAML
 * @param file - its name, for messages
 * @param gazetteer - when given, references to entities that it lacks are errors
 */
export function parseRuleFile(text: string, file: string, gazetteer?: Gazetteer): ParsedRuleFile {
  const opened = openYaml(text, file);
  if (opened.kind === "unreadable") return { file, rules: [], problems: opened.problems, locate: () => START };
  return readRules(opened.source, gazetteer);
}

const START = { line: 1, column: 1 };

function readRules(source: YamlSource, gazetteer: Gazetteer | undefined): ParsedRuleFile {
  const { file, value } = source;
  const rules: Rule[] = [];
  const problems: FileProblem[] = [];
  const paths = new Map<string, YamlPath>();

  const report = (
    path: YamlPath,
    code: string,
    message: string,
    offset?: number,
    level: FileProblem["level"] = "error",
  ): void => {
    problems.push({ file, ...source.locate(path, offset), code, level, message });
  };

  const readRule = (item: unknown, path: YamlPath): void => {
    const result = ruleSchema.safeParse(item);
    if (!result.success) {
      reportIssues(result.error.issues, item, path, report);
      return;
    }
    const rule: Rule = result.data;
    const query = parseQuery(rule.query, gazetteer === undefined ? {} : { entityIds: gazetteer.ids() });
    const found: readonly QueryProblem[] = query.kind === "parsed" ? query.warnings : query.problems;
    for (const problem of found) {
      report([...path, "query"], problem.code, describeProblem(problem), problem.start, problem.level);
    }
    if (query.kind === "rejected") return;
    if (paths.has(rule.id)) {
      report([...path, "id"], "E_DUPLICATE", `the rule "${rule.id}" stands in this file already`);
      return;
    }
    paths.set(rule.id, path);
    rules.push(rule);
  };

  if (value === undefined) {
    problems.push({ file, ...START, code: "W_EMPTY", level: "warning", message: "the file holds no rule" });
  } else if (!Array.isArray(value)) {
    readRule(value, []);
  } else if (value.length > MAX_RULES_IN_FILE) {
    report([], "E_LIMIT", `a file may hold ${MAX_RULES_IN_FILE} rules, this one has ${value.length}`);
  } else {
    value.forEach((item, index) => {
      readRule(item, [index]);
    });
  }
  const locate = (id: string, path: YamlPath, offset?: number): typeof START =>
    source.locate([...(paths.get(id) ?? []), ...path], offset);
  return { file, rules, problems, locate };
}

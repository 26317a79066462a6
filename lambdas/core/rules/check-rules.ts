/**
 * Everything that can be said about a desk's rules and gazetteer before they go live: what `rules check` prints. Pure:
 * the files were read and parsed by others.
 */
import { buildGazetteer, type Gazetteer } from "../gazetteer/gazetteer.ts";
import type { ParsedGazetteerFile } from "../gazetteer/parse-gazetteer.ts";
import { type QueryNode, walk } from "./ast.ts";
import type { FileProblem } from "./file-problem.ts";
import { lintQuery } from "./lint-query.ts";
import type { ParsedRuleFile } from "./parse-rule-file.ts";
import { parseQuery } from "./parser.ts";
import { printQuery } from "./printer.ts";
import type { Rule } from "./rule.ts";
import { runRuleTests } from "./rule-tests.ts";
import { compileRules, createStoryMatcher } from "./story-matcher.ts";
import type { YamlPath } from "./yaml-source.ts";

export interface RuleSources {
  readonly ruleFiles: readonly ParsedRuleFile[];
  readonly gazetteerFiles: readonly ParsedGazetteerFile[];
}

/**
 * Problems of files, entities, rules and their tests, in order of file and line; errors are those with level `error`.
 * Warnings: rules that can never match, parts that no story satisfies, rules that ask the same, rules that fire from an
 * `alone: no` entity, entities that no rule uses.
 */
export function checkRules({ ruleFiles, gazetteerFiles }: RuleSources): readonly FileProblem[] {
  const problems: FileProblem[] = [...gazetteerFiles, ...ruleFiles].flatMap((file) => file.problems);
  const { gazetteer, problems: entityProblems } = buildGazetteer(gazetteerFiles.flatMap((file) => file.entities));
  for (const { entityId, path, offset, code, level, message } of entityProblems) {
    const file = gazetteerFiles.find((candidate) => candidate.has(entityId));
    if (file === undefined) continue;
    const place = file.locate(entityId, path, offset);
    problems.push({ file: file.file, ...place, code, level, message: `${entityId}: ${message}` });
  }
  problems.push(...checkRuleFiles(ruleFiles, gazetteer));
  problems.push(...findUnusedEntities(ruleFiles, gazetteerFiles, gazetteer));
  return problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
}

function checkRuleFiles(ruleFiles: readonly ParsedRuleFile[], gazetteer: Gazetteer): readonly FileProblem[] {
  const problems: FileProblem[] = [];
  const sameQuery = new Map<string, string>();
  const seen = new Set<string>();
  for (const file of ruleFiles) {
    for (const rule of file.rules) {
      const report = (
        code: string,
        level: FileProblem["level"],
        message: string,
        path: YamlPath,
        offset?: number,
      ): void => {
        problems.push({ file: file.file, ...file.locate(rule.id, path, offset), code, level, message });
      };
      if (seen.has(rule.id)) {
        report("E_DUPLICATE", "error", `another file has a rule "${rule.id}" already; this one is left out`, ["id"]);
        continue;
      }
      seen.add(rule.id);
      const { compiled, problems: found } = compileRules([rule], gazetteer);
      for (const { code, level, message, start } of found) {
        // The file's own problems hold the warnings already.
        if (level === "error") report(code, level, message, ["query"], start);
      }
      if (compiled.length === 0) continue;
      for (const { code, message, offset } of doubtsOf(rule, gazetteer))
        report(code, "warning", message, ["query"], offset);
      const asked = comparableQuery(rule);
      const rival = sameQuery.get(asked);
      if (rival !== undefined) report("W_SAME", "warning", `asks the same as the rule "${rival}"`, ["query"]);
      else sameQuery.set(asked, rule.id);
      for (const { path, message } of runRuleTests(rule, createStoryMatcher(compiled, gazetteer))) {
        report("E_TEST", "error", message, path);
      }
    }
  }
  return problems;
}

function doubtsOf(
  rule: Rule,
  gazetteer: Gazetteer,
): readonly { readonly code: string; readonly message: string; readonly offset: number }[] {
  const parsed = parseQuery(rule.query);
  if (parsed.kind === "rejected") return [];
  return lintQuery(rule, parsed.ast, gazetteer).map(({ code, message, node }) => ({
    code,
    message,
    offset: parsed.ranges.get(node)?.start ?? 0,
  }));
}

/** Two rules that differ only in the order of operands, or in what they are called, give the same text. */
function comparableQuery(rule: Rule): string {
  const parsed = parseQuery(rule.query);
  const query = parsed.kind === "parsed" ? printQuery(sortOperands(parsed.ast)) : rule.query;
  return `${[...(rule.languages ?? [])].sort().join(",")} ${query}`;
}

function sortOperands(node: QueryNode): QueryNode {
  switch (node.kind) {
    case "and":
    case "or":
    case "any": {
      const printed = node.operands.map(sortOperands).map((operand) => ({ operand, text: printQuery(operand) }));
      printed.sort((a, b) => (a.text < b.text ? -1 : 1));
      return { ...node, operands: printed.map(({ operand }) => operand) };
    }
    case "not":
    case "atleast":
    case "field":
      return { ...node, operand: sortOperands(node.operand) };
    case "near":
      return { ...node, left: sortOperands(node.left), right: sortOperands(node.right) };
    default:
      return node;
  }
}

/** Entities that neither a rule nor the context of a used one speaks of, by themselves or by way of a parent. */
function findUnusedEntities(
  ruleFiles: readonly ParsedRuleFile[],
  gazetteerFiles: readonly ParsedGazetteerFile[],
  gazetteer: Gazetteer,
): readonly FileProblem[] {
  const used = new Set<string>();
  const use = (ast: QueryNode): void => {
    for (const node of walk(ast)) {
      if (node.kind !== "entity") continue;
      for (const id of [node.id, ...gazetteer.descendantsOf(node.id)]) used.add(id);
    }
  };
  for (const rule of ruleFiles.flatMap((file) => file.rules)) {
    const parsed = parseQuery(rule.query);
    if (parsed.kind === "parsed") use(parsed.ast);
  }
  // Grows while it is walked: a context may use an entity whose own context is then in use.
  for (const id of used) {
    const compiled = gazetteer.compiled(id);
    for (const query of [compiled?.context, compiled?.unless]) if (query !== undefined) use(query.ast);
  }
  return gazetteerFiles.flatMap((file) =>
    file.entities
      .filter(({ id }) => gazetteer.has(id) && !used.has(id))
      .map(({ id }): FileProblem => {
        const message = `no rule uses ${id}, by itself or by way of a parent`;
        return { file: file.file, ...file.locate(id, ["id"]), code: "W_UNUSED", level: "warning", message };
      }),
  );
}

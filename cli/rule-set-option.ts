import { configPaths, readRuleSources } from "../lambdas/adapters/config-files.ts";
import { buildGazetteer, type Gazetteer } from "../lambdas/core/gazetteer/gazetteer.ts";
import { formatFileProblem } from "../lambdas/core/rules/file-problem.ts";
import type { Rule } from "../lambdas/core/rules/rule.ts";
import { compileRuleSet, formatRuleProblem, type StoryMatcher } from "../lambdas/core/rules/story-matcher.ts";
import { hastenMatcher } from "./hasten-matcher.ts";

/** The options of every command that holds rules against stories. */
export const RULE_SET_OPTIONS = { rules: { type: "string" }, gazetteer: { type: "string" } } as const;

export interface LoadedRules {
  readonly rules: readonly Rule[];
  readonly gazetteer: Gazetteer;
  readonly matcher: StoryMatcher;
}

/**
 * Read and compile rules; what cannot be used is named on stderr, and the rest goes on.
 * @throws {@link ConfigError} when a file or folder cannot be read
 */
export function loadRules(values: { readonly rules?: string; readonly gazetteer?: string }): LoadedRules {
  const paths = configPaths("config");
  const { gazetteerFiles, ruleFiles } = readRuleSources({
    rules: values.rules ?? paths.rules,
    gazetteer: values.gazetteer ?? paths.gazetteer,
  });
  for (const problem of [...gazetteerFiles, ...ruleFiles].flatMap((file) => file.problems)) {
    if (problem.level === "error") process.stderr.write(`kivuwatch: ${formatFileProblem(problem)}\n`);
  }
  const { gazetteer } = buildGazetteer(gazetteerFiles.flatMap((file) => file.entities));
  const rules = ruleFiles.flatMap((file) => file.rules);
  const { matcher, problems } = compileRuleSet(rules, gazetteer);
  for (const problem of problems) {
    if (problem.level === "error") process.stderr.write(`kivuwatch: ${formatRuleProblem(problem)}\n`);
  }
  return { rules, gazetteer, matcher: hastenMatcher(matcher, rules, gazetteer) };
}

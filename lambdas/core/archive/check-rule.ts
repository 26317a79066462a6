/**
 * Whether a rule that somebody sends may go live: its form, its query, its own tests. The same checks that `rules check`
 * makes on files, with places in the query instead of lines in a file.
 */
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { parseQuery } from "../rules/parser.ts";
import { describeProblem, type QueryProblem, renderProblem } from "../rules/query-error.ts";
import type { Rule } from "../rules/rule.ts";
import { ruleSchema } from "../rules/rule-schema.ts";
import { runRuleTests } from "../rules/rule-tests.ts";
import { reportIssues } from "../rules/schema-issues.ts";
import { compileRuleSet } from "../rules/story-matcher.ts";

/** One thing that is wrong with a rule, or doubtful. */
export interface RuleFault {
  /** key in the rule: `query`, `tests.match.0` */
  readonly path: string;
  readonly code: string;
  /** one line, with the fix */
  readonly message: string;
  /** of a query: the line, and carets under the place */
  readonly excerpt?: string;
}

export type CheckedRule =
  | { readonly kind: "sound"; readonly rule: Rule; readonly warnings: readonly RuleFault[] }
  | { readonly kind: "faulty"; readonly faults: readonly RuleFault[] };

/**
 * @param value - parsed JSON from outside
 * @param runsTests - leave them out for a rule that is only tried
 */
export function checkRule(value: unknown, gazetteer: Gazetteer, runsTests = true): CheckedRule {
  const parsed = ruleSchema.safeParse(value);
  if (!parsed.success) {
    const faults: RuleFault[] = [];
    reportIssues(parsed.error.issues, value, [], (path, code, message) => {
      faults.push({ path: path.join("."), code, message });
    });
    return { kind: "faulty", faults };
  }
  const rule: Rule = parsed.data;
  const query = parseQuery(rule.query, { entityIds: gazetteer.ids() });
  if (query.kind === "rejected") return { kind: "faulty", faults: queryFaults(rule.query, query.problems) };
  const failed = runsTests ? runRuleTests(rule, compileRuleSet([rule], gazetteer).matcher) : [];
  if (failed.length > 0) {
    const faults = failed.map(({ path, message }) => ({ path: path.join("."), code: "E_TEST", message }));
    return { kind: "faulty", faults };
  }
  return { kind: "sound", rule, warnings: queryFaults(rule.query, query.warnings) };
}

/** Problems of a query, each with its carets. */
export function queryFaults(query: string, problems: readonly QueryProblem[], path = "query"): RuleFault[] {
  return problems.map((problem) => {
    const [, ...excerpt] = renderProblem(query, problem).split("\n");
    return { path, code: problem.code, message: describeProblem(problem), excerpt: excerpt.join("\n") };
  });
}

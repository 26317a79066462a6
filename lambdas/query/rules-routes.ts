/**
 * Rules live: read, write, delete, history and rollback. Every change is a version of its own with its writer and time,
 * is checked before it goes live, and wants the version that the writer has seen (If-Match), so that nobody undoes what
 * they have not read. Collectors follow within a minute.
 */
import type { Context } from "hono";
import { checkRule } from "../core/archive/check-rule.ts";
import type { RuleChange, RuleSnapshot, RuleVersion } from "../core/ports.ts";
import type { Rule } from "../core/rules/rule.ts";
import { compareText } from "./compare-text.ts";
import { addExportRoutes, answerAccepted } from "./list-exports.ts";
import { ProblemError, parameterProblem } from "./problem.ts";
import type { QueryApp, QueryEnv } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { noQuerySchema } from "./query-parameters.ts";
import { ruleProblem } from "./rule-problem.ts";
import { ruleVersionView, ruleView } from "./rule-view.ts";
import { RULE_EXPORTS } from "./rules-exports.ts";
import { deleteRule, getRule, listHistory, listRules, putRule, rollBack } from "./rules-route-definitions.ts";

/** Versions of one rule that the history shows: years of editing. */
const MAX_HISTORY = 100;

export function addRulesRoutes(
  app: QueryApp,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): void {
  const readRules = async () => {
    const { revision, rules } = await currentRules();
    return { revision, rules: rules.toSorted((a, b) => compareText(a.id, b.id)) };
  };

  app.openapi(listRules, async (c) => {
    const { revision, rules } = await readRules();
    return answerAccepted(c, RULE_EXPORTS, rules) ?? c.json({ revision, rules: rules.map(ruleView) }, 200);
  });
  addExportRoutes(app, {
    path: "/rules",
    title: "The current rules",
    querySchema: noQuerySchema,
    exports: RULE_EXPORTS,
    read: async () => (await readRules()).rules,
  });

  app.openapi(getRule, async (c) => {
    const { id } = c.req.valid("param");
    const version = await deps.rules.getVersion(id);
    if (version?.rule === undefined) throw noRule(id, version);
    c.header("ETag", etagOf(version.version));
    return c.json(ruleVersionView(version), 200);
  });

  app.openapi(putRule, async (c) => {
    const { id } = c.req.valid("param");
    const value: unknown = await c.req.json();
    const checked = checkRule(value, deps.gazetteer);
    if (checked.kind === "faulty") throw ruleProblem(checked.faults);
    if (checked.rule.id !== id) {
      throw ruleProblem([{ path: "id", code: "E_VALUE", message: `must be ${id}, as in the path` }]);
    }
    const version = await change(c, deps, id, checked.rule);
    const warnings = checked.warnings.map(({ code, message }) => `${code} ${message}`);
    return c.json({ ...ruleVersionView(version), warnings }, 200);
  });

  app.openapi(deleteRule, async (c) => {
    const { id } = c.req.valid("param");
    return c.json(ruleVersionView(await change(c, deps, id, undefined)), 200);
  });

  app.openapi(listHistory, async (c) => {
    const { id } = c.req.valid("param");
    const versions = await deps.rules.listVersions(id, MAX_HISTORY);
    if (versions.length === 0) throw noRule(id, undefined);
    return c.json({ versions: versions.map(ruleVersionView) }, 200);
  });

  app.openapi(rollBack, async (c) => {
    const { id } = c.req.valid("param");
    const { version: wanted } = c.req.valid("json");
    const former = (await deps.rules.listVersions(id, MAX_HISTORY)).find(({ version }) => version === wanted);
    if (former?.rule === undefined) {
      const detail = `is no version of ${id} that holds a rule: GET /rules/${id}/history lists them`;
      throw parameterProblem([{ parameter: "version", detail }]);
    }
    // The gazetteer may have lost an entity since.
    const checked = checkRule(former.rule, deps.gazetteer);
    if (checked.kind === "faulty") throw ruleProblem(checked.faults);
    return c.json(ruleVersionView(await change(c, deps, id, checked.rule)), 200);
  });
}

/** @throws {@link ProblemError} 428 without a precondition, 412 when it does not hold */
async function change(
  c: Context<QueryEnv>,
  deps: QueryDependencies,
  ruleId: string,
  rule: Rule | undefined,
): Promise<RuleVersion> {
  const expectedVersion = await expectedOf(c, deps, ruleId);
  // editorsOnly stands before every route that changes something.
  const by = c.env?.caller?.name ?? "unknown";
  const wanted: RuleChange = { ruleId, by, at: deps.now(), expectedVersion, ...(rule && { rule }) };
  const outcome = await deps.rules.change(wanted);
  if (outcome.kind === "conflict") {
    const { current } = outcome;
    if (rule === undefined && current?.rule === undefined) throw noRule(ruleId, current);
    const now = current?.rule === undefined ? "there is no such rule now" : `it is at ${etagOf(current.version)} now`;
    const detail = `somebody else changed ${ruleId} since you read it: ${now}; read it again, then decide`;
    throw new ProblemError(412, "E_CHANGED", detail);
  }
  c.header("ETag", etagOf(outcome.version.version));
  return outcome.version;
}

/** The version that the writer has seen: `If-Match: "v3"`, or `If-None-Match: *` for a rule that is new. */
async function expectedOf(c: Context<QueryEnv>, deps: QueryDependencies, ruleId: string): Promise<number> {
  const ifMatch = c.req.header("If-Match")?.trim();
  if (c.req.header("If-None-Match")?.trim() === "*" && ifMatch === undefined) return 0;
  const [, version] = /^(?:W\/)?"v(\d{1,9})"$/.exec(ifMatch ?? "") ?? [];
  if (version !== undefined) return Number(version);
  if (ifMatch === "*") {
    const current = await deps.rules.getVersion(ruleId);
    if (current?.rule !== undefined) return current.version;
    throw noRule(ruleId, current);
  }
  const detail =
    'say which version you change: If-Match with the ETag that you read ("v3"), or If-None-Match: * for a new rule';
  throw new ProblemError(428, "E_PRECONDITION", detail);
}

function etagOf(version: number): string {
  return `"v${version}"`;
}

function noRule(id: string, deleted: RuleVersion | undefined): ProblemError {
  const why =
    deleted === undefined
      ? "GET /rules lists them"
      : `${deleted.by} deleted it; its history is at /rules/${id}/history`;
  return new ProblemError(404, "E_RULE", `there is no rule ${id}: ${why}`);
}

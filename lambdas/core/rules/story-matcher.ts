/**
 * Rules held against stories. A rule set is compiled once; a bad rule is reported and left out, the others keep
 * matching.
 */
import type { EntityMention } from "../gazetteer/entity.ts";
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { collectSpans } from "./collect-spans.ts";
import { type CompiledQuery, compileQuery, type LeafTable } from "./compile-query.ts";
import { findDecidingClause } from "./deciding-clause.ts";
import { Evaluation } from "./evaluation.ts";
import { explain, type Trace } from "./explain.ts";
import { findEntities } from "./find-entities.ts";
import type { Match, MatchableStory } from "./match.ts";
import { parseQuery } from "./parser.ts";
import { printQuery } from "./printer.ts";
import { describeProblem, type QueryProblem } from "./query-error.ts";
import type { Rule } from "./rule.ts";

/** A rule set in force. All methods are pure and never throw for what a story holds. */
export interface StoryMatcher {
  /** The rules that hold, in the order of the rule set, each with its spans. */
  matchStory(story: MatchableStory): readonly Match[];
  /** Entities recognised in a story, in order of their first mention; those that are `alone: no` included. */
  findEntities(story: MatchableStory): readonly EntityMention[];
  /**
   * Why a rule holds or not, clause by clause. Disabled rules are explained as well.
   * @returns undefined when the set has no such rule, or left it out as faulty
   */
  explainRule(ruleId: string, story: MatchableStory): Trace | undefined;
}

/** What is wrong with a rule, or doubtful. */
export interface RuleProblem {
  readonly ruleId: string;
  readonly code: string;
  readonly level: "error" | "warning";
  /** one line, fixes included */
  readonly message: string;
  /** UTF-16 offsets in the query, when it is about the query */
  readonly start?: number;
  readonly end?: number;
}

/** A rule with its query compiled. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly query: CompiledQuery;
}

/** `rule m23-front-lines:14 E_PAREN expected ")" …` (the number is the character of the query, from 1). */
export function formatRuleProblem(problem: RuleProblem): string {
  const place = problem.start === undefined ? "" : `:${problem.start + 1}`;
  return `rule ${problem.ruleId}${place} ${problem.code} ${problem.message}`;
}

/** Compile rules for matching. Never throws: what cannot be compiled is among the problems. */
export function compileRuleSet(
  rules: readonly Rule[],
  gazetteer: Gazetteer,
): { readonly matcher: StoryMatcher; readonly problems: readonly RuleProblem[] } {
  const { compiled, problems } = compileRules(rules, gazetteer);
  return { matcher: createStoryMatcher(compiled, gazetteer), problems };
}

/** The rules that can be compiled, in order, and what is wrong with the others. */
export function compileRules(
  rules: readonly Rule[],
  gazetteer: Gazetteer,
): { readonly compiled: readonly CompiledRule[]; readonly problems: readonly RuleProblem[] } {
  const compiled = new Map<string, CompiledRule>();
  const problems: RuleProblem[] = [];
  const table: LeafTable = new Map();
  for (const rule of rules) {
    const found = compileRule(rule, gazetteer, table);
    if (found.compiled !== undefined && compiled.has(rule.id)) {
      const message = "another rule has this id already; this one is left out";
      problems.push({ ruleId: rule.id, code: "E_DUPLICATE", level: "error", message });
      continue;
    }
    problems.push(...found.problems);
    if (found.compiled !== undefined) compiled.set(rule.id, found.compiled);
  }
  return { compiled: [...compiled.values()], problems };
}

/** One rule of a set. @param table - of the leaves that rules of the set share */
export function compileRule(
  rule: Rule,
  gazetteer: Gazetteer,
  table: LeafTable,
): { readonly compiled?: CompiledRule; readonly problems: readonly RuleProblem[] } {
  const parsed = parseQuery(rule.query, { entityIds: gazetteer.ids() });
  if (parsed.kind === "rejected") return { problems: parsed.problems.map((problem) => ruleProblem(rule.id, problem)) };
  const compiled = { rule, query: compileQuery(parsed.ast, "recognised", table) };
  return { compiled, problems: parsed.warnings.map((problem) => ruleProblem(rule.id, problem)) };
}

function ruleProblem(ruleId: string, problem: QueryProblem): RuleProblem {
  const { code, level, start, end } = problem;
  return { ruleId, code, level, message: describeProblem(problem), start, end };
}

/** A matcher over compiled rules, in their order. */
export function createStoryMatcher(compiled: readonly CompiledRule[], gazetteer: Gazetteer): StoryMatcher {
  const inForce = compiled.filter(({ rule }) => rule.enabled);
  return {
    matchStory: (story) => {
      const evaluation = new Evaluation(story, gazetteer);
      const matches: Match[] = [];
      for (const { rule, query } of inForce) {
        if (!readsLanguage(rule, story)) continue;
        const clause = findDecidingClause(evaluation, query);
        if (clause === undefined) continue;
        const { id: ruleId, title, severity } = rule;
        matches.push({ ruleId, title, severity, spans: collectSpans(evaluation, query), clause: printQuery(clause) });
      }
      return matches;
    },
    findEntities: (story) => findEntities(new Evaluation(story, gazetteer), gazetteer),
    explainRule: (ruleId, story) => {
      const found = compiled.find(({ rule }) => rule.id === ruleId);
      return found === undefined ? undefined : explain(found, new Evaluation(story, gazetteer), gazetteer);
    },
  };
}

/** Whether a rule is for stories in this language; a story of unknown language is held against every rule. */
export function readsLanguage(rule: Rule, story: MatchableStory): boolean {
  const lang = story.lang?.toLowerCase();
  if (rule.languages === undefined || lang === undefined) return true;
  return rule.languages.some((wanted) => lang === wanted.toLowerCase() || lang.startsWith(`${wanted.toLowerCase()}-`));
}

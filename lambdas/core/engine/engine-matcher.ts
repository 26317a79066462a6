import type { EntityId, EntityMention } from "../gazetteer/entity.ts";
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { collectSpans } from "../rules/collect-spans.ts";
import type { LeafTable } from "../rules/compile-query.ts";
import { findDecidingClause } from "../rules/deciding-clause.ts";
import { Evaluation } from "../rules/evaluation.ts";
import { findEntities } from "../rules/find-entities.ts";
import type { Match, MatchableStory } from "../rules/match.ts";
import { printQuery } from "../rules/printer.ts";
import type { Rule } from "../rules/rule.ts";
import {
  type CompiledRule,
  compileRule,
  compileRules,
  createStoryMatcher,
  type RuleProblem,
  type StoryMatcher,
} from "../rules/story-matcher.ts";
import { type CompileOptions, compileRuleBytes } from "./compile-engine.ts";
import { type Engine, loadEngine, TOO_LONG } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { fingerprintOf } from "./fingerprint.ts";

export interface EngineMatcherOptions extends CompileOptions {
  /** what `compileEngine` gave at an earlier time, hopefully for the same rules and entities: then it is used as it is */
  readonly precompiled?: ArrayBuffer | Uint8Array;
}

/** A matcher, and how it came about. */
export interface EngineMatcher {
  readonly matcher: StoryMatcher;
  /** none of precompiled rules: they were checked before */
  readonly problems: readonly RuleProblem[];
  readonly engine: "precompiled" | "compiled";
}

/**
 * A drop-in for `compileRuleSet`: the engine finds the rules and entities that hold, and only for those the plain
 * evaluator is asked for spans and clauses. Most stories match nothing, so most cost what the engine costs.
 * Never throws: what cannot be compiled is among the problems.
 */
export function createEngineMatcher(
  rules: readonly Rule[],
  gazetteer: Gazetteer,
  { precompiled, ...options }: EngineMatcherOptions = {},
): EngineMatcher {
  const loaded = precompiled && loadIfOf(precompiled, fingerprintOf(rules, gazetteer));
  if (loaded !== undefined) {
    return { matcher: createMatcher(loaded, lazily(rules, gazetteer), gazetteer), problems: [], engine: "precompiled" };
  }
  const { compiled, problems } = compileRules(rules, gazetteer);
  const engine = loadEngine(compileRuleBytes(rules, compiled, gazetteer, options));
  const byId = new Map(compiled.map((found) => [found.rule.id, found]));
  const sources = { get: (id: string) => byId.get(id), plain: () => createStoryMatcher(compiled, gazetteer) };
  return { matcher: createMatcher(engine, sources, gazetteer), problems, engine: "compiled" };
}

/** Rules as the plain evaluator wants them. */
interface CompiledSource {
  get(ruleId: string): CompiledRule | undefined;
  /** for what the engine does not do */
  plain(): StoryMatcher;
}

function createMatcher(engine: Engine, source: CompiledSource, gazetteer: Gazetteer): StoryMatcher {
  let plain: StoryMatcher | undefined;
  const askPlain = (): StoryMatcher => {
    plain ??= source.plain();
    return plain;
  };
  const evaluate = (story: MatchableStory): Evaluation => {
    const named = Array.from(engine.named.subarray(0, engine.namedCount), (entity) => engine.entityId(entity));
    return new Evaluation(story, onlyNamed(gazetteer, new Set(named)));
  };

  const matchStory = (story: MatchableStory): readonly Match[] => {
    const count = engine.matchIds(story);
    if (count === 0) return [];
    if (count === TOO_LONG) return askPlain().matchStory(story);
    const evaluation = evaluate(story);
    const matches: Match[] = [];
    for (const number of engine.matched.subarray(0, count)) {
      const found = source.get(engine.ruleId(number));
      const clause = found && findDecidingClause(evaluation, found.query);
      if (found === undefined || clause === undefined) continue;
      const { id: ruleId, title, severity } = found.rule;
      const spans = collectSpans(evaluation, found.query);
      matches.push({ ruleId, title, severity, spans, clause: printQuery(clause) });
    }
    return matches;
  };

  const findRecognised = (story: MatchableStory): readonly EntityMention[] => {
    const count = engine.recognise(story);
    if (count === 0) return [];
    if (count === TOO_LONG) return askPlain().findEntities(story);
    const all = gazetteer.entities();
    const recognised = Array.from(engine.recognised.subarray(0, count)).flatMap((number) => all[number] ?? []);
    return findEntities(evaluate(story), { ...gazetteer, entities: () => recognised });
  };

  return { matchStory, findEntities: findRecognised, explainRule: (id, story) => askPlain().explainRule(id, story) };
}

/** Rules compiled when the first story matches them. */
function lazily(rules: readonly Rule[], gazetteer: Gazetteer): CompiledSource {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const compiled = new Map<string, CompiledRule>();
  const table: LeafTable = new Map();
  return {
    get: (id) => {
      const rule = byId.get(id);
      const known = compiled.get(id);
      if (known !== undefined || rule === undefined) return known;
      const fresh = compileRule(rule, gazetteer, table).compiled;
      if (fresh !== undefined) compiled.set(id, fresh);
      return fresh;
    },
    plain: () => createStoryMatcher(compileRules(rules, gazetteer).compiled, gazetteer),
  };
}

/** A gazetteer that knows no more than what a story names: of the hundreds of entities, a handful is ever compiled. */
function onlyNamed(gazetteer: Gazetteer, named: ReadonlySet<EntityId>): Gazetteer {
  return { ...gazetteer, compiled: (id) => (named.has(id) ? gazetteer.compiled(id) : undefined) };
}

/** @returns undefined when the bytes are damaged, of another version, or of other rules */
function loadIfOf(bytes: ArrayBuffer | Uint8Array, fingerprint: string): Engine | undefined {
  try {
    const engine = loadEngine(bytes);
    return engine.fingerprint === fingerprint ? engine : undefined;
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

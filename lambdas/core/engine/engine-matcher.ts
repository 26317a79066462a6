import type { EntityMention } from "../gazetteer/entity.ts";
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { collectSpans } from "../rules/collect-spans.ts";
import { findDecidingClause } from "../rules/deciding-clause.ts";
import { Evaluation } from "../rules/evaluation.ts";
import { findEntities } from "../rules/find-entities.ts";
import type { Match, MatchableStory } from "../rules/match.ts";
import { printQuery } from "../rules/printer.ts";
import type { Rule } from "../rules/rule.ts";
import { compileRules, createStoryMatcher, type RuleProblem, type StoryMatcher } from "../rules/story-matcher.ts";
import { type CompileOptions, compileRuleBytes } from "./compile-engine.ts";
import { loadEngine, TOO_LONG } from "./engine.ts";

/**
 * A drop-in for `compileRuleSet`: the engine finds the rules and entities that hold, and only for those the plain
 * evaluator is asked for spans and clauses. Most stories match nothing, so most cost what the engine costs.
 * Never throws: what cannot be compiled is among the problems.
 */
export function createEngineMatcher(
  rules: readonly Rule[],
  gazetteer: Gazetteer,
  options: CompileOptions = {},
): { readonly matcher: StoryMatcher; readonly problems: readonly RuleProblem[] } {
  const { compiled, problems } = compileRules(rules, gazetteer);
  const inForce = compiled.filter(({ rule }) => rule.enabled);
  const engine = loadEngine(compileRuleBytes(inForce, gazetteer, options));
  const plain = createStoryMatcher(compiled, gazetteer);

  const matchStory = (story: MatchableStory): readonly Match[] => {
    const count = engine.matchIds(story);
    if (count === 0) return [];
    if (count === TOO_LONG) return plain.matchStory(story);
    const evaluation = new Evaluation(story, gazetteer);
    const matches: Match[] = [];
    for (const number of engine.matched.subarray(0, count)) {
      const found = inForce[number];
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
    if (count === TOO_LONG) return plain.findEntities(story);
    const all = gazetteer.entities();
    const recognised = Array.from(engine.recognised.subarray(0, count)).flatMap((number) => all[number] ?? []);
    return findEntities(new Evaluation(story, gazetteer), { ...gazetteer, entities: () => recognised });
  };

  return { matcher: { matchStory, findEntities: findRecognised, explainRule: plain.explainRule }, problems };
}

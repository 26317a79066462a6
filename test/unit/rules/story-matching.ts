/** Short ways to hold one query against one text in tests. */
import type { Entity } from "../../../lambdas/core/gazetteer/entity.ts";
import { buildGazetteer, type Gazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { Match, MatchableStory } from "../../../lambdas/core/rules/match.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { compileRuleSet, formatRuleProblem, type StoryMatcher } from "../../../lambdas/core/rules/story-matcher.ts";

export const EMPTY_GAZETTEER: Gazetteer = buildGazetteer([]).gazetteer;

export function ruleOf(query: string, more: Partial<Rule> = {}): Rule {
  return { id: "rule", title: "Rule", severity: "high", query, enabled: true, ...more };
}

/** An entity of which only what matters in the test is said. */
export function entityOf(id: string, names: readonly string[], more: Partial<Entity> = {}): Entity {
  const type = id.split(".")[0];
  if (type !== "place" && type !== "group" && type !== "person" && type !== "process" && type !== "theme") {
    throw new Error(`no type in ${id}`);
  }
  return { id, type, title: id, names: { any: names }, alone: "yes", ...more };
}

/** A matcher of one rule. @throws when its query does not compile */
export function matcherOf(
  query: string,
  gazetteer: Gazetteer = EMPTY_GAZETTEER,
  more: Partial<Rule> = {},
): StoryMatcher {
  const { matcher, problems } = compileRuleSet([ruleOf(query, more)], gazetteer);
  const errors = problems.filter((problem) => problem.level === "error");
  if (errors.length > 0) throw new Error(errors.map(formatRuleProblem).join("\n"));
  return matcher;
}

export function matchOf(query: string, story: MatchableStory | string, gazetteer?: Gazetteer): Match | undefined {
  return matcherOf(query, gazetteer).matchStory(typeof story === "string" ? { title: story } : story)[0];
}

/** What the spans of a match say: `field:text<satisfies>`. */
export function spansOf(query: string, story: MatchableStory | string, gazetteer?: Gazetteer): readonly string[] {
  const spans = matchOf(query, story, gazetteer)?.spans ?? [];
  return spans.map((span) => `${span.field}:${span.text}<${span.satisfies}>`);
}

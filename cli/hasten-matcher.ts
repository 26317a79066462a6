import { createEngineMatcher } from "../lambdas/core/engine/engine-matcher.ts";
import type { Gazetteer } from "../lambdas/core/gazetteer/gazetteer.ts";
import type { Rule } from "../lambdas/core/rules/rule.ts";
import type { StoryMatcher } from "../lambdas/core/rules/story-matcher.ts";

/** Compiling the engine takes as long as the plain evaluator needs for about so many stories. */
const FEW = 200;

/** A matcher that answers one story at once and thousands quickly: the engine takes over when it pays. */
export function hastenMatcher(plain: StoryMatcher, rules: readonly Rule[], gazetteer: Gazetteer): StoryMatcher {
  let current = plain;
  let asked = 0;
  const matcher = (): StoryMatcher => {
    asked += 1;
    if (asked === FEW) current = createEngineMatcher(rules, gazetteer).matcher;
    return current;
  };
  return {
    matchStory: (story) => matcher().matchStory(story),
    findEntities: (story) => matcher().findEntities(story),
    explainRule: (ruleId, story) => plain.explainRule(ruleId, story),
  };
}

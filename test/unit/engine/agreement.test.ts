/** The engine against its oracle: every rule, span, clause and entity, over random rule sets and texts. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngineMatcher } from "../../../lambdas/core/engine/engine-matcher.ts";
import { compileRuleSet } from "../../../lambdas/core/rules/story-matcher.ts";
import { gazetteer, largeRuleSet, ruleSet, story } from "./arbitrary-case.ts";

const RULE_SETS = 500;
const STORIES = 42;

test("the engine agrees with the plain evaluator on 21,000 random pairs of a rule set and a story", () => {
  let held = 0;
  let recognised = 0;

  fc.assert(
    fc.property(ruleSet, fc.array(story, { minLength: STORIES, maxLength: STORIES }), (rules, stories) => {
      const oracle = compileRuleSet(rules, gazetteer);
      const engine = createEngineMatcher(rules, gazetteer);
      expect(engine.problems).toEqual(oracle.problems);
      for (const each of stories) {
        const wanted = oracle.matcher.matchStory(each);
        const entities = oracle.matcher.findEntities(each);
        held += wanted.length;
        recognised += entities.length;
        expect(engine.matcher.matchStory(each)).toEqual(wanted);
        expect(engine.matcher.findEntities(each)).toEqual(entities);
      }
    }),
    { numRuns: RULE_SETS },
  );

  expect(RULE_SETS * STORIES).toBeGreaterThanOrEqual(20_000);
  // Agreeing on nothing would prove nothing.
  expect(held).toBeGreaterThan(4_000);
  expect(recognised).toBeGreaterThan(20_000);
}, 120_000);

test("the engine agrees with the plain evaluator where a hundred rules share their words", () => {
  let held = 0;

  fc.assert(
    fc.property(largeRuleSet, fc.array(story, { minLength: 20, maxLength: 20 }), (rules, stories) => {
      const oracle = compileRuleSet(rules, gazetteer);
      const engine = createEngineMatcher(rules, gazetteer);
      for (const each of stories) {
        const wanted = oracle.matcher.matchStory(each);
        held += wanted.length;
        expect(engine.matcher.matchStory(each)).toEqual(wanted);
      }
    }),
    { numRuns: 40 },
  );

  expect(held).toBeGreaterThan(4_000);
}, 120_000);

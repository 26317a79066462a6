/** The engine against its oracle with the rules and entities that ship, on stories as people write them. */
import { expect, test } from "vitest";
import { createEngineMatcher } from "../../../lambdas/core/engine/engine-matcher.ts";
import { precompile } from "../../../lambdas/core/engine/precompile.ts";
import { openGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { labelledStories, MATCHER, PACK } from "../pack/shipped-pack.ts";

const STORIES = (["dev", "heldout"] as const).flatMap(labelledStories);

/** As stores hand them out. */
const RULES = [...PACK.rules].sort((a, b) => (a.id < b.id ? -1 : 1));

test.each([
  ["compiled", undefined],
  ["precompiled", precompile(PACK)],
])("the %s pack matches hundreds of labelled stories as the plain evaluator does", (kind, precompiled) => {
  const options = precompiled === undefined ? {} : { precompiled };
  // Opened, not built: each entity is compiled when a story first names it, as in a cold start.
  const { engine, matcher } = createEngineMatcher(RULES, openGazetteer(PACK.gazetteer), options);
  let held = 0;

  expect(engine).toBe(kind);
  for (const story of STORIES) {
    const wanted = [...MATCHER.matchStory(story)].sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
    held += wanted.length;
    expect(matcher.matchStory(story)).toEqual(wanted);
    expect(matcher.findEntities(story)).toEqual(MATCHER.findEntities(story));
  }
  expect(STORIES.length).toBeGreaterThan(500);
  expect(held).toBeGreaterThan(500);
});

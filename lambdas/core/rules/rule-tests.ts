import type { MatchableStory } from "./match.ts";
import { shorten } from "./query-error.ts";
import type { Rule, RuleTest } from "./rule.ts";
import type { StoryMatcher } from "./story-matcher.ts";

/** A test of a rule that came out otherwise than the rule says. */
export interface FailedRuleTest {
  /** in the rule: `["tests", "match", 0]` */
  readonly path: readonly (string | number)[];
  /** one line, with the reason */
  readonly message: string;
}

/** Run a rule's own tests. Whether it is enabled does not matter here. */
export function runRuleTests(rule: Rule, matcher: StoryMatcher): readonly FailedRuleTest[] {
  const failed: FailedRuleTest[] = [];
  const run = (key: "match" | "noMatch"): void => {
    (rule.tests?.[key] ?? []).forEach((test, index) => {
      const story = storyOf(test);
      const trace = matcher.explainRule(rule.id, story);
      if (trace === undefined) return;
      const holds = trace.root.holds && trace.excludedBy !== "language";
      if (holds === (key === "match")) return;
      const text = shorten(story.title);
      const { spans } = trace.root;
      const found = spans.map((span) => `"${span.text}"`).join(", ");
      const why = trace.root.holds ? "the rule does not read its language" : `it lacks ${trace.failed.join(" and ")}`;
      const message =
        key === "match"
          ? `"${text}" must match, but ${shorten(why)}`
          : `"${text}" must not match, but does by ${shorten(found)}`;
      failed.push({ path: ["tests", key, index], message });
    });
  };
  run("match");
  run("noMatch");
  return failed;
}

function storyOf(test: RuleTest): MatchableStory {
  return typeof test === "string" ? { title: test } : test;
}

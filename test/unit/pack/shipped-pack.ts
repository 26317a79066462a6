/** The pack as it ships in config/, read once for the tests that hold it against stories. */
import { readFileSync } from "node:fs";
import { configPaths, readPackFiles } from "../../../lambdas/adapters/config-files.ts";
import { type Evaluation, evaluate } from "../../../lambdas/core/evaluation/evaluate.ts";
import { indexFeedFacts } from "../../../lambdas/core/evaluation/feed-facts.ts";
import { type LabelledStory, parseLabelledStories } from "../../../lambdas/core/evaluation/labelled-story.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { compileRuleSet } from "../../../lambdas/core/rules/story-matcher.ts";

export const { pack: PACK, problems: PACK_PROBLEMS } = readPackFiles(configPaths("config"));

export const GAZETTEER = buildGazetteer(PACK.gazetteer).gazetteer;

export const MATCHER = compileRuleSet(PACK.rules, GAZETTEER).matcher;

/** Ids of the rules that hold for a headline, or a headline and its summary. */
export function rulesFor(title: string, summary = "", tags: readonly string[] = []): readonly string[] {
  return MATCHER.matchStory({ title, summary, tags }).map((match) => match.ruleId);
}

/** The labelled sets of test/fixtures/evaluation; its README.md says what each is for. */
export type LabelledSet =
  | "dev"
  | "heldout"
  | "probes"
  | `blind-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17}`
  | `set-aside${"" | "-2" | "-3"}`;

/** A labelled set of test/fixtures/evaluation. */
export function labelledStories(name: LabelledSet): readonly LabelledStory[] {
  const file = `test/fixtures/evaluation/${name}.jsonl`;
  return parseLabelledStories(readFileSync(file, "utf8"), file);
}

/** The pack's figures on a labelled set, with the facts of its own feeds. */
export function evaluatePack(stories: readonly LabelledStory[]): Evaluation {
  return evaluate(stories, MATCHER, { factsOf: indexFeedFacts(PACK.feeds), explainBy: ["eastern-drc"] });
}

/** What a run of the bench measures: rules and stories of its own, or foreign ones from files. */
import { readFileSync } from "node:fs";
import {
  countFrequencies,
  GENERAL_FREQUENCIES,
  type WordFrequencies,
} from "../../../lambdas/core/engine/word-frequencies.ts";
import { ConfigError, messageOf } from "../../../lambdas/core/errors.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { tokenise } from "../../../lambdas/core/text/tokenise.ts";
import { makeRules } from "./synthetic-rules.ts";
import { makeStories } from "./synthetic-stories.ts";

export interface BenchStory {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

export interface RuleWork {
  /** `1000`, `10000 hot`, or the name of a file */
  readonly name: string;
  readonly rules: readonly Rule[];
}

export interface StoryWork {
  readonly stories: readonly BenchStory[];
  /** counted in other stories than those that are measured */
  readonly frequencies: WordFrequencies;
  readonly frequenciesFrom: string;
}

/** Matches that a story has on average: one story in twenty-five, and several in each. */
const COOL = 0.04;
const HOT = 4;

/** Sizes for which a hot set is measured as well. */
const HOT_SIZES = [10_000, 100_000];

const SAMPLE_SIZE = 20_000;

/** Foreign stories are sampled from this many on. */
const LEAST_TO_SAMPLE = 200;

export function* syntheticRules(sizes: readonly number[]): Generator<RuleWork> {
  for (const size of sizes) {
    yield { name: String(size), rules: makeRules(size, COOL, size) };
    if (HOT_SIZES.includes(size)) yield { name: `${size} hot`, rules: makeRules(size, HOT, size + 1) };
  }
}

export function syntheticStories(count: number): StoryWork {
  return {
    stories: makeStories(count, 1),
    frequencies: countIn(makeStories(SAMPLE_SIZE, 2)),
    frequenciesFrom: `${SAMPLE_SIZE} other stories`,
  };
}

/** Rules of a file: one `{id, query}` a line. */
export function foreignRules(file: string): RuleWork {
  const rules = readLines(file).map((line, index): Rule => {
    const { id = `rule-${index}`, query } = line;
    if (query === undefined) throw new ConfigError(`${file}:${index + 1} has no "query"`);
    return { id, title: id, severity: "medium", enabled: true, query };
  });
  return { name: file, rules };
}

/** Stories of a file: one `{id, title, summary}` a line. Every second serves to count words and is not measured. */
export function foreignStories(file: string, most: number): StoryWork {
  const all = readLines(file).map((line, index): BenchStory => {
    const { id = `story-${index}`, title = "", summary = "" } = line;
    return { id, title, summary };
  });
  if (all.length < LEAST_TO_SAMPLE) {
    return { stories: all.slice(0, most), frequencies: GENERAL_FREQUENCIES, frequenciesFrom: "general knowledge" };
  }
  const sample = all.filter((_, index) => index % 2 === 1).slice(0, SAMPLE_SIZE);
  const stories = all.filter((_, index) => index % 2 === 0).slice(0, most);
  return {
    stories,
    frequencies: countIn(sample),
    frequenciesFrom: `${sample.length} stories of the file, not measured`,
  };
}

type Line = Partial<Readonly<Record<"id" | "query" | "title" | "summary", string>>>;

function readLines(file: string): readonly Line[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      // The bench trusts its user: a wrong shape shows in the figures.
      return [JSON.parse(line) as Line];
    } catch (cause) {
      throw new ConfigError(`${file}:${index + 1} is not JSON: ${messageOf(cause)}`, { cause });
    }
  });
}

function countIn(stories: readonly BenchStory[]): WordFrequencies {
  return countFrequencies(
    stories.map(({ title, summary }) => [...tokenise(title), ...tokenise(summary)].map((token) => token.form)),
  );
}

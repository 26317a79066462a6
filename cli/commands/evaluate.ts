import { readFileSync } from "node:fs";
import { configPaths, readFeeds } from "../../lambdas/adapters/config-files.ts";
import { ConfigError, messageOf } from "../../lambdas/core/errors.ts";
import { type Evaluation, evaluate, type Misjudged } from "../../lambdas/core/evaluation/evaluate.ts";
import { indexFeedFacts } from "../../lambdas/core/evaluation/feed-facts.ts";
import { parseLabelledStories } from "../../lambdas/core/evaluation/labelled-story.ts";
import type { Score } from "../../lambdas/core/evaluation/score.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { paint } from "../paint.ts";
import { loadRules, RULE_SET_OPTIONS } from "../rule-set-option.ts";

/** The rule that is asked why a story was missed: it is meant to take everything about the area. */
const CATCH_ALL = "eastern-drc";

/** Measures the rules against stories that a person has judged. */
export const evaluateCommand: Command = {
  usage: `Usage: kivuwatch evaluate FILE.jsonl [--rules DIR] [--gazetteer DIR] [--feeds FILE.opml] [--json]

FILE holds one story a line: {id, lang, label: "positive"|"negative", title, summary?, source?}. Prints precision, recall and F1
overall and by language, then each miss and false alarm with its explanation. A source that is an outlet of the feeds file
(default config/feeds.opml) brings its feed's tags, as a polled story would.
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...RULE_SET_OPTIONS, feeds: { type: "string" }, json: { type: "boolean" } },
    });
    const [file] = positionals;
    if (file === undefined)
      throw new ConfigError("evaluate needs a file of labelled stories: kivuwatch evaluate FILE.jsonl");
    const stories = parseLabelledStories(readText(file), file);
    const { matcher } = loadRules(values);
    const { specs } = readFeeds(values.feeds ?? configPaths("config").feeds);
    const evaluation = evaluate(stories, matcher, { factsOf: indexFeedFacts(specs), explainBy: [CATCH_ALL] });
    process.stdout.write(values.json === true ? `${JSON.stringify(evaluation)}\n` : describe(evaluation));
    return 0;
  },
};

function describe({ overall, byLanguage, misses, falseAlarms }: Evaluation): string {
  return [
    `${paint("lang".padEnd(8), "bold")} stories  precision  recall     F1`,
    scoreLine("all", overall),
    ...byLanguage.map(({ lang, score }) => scoreLine(lang, score)),
    "",
    `${misses.length} misses`,
    ...misses.flatMap((each) => describeMisjudged(each, "miss")),
    `${falseAlarms.length} false alarms`,
    ...falseAlarms.flatMap((each) => describeMisjudged(each, "false alarm")),
    "",
  ].join("\n");
}

function scoreLine(lang: string, score: Score): string {
  const count = score.hits + score.misses + score.falseAlarms + score.rejections;
  const shares = [score.precision, score.recall, score.f1].map((share) => share.toFixed(3).padStart(8));
  return `${lang.padEnd(8)} ${String(count).padStart(7)} ${shares.join(" ")}`;
}

function describeMisjudged({ story, explanation }: Misjudged, word: string): readonly string[] {
  const head = `  ${paint(word, word === "miss" ? "yellow" : "red")} ${story.id} (${story.lang}) ${story.title}`;
  return [head, ...explanation.map((line) => `    ${line}`)];
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

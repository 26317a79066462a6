/**
 * How fast the matching engine is, beside what others do and the least that any engine must do:
 *
 * ```
 * npm run -s bench:match -- [--rules 100,1000,10000,100000] [--stories 4000] [--seconds 3] [--json]
 *                           [--rules-file F.ndjson] [--stories-file F.ndjson]
 * ```
 *
 * Rates depend on the machine and on what else it does; ratios count. Run it with `NODE_OPTIONS=--expose-gc` for exact
 * memory figures.
 */
import { parseArgs } from "node:util";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { benchSize, type SizeReport } from "./match/bench-size.ts";
import { goalsOf, renderReport } from "./match/report.ts";
import { foreignRules, foreignStories, syntheticRules, syntheticStories } from "./match/work.ts";

const { values } = parseArgs({
  options: {
    rules: { type: "string", default: "100,1000,10000,100000" },
    stories: { type: "string", default: "4000" },
    seconds: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    "rules-file": { type: "string" },
    "stories-file": { type: "string" },
  },
});

const count = positive("--stories", values.stories);
const sizes = values.rules.split(",").map((size) => positive("--rules", size));
const rulesFile = values["rules-file"];
const storiesFile = values["stories-file"];
const stories = storiesFile === undefined ? syntheticStories(count) : foreignStories(storiesFile, count);
const sets = rulesFile === undefined ? syntheticRules(sizes) : [foreignRules(rulesFile)];

const reports: SizeReport[] = [];
for (const set of sets) {
  if (!values.json) process.stderr.write(`measuring ${set.name} …\n`);
  reports.push(benchSize(set, stories, positive("--seconds", values.seconds)));
}

if (values.json) {
  const { node, v8 } = process.versions;
  const { frequenciesFrom } = stories;
  const facts = { node, v8, arch: process.arch, stories: stories.stories.length, frequenciesFrom };
  console.log(JSON.stringify({ ...facts, sizes: reports, goals: goalsOf(reports) }, null, 2));
} else {
  console.log(`${stories.stories.length} stories; words counted in ${stories.frequenciesFrom}; one core\n`);
  console.log(renderReport(reports));
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new ConfigError(`${option} takes a positive number, not "${text}"`);
  return value;
}

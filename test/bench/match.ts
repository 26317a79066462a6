/**
 * How fast the matching engine is, beside what others do and the least that any engine must do. Rates depend on the
 * machine and on what else it does; ratios count.
 */
import { positiveOption, readBenchOptions, readOrEnd } from "./bench-options.ts";
import { benchSize, type SizeReport } from "./match/bench-size.ts";
import type { Contender } from "./match/contender.ts";
import { measure, ratioOf } from "./match/measure.ts";
import { goalsOf, renderReport } from "./match/report.ts";
import { foreignRules, foreignStories, syntheticRules, syntheticStories } from "./match/work.ts";

const USAGE = `Usage: npm run -s bench:match -- [OPTION ...]

Times the engine beside the plain evaluator, a RegExp per rule, modern-ahocorasick, RE2.Set (when it is there: npm install
--no-save re2@1.23.3) and the floor, all in one run, on one core.

  --rules 100,1000,10000,100000   sizes of the synthetic rule sets; of 10000 and 100000 a hot set as well
  --stories 4000                  stories
  --seconds 3                     for each of them and each rule set
  --rules-file F.ndjson           measure these rules instead: {id, query} a line
  --stories-file F.ndjson         measure with these stories instead: {id, title, summary} a line; every second one only
                                  serves to count words
  --json                          everything, as JSON

NODE_OPTIONS=--expose-gc makes the memory figures exact.
`;

const values = readBenchOptions(USAGE, {
  rules: { type: "string", default: "100,1000,10000,100000" },
  stories: { type: "string", default: "4000" },
  seconds: { type: "string", default: "3" },
  json: { type: "boolean", default: false },
  "rules-file": { type: "string" },
  "stories-file": { type: "string" },
});

const count = positiveOption("--stories", values.stories);
const seconds = positiveOption("--seconds", values.seconds);
const sizes = values.rules.split(",").map((size) => positiveOption("--rules", size));
const rulesFile = values["rules-file"];
const storiesFile = values["stories-file"];
const stories = readOrEnd(() =>
  storiesFile === undefined ? syntheticStories(count) : foreignStories(storiesFile, count),
);
const sets = readOrEnd(() => (rulesFile === undefined ? syntheticRules(sizes) : [foreignRules(rulesFile)]));

const reports: SizeReport[] = [];
const engines = new Map<string, Contender>();
for (const set of sets) {
  if (!values.json) process.stderr.write(`measuring ${set.name} …\n`);
  const { report, engine } = await benchSize(set, stories, seconds);
  reports.push(report);
  engines.set(set.name, engine);
}
const slowDown = measureSlowDown(engines.get("100"), engines.get("100000"));

if (values.json) {
  const { node, v8 } = process.versions;
  const { frequenciesFrom } = stories;
  const facts = { node, v8, arch: process.arch, stories: stories.stories.length, frequenciesFrom };
  console.log(JSON.stringify({ ...facts, sizes: reports, slowDown, goals: goalsOf(reports, slowDown) }, null, 2));
} else {
  console.log(`${stories.stories.length} stories; words counted in ${stories.frequenciesFrom}; one core\n`);
  console.log(renderReport(reports, slowDown));
}

/** How many times slower the engine is with the larger set, turn by turn. @returns undefined unless both were measured */
function measureSlowDown(small: Contender | undefined, large: Contender | undefined): number | undefined {
  if (small === undefined || large === undefined) return undefined;
  const [one, other] = measure([small, large], stories.stories.length, seconds);
  return one && other && ratioOf(one, other);
}

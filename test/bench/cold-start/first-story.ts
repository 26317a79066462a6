/**
 * What the collector does with the pack before and with its first story, timed in a process of its own.
 * `first-story.mjs PACK.json [RULES.engine]` prints the stages as JSON, in milliseconds of processor time.
 */
import { readFileSync } from "node:fs";
import { createEngineMatcher } from "../../../lambdas/core/engine/engine-matcher.ts";
import { openGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { Pack } from "../../../lambdas/core/pack.ts";
import { processorMs } from "../match/measure.ts";

const STORY = {
  title: "President Kagame and Secretary Blinken discuss security in Eastern DRC",
  summary: "They spoke by phone about the M23, the FDLR and the fighting near Kibumba, in Nyiragongo, north of Goma.",
};

const [packFile = "", engineFile] = process.argv.slice(2);
const times: Record<string, number> = {};
let last = processorMs();

const pack = stage("read pack", () => JSON.parse(readFileSync(packFile, "utf8")) as Pack);
const gazetteer = stage("open gazetteer", () => openGazetteer(pack.gazetteer));
const { matcher } = stage("load rules", () => {
  const rules = [...pack.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return createEngineMatcher(
    rules,
    gazetteer,
    engineFile === undefined ? {} : { precompiled: readFileSync(engineFile) },
  );
});
const matches = stage("first story", () => [matcher.matchStory(STORY), matcher.findEntities(STORY)]);
stage("second story", () => [matcher.matchStory(STORY), matcher.findEntities(STORY)]);
process.stdout.write(JSON.stringify({ times, rules: matches[0]?.length, entities: matches[1]?.length }));

function stage<T>(name: string, work: () => T): T {
  const result = work();
  const now = processorMs();
  times[name] = now - last;
  last = now;
  return result;
}

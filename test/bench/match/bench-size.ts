/** One rule set against the stories: compiled, loaded, checked, and measured beside its peers. */
import { compileEngine } from "../../../lambdas/core/engine/compile-engine.ts";
import { type Engine, loadEngine } from "../../../lambdas/core/engine/engine.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { compileRuleSet } from "../../../lambdas/core/rules/story-matcher.ts";
import type { Absentee, Contender } from "./contender.ts";
import { floorContender } from "./floor.ts";
import { type Measurement, measure, median, processorMs, ratioOf } from "./measure.ts";
import { ahoCorasickPeer, oraclePeer, re2Peer, regExpPeer } from "./peers.ts";
import { type ProfileLine, profile } from "./profile.ts";
import type { BenchStory, RuleWork, StoryWork } from "./work.ts";

export interface SizeReport {
  readonly name: string;
  readonly rules: number;
  /** rules that the language refuses */
  readonly refused: number;
  readonly compileMs: number;
  readonly loadMs: number;
  readonly bytes: number;
  /** growth of the heap and of array buffers by loading and matching, in bytes */
  readonly memory: number;
  /** share of stories that match a rule */
  readonly matchedShare: number;
  readonly matchesPerStory: number;
  /** undefined where the plain evaluator would take too long */
  readonly agreement: { readonly stories: number; readonly differences: number } | undefined;
  /** stories a second of processor time */
  readonly rates: Readonly<Record<string, number>>;
  /** how many times faster the engine is, of the rounds' ratios the middle one */
  readonly ratios: Readonly<Record<string, number>>;
  readonly absent: readonly Absentee[];
  /** where the engine spends its time; what it calls in a loop is often counted as the caller's */
  readonly profile: readonly ProfileLine[];
}

/** The engine is held against the plain evaluator up to this many rules. */
const MOST_TO_CHECK = 1_000;

const LOADS = 5;

const PROFILE_MS = 500;

const { gazetteer } = buildGazetteer([]);

export async function benchSize(
  { name, rules }: RuleWork,
  { stories, frequencies }: StoryWork,
  seconds: number,
): Promise<{ readonly report: SizeReport; readonly engine: Contender }> {
  const [start, processorStart] = [performance.now(), processorMs()];
  const { bytes, problems } = compileEngine(rules, gazetteer, { frequencies });
  // The clock counts other programs, processor time counts what the garbage collector does beside: the less is nearer.
  const compileMs = Math.min(performance.now() - start, processorMs() - processorStart);
  const { engine, loadMs, memory } = load(bytes, stories);
  const counts = stories.map((story) => engine.matchIds(story));
  const ours: Contender = { name: "engine", run: (index) => engine.matchIds(stories[index] ?? { title: "" }) };
  const contenders: Contender[] = [ours, floorContender(stories)];
  const absent: Absentee[] = [];
  const peers = [oraclePeer(rules, stories), regExpPeer(rules, stories)];
  for (const peer of [...peers, ahoCorasickPeer(rules, stories), re2Peer(rules, stories)]) {
    if ("run" in peer) contenders.push(peer);
    else absent.push(peer);
  }
  const measured = measure(contenders, stories.length, seconds);
  const matchAll = (): void => {
    for (const story of stories) engine.matchIds(story);
  };
  const report: SizeReport = {
    name,
    rules: rules.length,
    refused: new Set(problems.filter(({ level }) => level === "error").map(({ ruleId }) => ruleId)).size,
    compileMs,
    loadMs,
    bytes: bytes.byteLength,
    memory,
    matchedShare: counts.filter((count) => count > 0).length / stories.length,
    matchesPerStory: counts.reduce((sum, count) => sum + count, 0) / stories.length,
    agreement: rules.length > MOST_TO_CHECK ? undefined : compare(engine, rules, stories),
    ...describe(measured),
    absent,
    profile: await profile(matchAll, PROFILE_MS),
  };
  return { report, engine: ours };
}

function load(
  bytes: ArrayBuffer,
  stories: readonly BenchStory[],
): { readonly engine: Engine; readonly loadMs: number; readonly memory: number } {
  const times: number[] = [];
  for (let turn = 0; turn < LOADS; turn += 1) {
    const start = processorMs();
    loadEngine(bytes);
    times.push(processorMs() - start);
  }
  globalThis.gc?.();
  const before = process.memoryUsage();
  const engine = loadEngine(bytes);
  for (const story of stories) engine.matchIds(story);
  globalThis.gc?.();
  const after = process.memoryUsage();
  const memory = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return { engine, loadMs: median(times), memory };
}

/** Rule by rule, on all stories. */
function compare(
  engine: Engine,
  rules: RuleWork["rules"],
  stories: readonly BenchStory[],
): { readonly stories: number; readonly differences: number } {
  const { matcher } = compileRuleSet(rules, gazetteer);
  let differences = 0;
  for (const story of stories) {
    const wanted = matcher.matchStory(story).map((match) => match.ruleId);
    const found = Array.from(engine.matched.subarray(0, engine.matchIds(story)), (rule) => engine.ruleId(rule));
    if (wanted.join() !== found.join()) differences += 1;
  }
  return { stories: stories.length, differences };
}

function describe(measured: readonly Measurement[]): Pick<SizeReport, "rates" | "ratios"> {
  const [engine, ...others] = measured;
  return {
    rates: Object.fromEntries(measured.map(({ name, rate }) => [name, rate])),
    ratios: Object.fromEntries(engine === undefined ? [] : others.map((other) => [other.name, ratioOf(engine, other)])),
  };
}

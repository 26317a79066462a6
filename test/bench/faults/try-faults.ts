/** All faults, or a sample of them, and what they did to the news. */
import { FAULT_KINDS, type FaultKind, faultsOf } from "./fault-gate.ts";
import { type RoundRecord, recordRounds, runWithFault } from "./run-rounds.ts";
import { runScenarios } from "./scenarios.ts";
import { seeded } from "./seeded.ts";
import { startServices } from "./world.ts";

export interface FaultOptions {
  readonly seed: number;
  /** faults to try, drawn by the seed @default all */
  readonly sample?: number;
  /** spoil only calls whose name starts so, e.g. `Publish` or `fetch` @default all */
  readonly only?: string;
  /** spoil them in this way only @default all */
  readonly kind?: string;
  /** spoil only calls of that round, from 1 @default all */
  readonly round?: number;
  /** what beside single faults is tried @default all */
  readonly scenarios?: "all" | "some";
  /** once single faults took this long, in milliseconds, no further one is begun; a few are in any case @default none */
  readonly budgetMs?: number;
  readonly onProgress?: (done: number, all: number, damaged: number) => void;
}

export interface FaultReport {
  readonly seed: number;
  /** calls of the undisturbed cycle */
  readonly calls: number;
  readonly callsByOperation: Readonly<Record<string, number>>;
  readonly kinds: readonly FaultKind[];
  /** faults tried, each a call spoiled in one way */
  readonly tried: number;
  /** of them, those that struck; a fault that never struck proves nothing */
  readonly struck: number;
  /** faults tried, by kind */
  readonly triedByKind: Readonly<Record<string, number>>;
  /** repeated and reordered deliveries, two workers at once, outages: each with what it did */
  readonly scenarios: readonly ScenarioCount[];
  /** alerts of the undisturbed cycle */
  readonly alerts: number;
  /** stored items and alerts that were missing or different afterwards */
  readonly lost: number;
  /** stored items and alerts that should not be there */
  readonly strays: number;
  /** alerts that came again, under the id they had */
  readonly duplicatedIds: number;
  /** the faults and scenarios that did damage */
  readonly damagedBy: readonly string[];
  /** what was wrong, the first ones */
  readonly damage: readonly string[];
  readonly ms: number;
}

export interface ScenarioCount {
  readonly name: string;
  readonly lost: number;
  readonly strays: number;
  /** alerts that came again, under the id they had */
  readonly repeats: number;
}

/** Tried however slow the machine is. */
const MIN_FAULTS = 6;

/** Damage that is told in full. */
const MAX_TOLD = 20;
const MAX_LINE = 400;

export async function tryFaults(options: FaultOptions): Promise<FaultReport> {
  const startedAt = performance.now();
  const chance = seeded(options.seed);
  const services = await startServices();
  try {
    const records = await recordRounds(services);
    const scenarios = await runScenarios(services, records, chance, options.scenarios ?? "all");
    const faults = drawFaults(records, options, chance.below);
    const damage: string[] = [];
    const damagedBy: string[] = [];
    const kindsTried: FaultKind[] = [];
    let [tried, struck, lost, strays, duplicatedIds] = [0, 0, 0, 0, 0];
    const note = (name: string, result: (typeof scenarios)[number] | Awaited<ReturnType<typeof runWithFault>>) => {
      lost += result.lost.length;
      strays += result.strays.length;
      duplicatedIds += result.repeats;
      if (result.lost.length + result.strays.length > 0) damagedBy.push(name);
      for (const line of result.lost) damage.push(`${name}: lost ${line}`.slice(0, MAX_LINE));
      for (const line of result.strays) damage.push(`${name}: stray ${line}`.slice(0, MAX_LINE));
    };
    for (const scenario of scenarios) note(scenario.name, scenario);
    const faultsFrom = performance.now();
    for (const { record, kind, at } of faults) {
      const isLate = performance.now() - faultsFrom > (options.budgetMs ?? Number.POSITIVE_INFINITY);
      if (isLate && tried >= MIN_FAULTS) break;
      const outcome = await runWithFault(services, record, { kind, at });
      tried += 1;
      kindsTried.push(kind);
      if (outcome.isStruck) struck += 1;
      note(`round ${records.indexOf(record) + 1}, call ${at} ${record.calls[at]} ${kind}`, outcome);
      options.onProgress?.(tried, faults.length, damagedBy.length);
    }
    const calls = records.flatMap((record) => record.calls);
    return {
      seed: options.seed,
      calls: calls.length,
      callsByOperation: countEach(calls),
      kinds: FAULT_KINDS,
      tried,
      struck,
      triedByKind: countEach(kindsTried),
      scenarios: scenarios.map(({ name, ...result }) => ({
        name,
        lost: result.lost.length,
        strays: result.strays.length,
        repeats: result.repeats,
      })),
      alerts: records.reduce((sum, { after }) => sum + after.alertIds.length, 0),
      lost,
      strays,
      duplicatedIds,
      damagedBy,
      damage: damage.slice(0, MAX_TOLD),
      ms: Math.round(performance.now() - startedAt),
    };
  } finally {
    await services.stop();
  }
}

export function describeFaultReport(report: FaultReport): string {
  const { calls, kinds, tried, triedByKind, struck, scenarios, lost, strays, duplicatedIds, seed, ms, damage } = report;
  return [
    ...damage,
    ...scenarios.map((each) => `${each.name}: lost = ${each.lost}, strays = ${each.strays}, repeats = ${each.repeats}`),
    Object.entries(triedByKind)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(", "),
    `${calls} calls x up to ${kinds.length} faults: ${tried} tried, ${struck} struck, and ${scenarios.length} scenarios; lost = ${lost}, strays = ${strays}, duplicated ids = ${duplicatedIds}`,
    `seed ${seed}, ${(ms / 1_000).toFixed(1)} s`,
    "",
  ].join("\n");
}

interface PlannedFault {
  readonly record: RoundRecord;
  readonly kind: FaultKind;
  readonly at: number;
}

function drawFaults(
  records: readonly RoundRecord[],
  { sample, only, kind: wanted, round }: Pick<FaultOptions, "sample" | "only" | "kind" | "round">,
  below: (limit: number) => number,
): readonly PlannedFault[] {
  const chosen = round === undefined ? records : records.slice(round - 1, round);
  const all = chosen.flatMap((record) =>
    record.calls.flatMap((operation, at) => {
      if (only !== undefined && !operation.startsWith(only)) return [];
      const kinds = faultsOf(operation).filter((kind) => wanted === undefined || kind === wanted);
      return kinds.map((kind): PlannedFault => ({ record, kind, at }));
    }),
  );
  if (sample === undefined) return all;
  return Array.from({ length: Math.min(sample, all.length) }, () => all.splice(below(all.length), 1)).flat();
}

function countEach(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

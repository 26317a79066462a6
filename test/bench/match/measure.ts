/**
 * Measures contenders against each other in turns: each round gives every one of them the same short time, so that a
 * noisy neighbour hits all alike; ratios are taken round by round, and of all rounds the middle counts. The clock is the
 * processor time of this process: waiting for a core is not counted.
 */
import type { Contender } from "./contender.ts";

export interface Measurement {
  readonly name: string;
  /** stories a second of processor time, in the middle round */
  readonly rate: number;
  /** by round */
  readonly rates: readonly number[];
}

const ROUND_MS = 60;
const WARM_UP_MS = 250;

/** @param seconds - for each contender, all rounds together */
export function measure(contenders: readonly Contender[], stories: number, seconds: number): readonly Measurement[] {
  const runners = contenders.map((contender) => createRunner(contender, stories));
  for (const run of runners) run(WARM_UP_MS);
  const rounds = Math.max(3, Math.round((seconds * 1_000) / ROUND_MS));
  const rates = runners.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    runners.forEach((run, index) => {
      rates[index]?.push(run(ROUND_MS));
    });
  }
  return contenders.map(({ name }, index) => ({ name, rate: median(rates[index] ?? []), rates: rates[index] ?? [] }));
}

/** How many times faster one is than the other: the middle of the rounds' ratios. */
export function ratioOf(one: Measurement, other: Measurement): number {
  return median(one.rates.map((rate, round) => rate / (other.rates[round] ?? Number.NaN)));
}

/** Processor time of this process, in milliseconds. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** So that no result is optimised away. */
let sink = 0;

/** @returns runs a contender for a while, each time going on with the next stories, and tells its rate */
function createRunner({ run }: Contender, stories: number): (ms: number) => number {
  let index = 0;
  // Small enough to end in time, large enough for the clock not to matter.
  let batch = 1;
  return (ms) => {
    const start = processorMs();
    let done = 0;
    let elapsed = 0;
    while (elapsed < ms) {
      for (let left = batch; left > 0; left -= 1) {
        sink = (sink + run(index)) | 0;
        index = index + 1 === stories ? 0 : index + 1;
      }
      done += batch;
      const before = elapsed;
      elapsed = processorMs() - start;
      if (elapsed - before < ms / 16) batch *= 2;
    }
    return (done * 1_000) / elapsed;
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

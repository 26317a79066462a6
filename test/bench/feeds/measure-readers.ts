/**
 * Readers compared in one interleaved run: in every round each takes its turn for the same short time, so that a noisy
 * neighbour hits all alike; ratios are taken round by round, and the middle counts. The clock is processor time.
 */
import { median, processorMs } from "../match/measure.ts";
import { madeFeed } from "./made-feed.ts";
import type { Reader } from "./readers.ts";

export interface ReaderResult {
  readonly name: string;
  readonly entries: number;
  /** processor time of one document, in milliseconds, in the middle round */
  readonly msPerDocument: number;
  /** how many times as fast as rss-parser alone */
  readonly ratioToRssParser: number;
}

const TURN_MS = 120;

export async function measureReaders(readers: readonly Reader[], entries: number, rounds: number) {
  const bytes = madeFeed(entries);
  const times = readers.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, reader] of readers.entries()) {
      const took = await turn(reader, bytes, entries);
      // The first round warms up.
      if (round >= 0) times[index]?.push(took);
    }
  }
  const base = times[readers.findIndex(({ name }) => name === "rss-parser")] ?? [];
  const results = readers.map(({ name }, index): ReaderResult => {
    const own = times[index] ?? [];
    const ratio = median(own.map((time, round) => (base[round] ?? Number.NaN) / time));
    return { name, entries, msPerDocument: rounded(median(own)), ratioToRssParser: rounded(ratio) };
  });
  return { bytes: bytes.length, results };
}

async function turn(reader: Reader, bytes: Buffer, entries: number): Promise<number> {
  const startedAt = processorMs();
  let documents = 0;
  let elapsed = 0;
  while (elapsed < TURN_MS) {
    const found = await reader.read(bytes);
    if (found !== entries) throw new Error(`${reader.name} found ${found} entries of ${entries}`);
    documents += 1;
    elapsed = processorMs() - startedAt;
  }
  return elapsed / documents;
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/**
 * What became of a feed's entries, hour by hour. The counts live in the feed's own state and are written by the very save
 * that advances it: a poll that is repeated after a crash writes the same counts again, and none is counted twice.
 */
import { type EpochMs, HOUR_MS } from "../time.ts";

/** Entries of one UTC hour; `fetched` is the sum of all others. Only polls that brought something new are counted. */
export interface HourCounts {
  /** its start */
  readonly hour: EpochMs;
  readonly fetched: number;
  /** stories first seen in this hour */
  readonly stored: number;
  readonly duplicate: number;
  readonly revised: number;
  /** by reason */
  readonly rejected: Readonly<Record<string, number>>;
}

/** Hours that a feed remembers: three days, so that a weekend's fault still shows on Monday. */
export const KEPT_HOURS = 72;

/** The start of the UTC hour. */
export function hourOf(at: EpochMs): EpochMs {
  return Math.floor(at / HOUR_MS) * HOUR_MS;
}

/** One entry's worth of counts. @param reason - of a rejection */
export function countOf(kind: "stored" | "duplicate" | "revised" | "rejected", at: EpochMs, reason = ""): HourCounts {
  return {
    hour: hourOf(at),
    fetched: 1,
    stored: kind === "stored" ? 1 : 0,
    duplicate: kind === "duplicate" ? 1 : 0,
    revised: kind === "revised" ? 1 : 0,
    rejected: kind === "rejected" ? { [reason]: 1 } : {},
  };
}

/**
 * Sums of equal hours.
 * @returns one of each hour, oldest first
 */
export function sumHours(counts: readonly HourCounts[]): readonly HourCounts[] {
  const byHour = new Map<EpochMs, HourCounts>();
  for (const count of counts) {
    const former = byHour.get(count.hour);
    byHour.set(count.hour, former === undefined ? count : addCounts(former, count));
  }
  return [...byHour.values()].sort((a, b) => a.hour - b.hour);
}

/**
 * A feed's counts after a poll.
 * @param former - those that its state holds
 * @returns the last {@link KEPT_HOURS} hours up to the latest one, oldest first
 */
export function addHours(
  former: readonly HourCounts[] | undefined,
  added: readonly HourCounts[],
): readonly HourCounts[] {
  const all = sumHours([...(former ?? []), ...added]);
  const oldest = (all.at(-1)?.hour ?? 0) - (KEPT_HOURS - 1) * HOUR_MS;
  return all.filter(({ hour }) => hour >= oldest);
}

function addCounts(a: HourCounts, b: HourCounts): HourCounts {
  const rejected = new Map(Object.entries(a.rejected));
  for (const [reason, count] of Object.entries(b.rejected)) rejected.set(reason, (rejected.get(reason) ?? 0) + count);
  return {
    hour: a.hour,
    fetched: a.fetched + b.fetched,
    stored: a.stored + b.stored,
    duplicate: a.duplicate + b.duplicate,
    revised: a.revised + b.revised,
    rejected: Object.fromEntries(rejected),
  };
}

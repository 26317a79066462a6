import { DAY_MS, type EpochMs } from "../time.ts";
import { isSkipped, type SkippedStretch, type SkippedTimes, skippedStretch } from "./skipped-times.ts";

/** Slots at an even pace. */
export interface SlotGrid {
  /** at most a day */
  readonly intervalMs: number;
  /** the first slot after a moment */
  next(after: EpochMs): EpochMs;
}

/**
 * The first slot of a feed that is not to be polled at some times. A slot in such a time is put off to its end; but as a
 * feed is never left alone for longer than a day, longer times are broken once a day.
 */
export function freeSlot(grid: SlotGrid, skips: SkippedTimes, after: EpochMs): EpochMs {
  const around = skippedStretch(after, skips);
  // A slot that has passed may have been put off to later than now.
  const putOff = around === undefined ? undefined : slotOfStretch(grid, skips, around, after);
  if (putOff !== undefined) return putOff;
  const slot = grid.next(after);
  const stretch = skippedStretch(slot, skips);
  return stretch === undefined ? slot : (slotOfStretch(grid, skips, stretch, after) ?? slot);
}

/** @returns the first moment after `after` at which slots in the stretch are made up for; undefined when it holds none */
function slotOfStretch(
  grid: SlotGrid,
  skips: SkippedTimes,
  stretch: SkippedStretch,
  after: EpochMs,
): EpochMs | undefined {
  const lastOnGrid = grid.next(stretch.from - 1 - grid.intervalMs);
  const last = isSkipped(lastOnGrid, skips) ? (skippedStretch(lastOnGrid, skips)?.to ?? lastOnGrid) : lastOnGrid;
  const days = Math.max(1, Math.floor((after - last) / DAY_MS) + 1);
  const relief = last + days * DAY_MS;
  if (relief < stretch.to) return relief;
  return grid.next(stretch.from - 1) < stretch.to && stretch.to > after ? stretch.to : undefined;
}

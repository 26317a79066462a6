/**
 * The hours and days in which a publisher asks not to be polled. @see https://www.rssboard.org/skip-hours-days
 * Both are in GMT. What would leave no time at all is nobody's wish and is not obeyed.
 */
import { DAY_MS, type EpochMs, HOUR_MS } from "../time.ts";

export interface SkippedTimes {
  /** 0 to 23, ascending */
  readonly hours: readonly number[];
  /** 0 for Sunday to 6, ascending */
  readonly days: readonly number[];
}

/** From the first skipped moment to the first that is not. */
export interface SkippedStretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/**
 * @param hours - texts of the `hour` elements; 24 is midnight in older feeds
 * @param days - texts of the `day` elements: English names
 * @returns undefined when nothing is skipped; what is no hour or day is left out
 */
export function readSkippedTimes(hours: readonly string[], days: readonly string[]): SkippedTimes | undefined {
  const skippedHours = settle(
    hours.filter((hour) => /^\s*\d{1,2}\s*$/.test(hour)).map((hour) => (Number(hour) === 24 ? 0 : Number(hour))),
    24,
  );
  const skippedDays = settle(
    days.map((day) => DAYS.indexOf(day.trim().toLowerCase())),
    DAYS.length,
  );
  const isNone = skippedHours.length === 0 && skippedDays.length === 0;
  return isNone ? undefined : { hours: skippedHours, days: skippedDays };
}

/** Each once, in order; none when it is all that there are. */
function settle(numbers: readonly number[], count: number): readonly number[] {
  const found = [...new Set(numbers)].filter((number) => number >= 0 && number < count).sort((a, b) => a - b);
  return found.length === count ? [] : found;
}

export function isSkipped(at: EpochMs, skips: SkippedTimes): boolean {
  const date = new Date(at);
  return skips.hours.includes(date.getUTCHours()) || skips.days.includes(date.getUTCDay());
}

/** @returns the whole stretch of skipped time around a moment; undefined when it is not skipped */
export function skippedStretch(at: EpochMs, skips: SkippedTimes): SkippedStretch | undefined {
  if (!isSkipped(at, skips)) return undefined;
  let from = Math.floor(at / HOUR_MS) * HOUR_MS;
  let to = from + HOUR_MS;
  // Some hour of a week is free, so both end.
  while (isSkipped(from - HOUR_MS, skips) && at - from < 7 * DAY_MS) from -= HOUR_MS;
  while (isSkipped(to, skips) && to - at < 7 * DAY_MS) to += HOUR_MS;
  return { from, to };
}

/** Whether two documents ask for the same. */
export function areSameSkips(a: SkippedTimes | undefined, b: SkippedTimes | undefined): boolean {
  return a?.hours.join() === b?.hours.join() && a?.days.join() === b?.days.join();
}

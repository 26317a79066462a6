/** A desk's clock on the wall: quiet hours and digests are given in it, and summer time moves it. */
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes since local midnight, 0 to 1439. @param timeZone - IANA name */
export function minuteOfDay(at: EpochMs, timeZone: string): number {
  return Math.floor((wallMs(at, timeZone) % DAY_MS) / MINUTE_MS);
}

/**
 * The next time that a clock on the wall shows that minute.
 * @param minute - of the day, 0 to 1439
 * @returns later than `after`; where summer time skips the minute, about an hour off
 */
export function nextMinuteOfDay(after: EpochMs, minute: number, timeZone: string): EpochMs {
  const midnight = Math.floor(wallMs(after, timeZone) / DAY_MS) * DAY_MS;
  for (let day = 0; day < 2; day += 1) {
    const at = fromWallMs(midnight + day * DAY_MS + minute * MINUTE_MS, after, timeZone);
    if (at > after) return at;
  }
  return fromWallMs(midnight + 2 * DAY_MS + minute * MINUTE_MS, after, timeZone);
}

/** The next full hour on the wall: half past in zones that are half an hour off. */
export function nextHour(after: EpochMs, timeZone: string): EpochMs {
  const offset = wallMs(after, timeZone) - after;
  return (Math.floor((after + offset) / HOUR_MS) + 1) * HOUR_MS - offset;
}

/** `06:30` as minutes of the day. @param text - `HH:MM`, checked where it was read */
export function parseMinuteOfDay(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** `2026-11-24 06:00`, for a sentence to the desk. */
export function wallTime(at: EpochMs, timeZone: string): string {
  const iso = new Date(wallMs(at, timeZone)).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

/** The wall's time as if it were UTC. */
function wallMs(at: EpochMs, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const whole = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return whole + (((at % 1_000) + 1_000) % 1_000);
}

/** @param near - a moment within some days, whose offset is a first guess */
function fromWallMs(wall: number, near: EpochMs, timeZone: string): EpochMs {
  const guess = wall - (wallMs(near, timeZone) - near);
  return wall - (wallMs(guess, timeZone) - guess);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  });
  formats.set(timeZone, made);
  return made;
}

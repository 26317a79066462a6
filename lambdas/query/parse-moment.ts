/**
 * Times as a person types them into a URL: `24h`, `7d`, `2026-11-24` or `2026-11-24T10:00:00Z`.
 */
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../core/time.ts";

const UNITS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };

const RELATIVE = /^(\d{1,5})([mhdw])$/;
const ABSOLUTE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export const MOMENT_FORM =
  "a span back from now such as 90m, 24h, 7d or 2w, or ISO 8601 with a zone such as 2026-11-24T10:00:00Z";

/**
 * @param now - where a relative time counts back from
 * @returns undefined when the text is neither form; a date alone is its first moment in UTC, and a relative time the
 * start of that minute, so that the same question has the same answer, and ETag, for a while
 */
export function parseMoment(text: string, now: EpochMs): EpochMs | undefined {
  const relative = RELATIVE.exec(text);
  if (relative !== null) return floorTo(MINUTE_MS, now - Number(relative[1]) * (UNITS[relative[2] ?? ""] ?? 0));
  // In a URL, a `+` that was not escaped arrives as a space: `T10:00:00 02:00` can only have meant a zone.
  const absolute = text.replace(/ (?=\d{2}:\d{2}$)/, "+");
  if (!ABSOLUTE.test(absolute)) return undefined;
  const at = Date.parse(absolute);
  if (Number.isNaN(at)) return undefined;
  // The engine rolls 30 February over to March; a person who wrote it made a mistake.
  return isRealDate(absolute.slice(0, 10)) ? at : undefined;
}

/** The start of the minute, day, … that holds the time, in UTC. */
export function floorTo(unitMs: number, at: EpochMs): EpochMs {
  return Math.floor(at / unitMs) * unitMs;
}

function isRealDate(date: string): boolean {
  const midnight = Date.parse(date);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
}

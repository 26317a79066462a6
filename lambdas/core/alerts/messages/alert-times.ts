/**
 * Times as alerts write them: UTC first, because desks of several countries talk to each other, then the desk's own
 * zone, because its people look at a clock on the wall.
 */
import type { EpochMs } from "../../time.ts";

// The last moment of the year 9999: RFC 3339 has four digits for a year.
const LATEST: EpochMs = 253_402_300_799_999;

/** RFC 3339 in UTC; times that no calendar of ours can write become the nearest that one can, 1970 to 9999. */
export function isoTime(at: EpochMs): string {
  return new Date(within(at)).toISOString();
}

/**
 * `15 May 2023, 14:05 UTC (16:05 Lubumbashi)`; the day is repeated when it differs in the desk's zone.
 * @param timeZone - IANA name; an unknown one leaves UTC alone
 */
export function readableTime(at: EpochMs, timeZone: string): string {
  const utc = partsOf(at, "UTC");
  if (utc === undefined) return isoTime(at);
  const local = timeZone === "UTC" ? undefined : partsOf(at, timeZone);
  const utcText = `${utc.day}, ${utc.time} UTC`;
  if (local === undefined) return utcText;
  const zone = timeZone.slice(timeZone.lastIndexOf("/") + 1).replaceAll("_", " ");
  return `${utcText} (${local.day === utc.day ? "" : `${local.day}, `}${local.time} ${zone})`;
}

/** `14:05`, in UTC. */
export function utcTimeOfDay(at: EpochMs): string {
  return isoTime(at).slice(11, 16);
}

function within(at: EpochMs): EpochMs {
  return Number.isFinite(at) ? Math.min(Math.max(at, 0), LATEST) : 0;
}

function partsOf(at: EpochMs, timeZone: string): { readonly day: string; readonly time: string } | undefined {
  const format = formatIn(timeZone);
  if (format === undefined) return undefined;
  const parts = new Map(format.formatToParts(within(at)).map((part) => [part.type, part.value]));
  return {
    day: `${parts.get("day")} ${parts.get("month")} ${parts.get("year")}`,
    time: `${parts.get("hour")}:${parts.get("minute")}`,
  };
}

function formatIn(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  } catch {
    return undefined;
  }
}

/**
 * Whether an alert waits for a digest, by the desk's profile: the quiet ones where the desk reads a digest, all but the
 * critical ones while it sleeps. The moment that this computes names the digest's window, so it follows from the
 * profile and the time alone.
 */
import type { Desk } from "../desk.ts";
import { type Severity, severityRank } from "../rules/severity.ts";
import type { EpochMs } from "../time.ts";
import { minuteOfDay, nextHour, nextMinuteOfDay, parseMinuteOfDay, wallTime } from "./wall-clock.ts";

/** What of the desk's settings says when it wants to hear. */
export type DeskProfile = Pick<Desk, "timeZone" | "quietHours" | "digest">;

/** An alert that waits. */
export interface Hold {
  /** when its digest is sent; digests of one moment are one */
  readonly dueAt: EpochMs;
  /** a sentence for the desk */
  readonly reason: string;
}

/** @returns undefined when the alert goes out at once, as critical ones always do */
export function holdUntil(severity: Severity, at: EpochMs, desk: DeskProfile): Hold | undefined {
  if (severity === "critical") return undefined;
  const { digest, quietHours, timeZone } = desk;
  if (digest !== undefined && severityRank(severity) <= severityRank(digest.upTo)) {
    const next =
      digest.every === "hourly" ? nextHour(at, timeZone) : nextMinuteOfDay(at, parseMinuteOfDay(digest.at), timeZone);
    const dueAt = quietEnd(next, desk) ?? next;
    return { dueAt, reason: `${severity}: kept for the ${digest.every} digest of ${wallTime(dueAt, timeZone)}` };
  }
  const dueAt = quietEnd(at, desk);
  if (dueAt === undefined || quietHours === undefined) return undefined;
  const span = `${quietHours.from} to ${quietHours.to}`;
  return { dueAt, reason: `quiet hours ${span}: kept for the digest of ${wallTime(dueAt, timeZone)}` };
}

/** The end of the quiet hours that a moment falls into. @returns undefined outside of them */
function quietEnd(at: EpochMs, { quietHours, timeZone }: DeskProfile): EpochMs | undefined {
  if (quietHours === undefined) return undefined;
  const [from, to] = [parseMinuteOfDay(quietHours.from), parseMinuteOfDay(quietHours.to)];
  const minute = minuteOfDay(at, timeZone);
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  return isQuiet ? nextMinuteOfDay(at, to, timeZone) : undefined;
}

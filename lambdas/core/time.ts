/** Milliseconds since 1970-01-01T00:00:00Z, as `Date.now()` gives them. */
export type EpochMs = number;

/** Where the present comes from: core never asks the machine itself. */
export type Clock = () => EpochMs;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** `2026-11-24`, in UTC. */
export function utcDay(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `2026-11`, in UTC. */
export function utcMonth(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 7);
}

import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from "../../core/time.ts";

/** What a response says of its own freshness; values as in the headers. */
export interface FreshnessHeaders {
  readonly cacheControl?: string;
  readonly expires?: string;
  readonly date?: string;
  readonly age?: string;
}

/**
 * How long the server calls its answer fresh: no need to ask again before.
 * @param now - stands in for a missing Date
 * @returns whole minutes from now, 0 when it says nothing or forbids keeping, at most a day
 * @see https://www.rfc-editor.org/rfc/rfc9111#name-freshness
 */
export function freshMinutes(headers: FreshnessHeaders, now: EpochMs): number {
  const directives = (headers.cacheControl ?? "").toLowerCase();
  if (/\bno-(?:cache|store)\b/.test(directives)) return 0;
  const maxAge = /\bmax-age\s*=\s*"?(\d{1,10})/.exec(directives)?.[1];
  const ageMs = /^\d{1,10}$/.test(headers.age?.trim() ?? "") ? Number(headers.age) * SECOND_MS : 0;
  const lifetimeMs = maxAge === undefined ? expiryMs(headers, now) : Number(maxAge) * SECOND_MS;
  return Math.floor(Math.min(Math.max(0, lifetimeMs - ageMs), DAY_MS) / MINUTE_MS);
}

/** Against the server's own clock, which may be wrong by years, as ours is not. */
function expiryMs({ expires, date }: FreshnessHeaders, now: EpochMs): number {
  // "0" and "-1" mean "already expired"; only a date with a weekday is a date here.
  const expiresAt = /^[A-Za-z]{3}/.test(expires ?? "") ? Date.parse(expires ?? "") : Number.NaN;
  const sentAt = Date.parse(date ?? "");
  return Number.isNaN(expiresAt) ? 0 : expiresAt - (Number.isNaN(sentAt) ? now : sentAt);
}

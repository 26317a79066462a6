import type { EpochMs } from "../../core/time.ts";

/**
 * How long a server asks to be left alone.
 * @param value - the Retry-After header: seconds, or a date
 * @returns milliseconds, never negative; undefined when absent or unreadable
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function parseRetryAfter(value: string | undefined, now: EpochMs): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  // An HTTP date starts with a weekday; Date.parse alone would take "-5" for a year.
  if (!/^[A-Za-z]{3,9},? /.test(text) || text.length > 40) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

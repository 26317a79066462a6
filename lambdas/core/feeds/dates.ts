/**
 * Dates as feeds print them: RFC 822 and RFC 3339 in theory, anything in practice. The one rule: a wrong guess is worse
 * than "unknown", for a story with a wrong date is alerted when it should not be or missed when it should. So every
 * part must be understood, what can be read in two ways is not read, and an unknown zone name makes the date unknown.
 */
import type { EpochMs } from "../time.ts";
import { isFiller, monthOf } from "./date-names.ts";
import { parseExactDate } from "./exact-dates.ts";
import { parseTimeOfDay, type TimeOfDay } from "./time-of-day.ts";

/** Real dates are shorter; whole sentences are none. */
const MAX_DATE_CHARS = 100;

const FIRST_YEAR = 1970;
const LAST_YEAR = 2100;

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * @param written - as published; a date without a zone is read as UTC, as all readers do
 * @returns undefined when it is not a date, or not for certain
 */
export function parseFeedDate(written: string): EpochMs | undefined {
  if (written.length > MAX_DATE_CHARS) return undefined;
  const exact = parseExactDate(written);
  if (exact !== undefined) return exact;
  const text = simplify(written);
  if (/^\d+$/.test(text)) return parseDigits(text);
  const asian = /^(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일](.*)$/.exec(text);
  const numeric =
    asian ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)t?(.*)$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)t(.*)$/.exec(text);
  if (numeric !== null) return assemble(partsOf(numeric[1], numeric[2], numeric[3]), parseTimeOfDay(numeric[4] ?? ""));
  const ordinal = /^(\d{4})-(\d{3})(?!\d)t?(.*)$/.exec(text);
  if (ordinal !== null) return parseOrdinal(ordinal);
  const slashed = /^(?:\p{L}+ )?(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)(.*)$/u.exec(text);
  if (slashed !== null) return assemble(dayAndMonth(slashed), parseTimeOfDay(slashed[5] ?? ""));
  return parseWords(text);
}

/** Lower case, no accents, no commas, one kind of dash and space, no comment in parentheses (RFC 822, 3.1.4). */
function simplify(written: string): string {
  return written
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/(:\d\d),(?=\d)/, "$1.")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\([^()]*\)/g, " ")
    .replace(/[,;\s]+/g, " ")
    .replace(/(?<=\dt)(\d\d)(\d\d)(\d\d)?(?=[z+-]|$)/, "$1:$2:$3")
    .replace(/:(?=[z+-]|$)/, "")
    .trim();
}

/** Compact dates, and seconds or milliseconds since 1970. */
function parseDigits(digits: string): EpochMs | undefined {
  const compact = /^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?$/.exec(digits);
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = compact ?? [];
  const asDate = compact && assemble(partsOf(year, month, day), parseTimeOfDay(`${hour}:${minute}:${second}`));
  const asSeconds = digits.length === 9 || digits.length === 10 ? Number(digits) * 1_000 : undefined;
  const asMillis = digits.length === 13 ? Number(digits) : undefined;
  const readings = [asDate, asSeconds, asMillis].filter((at) => at !== undefined && at !== null);
  return readings.length === 1 ? readings[0] : undefined;
}

function parseOrdinal([, year, dayOfYear, rest]: RegExpExecArray): EpochMs | undefined {
  const days = Number(dayOfYear);
  const date = new Date(Date.UTC(Number(year), 0, days));
  if (days < 1 || date.getUTCFullYear() !== Number(year)) return undefined;
  return assemble(
    { year: Number(year), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
    parseTimeOfDay(rest ?? ""),
  );
}

/** `15/05/2023` and `5/15/2023` are certain, `05/06/2023` is not; with dots the day always comes first. */
function dayAndMonth([, first, separator, second, year]: RegExpExecArray): DateParts | undefined {
  const [a, b] = [Number(first), Number(second)];
  if (separator === "." || a > 12 || a === b) return partsOf(year, second, first);
  return b > 12 ? partsOf(year, first, second) : undefined;
}

/** A date with the month as a word, its parts in any order. */
function parseWords(text: string): EpochMs | undefined {
  // 15-May-2023, 15/May/2023:10:15, 1er, 2nd, 3º, "mai."
  const spaced = text
    .replace(/(\d)[-/](?=\p{L})/gu, "$1 ")
    .replace(/(\p{L})[-/](?=\d{2,4}(?:\D|$))/gu, (whole, letter: string, at: number) =>
      /(?:gmt|utc|ut)$/.test(text.slice(0, at + 1)) ? whole : `${letter} `,
    )
    .replace(/( \d{4}):(?=\d\d:)/, "$1 ")
    .replace(/\b(\d{1,2})(?:st|nd|rd|th|er|ere|eme|o|a|\.)(?= )/g, "$1")
    .replace(/(\p{L})\.(?= |$)/gu, "$1");
  const words = spaced.split(" ");
  let month: number | undefined;
  let isTuesday = false;
  const numbers: string[] = [];
  const rest: string[] = [];
  for (const [index, word] of words.entries()) {
    const named = monthOf(word);
    if (named !== undefined && (month === undefined || isTuesday)) {
      // "mar." is Tuesday in French, Spanish and Italian: it is March only when no other month follows.
      isTuesday = month === undefined && index === 0 && word === "mar";
      month = named;
    } else if (month !== undefined && numbers.length === 2) rest.push(word);
    else if (/^(?:\d{1,2}|\d{4})$/.test(word) && numbers.length < 2) numbers.push(word);
    // Days of the week, in whatever language: they add nothing.
    else if (index < 3 && numbers.length === 0 && month === undefined && /^\p{L}+$/u.test(word)) continue;
    else if (!isFiller(word)) rest.push(word);
  }
  if (month === undefined || numbers.length !== 2) return undefined;
  return assemble(dayAndYear(numbers, month), parseTimeOfDay(rest.join(" ")));
}

function dayAndYear([first = "", second = ""]: readonly string[], month: number): DateParts | undefined {
  if (first.length === 4 && second.length <= 2) return partsOf(first, String(month), second);
  if (first.length > 2) return undefined;
  // RFC 822 has years of two digits; the pivot is RFC 2822's own advice (4.3), moved to what feeds can mean.
  const year = second.length === 4 ? second : second.length === 2 ? `${Number(second) < 70 ? 20 : 19}${second}` : "";
  return partsOf(year, String(month), first);
}

function partsOf(year = "", month = "", day = ""): DateParts {
  return { year: Number(year), month: Number(month), day: Number(day) };
}

function assemble(date: DateParts | undefined, time: TimeOfDay | undefined): EpochMs | undefined {
  if (date === undefined || time === undefined) return undefined;
  const { year, month, day } = date;
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1)) return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  // 31 February is no day; Date would make it March.
  if (new Date(midnight).getUTCDate() !== day) return undefined;
  const at = midnight + time.timeMs - time.zoneMinutes * 60_000;
  // Zero is a clock that was never set.
  return at <= 0 ? undefined : at;
}

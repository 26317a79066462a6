/** Postings of a facet lie in month buckets, so that no partition grows for ever and old months are never touched. */
import type { Facet, Mention } from "../../core/stories/mention.ts";
import { type EpochMs, utcMonth } from "../../core/time.ts";

/** Where one posting stands. */
export interface MentionKey {
  /** `<facet>#<YYYY-MM>` */
  readonly bucket: string;
  /** first seen, padded so that the order of text is the order of time, then `#` and the story's id */
  readonly at: string;
}

/** The end of the years that have four digits. */
const END_OF_TIME = Date.UTC(10_000, 0, 1);

export function mentionKey(mention: Pick<Mention, "facet" | "firstSeenAt" | "storyId">): MentionKey {
  const { facet, firstSeenAt, storyId } = mention;
  return { bucket: mentionBucket(facet, utcMonth(firstSeenAt)), at: `${paddedTime(firstSeenAt)}#${storyId}` };
}

/** @param month - `2023-05` */
export function mentionBucket(facet: Facet, month: string): string {
  return `${facet}#${month}`;
}

/** A time as it stands in keys: 15 digits, whole milliseconds, within the years 1970 to 9999. */
export function paddedTime(at: EpochMs): string {
  return String(Math.ceil(withinTime(at))).padStart(15, "0");
}

/** Calendar months that a span of time touches, by the first and the last of them: `2023-05`. */
export interface MonthSpan {
  readonly oldest: string;
  readonly newest: string;
  readonly count: number;
}

/** @param until - exclusive @returns undefined when the span is empty */
export function monthSpan(since: EpochMs, until: EpochMs): MonthSpan | undefined {
  if (until <= since) return undefined;
  const oldest = utcMonth(withinTime(since));
  const newest = utcMonth(withinTime(until - 1));
  return { oldest, newest, count: monthNumber(newest) - monthNumber(oldest) + 1 };
}

/** Every month of the span, newest first. */
export function monthsOf({ newest, count }: MonthSpan): readonly string[] {
  const last = monthNumber(newest);
  return Array.from({ length: count }, (_, back) => monthName(last - back));
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function monthName(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
}

function withinTime(at: EpochMs): EpochMs {
  return Math.min(Math.max(at, 0), END_OF_TIME - 1);
}

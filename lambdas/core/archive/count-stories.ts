/**
 * Counts matched stories by day or hour and by what they are about. A posting names every facet of its story, so counting
 * reads postings only, never a story; the work is bounded, and a count that met the bound says since when it is whole.
 */
import type { MentionStore } from "../ports.ts";
import type { Facet } from "../stories/mention.ts";
import { meetsAll, openRarest } from "../stories/search-postings.ts";
import { DAY_MS, type EpochMs, HOUR_MS } from "../time.ts";

export const COUNT_STEPS = ["day", "hour"] as const;
export const COUNT_GROUPS = ["rule", "place", "theme", "lang", "source"] as const;

export type CountStep = (typeof COUNT_STEPS)[number];
export type CountGroup = (typeof COUNT_GROUPS)[number];

export interface CountQuestion {
  readonly by: CountStep;
  /** also apart by this; places count everything below them */
  readonly group?: CountGroup;
  readonly allOf: readonly (readonly Facet[])[];
  /** bounds of firstSeenAt: inclusive, exclusive */
  readonly since: EpochMs;
  readonly until: EpochMs;
}

export interface CountBucket {
  /** start of the day or hour, UTC */
  readonly start: EpochMs;
  readonly stories: number;
  /** stories by value, the most frequent first; a story may have several values or none */
  readonly values: readonly { readonly value: string; readonly stories: number }[];
}

export interface StoryCounts {
  /** oldest first; without those that are empty */
  readonly buckets: readonly CountBucket[];
  readonly totals: Omit<CountBucket, "start">;
  /** postings looked at */
  readonly scanned: number;
  /** the bound was met: what was seen before `wholeSince` is not counted in full */
  readonly isPartial: boolean;
  readonly wholeSince: EpochMs;
}

/** Some 15 MB of postings: about ten seconds of a function, and a fifth of a US cent. */
const MAX_POSTINGS = 20_000;
const PAGE = 200;
/** Values of a bucket that are listed; the rest is in its sum. */
const MAX_VALUES = 50;

export async function countStories(
  mentions: Pick<MentionStore, "list">,
  question: CountQuestion,
  now: EpochMs,
  maxPostings = MAX_POSTINGS,
): Promise<StoryCounts> {
  const { since, until } = question;
  const { walk, others } = await openRarest(mentions, question.allOf, { since, until, now }, PAGE);
  const stepMs = question.by === "day" ? DAY_MS : HOUR_MS;
  const tallies = new Map<EpochMs, Tally>();
  const total = newTally();
  let scanned = 0;
  let oldest = until;
  let isPartial = false;
  for (;;) {
    const mention = await walk.next();
    if (mention === undefined) break;
    if (scanned === maxPostings) {
      isPartial = true;
      break;
    }
    scanned += 1;
    oldest = mention.firstSeenAt;
    if (!meetsAll(mention.facets, others)) continue;
    const start = Math.floor(mention.firstSeenAt / stepMs) * stepMs;
    const tally = tallies.get(start) ?? newTally();
    tallies.set(start, tally);
    const values = question.group === undefined ? [] : valuesOf(mention.facets, question.group);
    for (const each of [tally, total]) add(each, values);
  }
  const buckets = [...tallies].sort(([a], [b]) => a - b).map(([start, tally]) => ({ start, ...countsOf(tally) }));
  return { buckets, totals: countsOf(total), scanned, isPartial, wholeSince: isPartial ? oldest : since };
}

interface Tally {
  stories: number;
  readonly values: Map<string, number>;
}

function newTally(): Tally {
  return { stories: 0, values: new Map() };
}

function add(tally: Tally, values: readonly string[]): void {
  tally.stories += 1;
  for (const value of values) tally.values.set(value, (tally.values.get(value) ?? 0) + 1);
}

/** @returns values of a facet kind; `fr` and `fr-CD` are one language */
export function valuesOf(facets: readonly Facet[], kind: string): string[] {
  const prefix = `${kind}#`;
  const values = facets.filter((facet) => facet.startsWith(prefix)).map((facet) => facet.slice(prefix.length));
  return kind === "lang" ? values.filter((value) => !value.includes("-")) : values;
}

function countsOf({ stories, values }: Tally): Omit<CountBucket, "start"> {
  const listed = [...values].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, MAX_VALUES);
  return { stories, values: listed.map(([value, count]) => ({ value, stories: count })) };
}

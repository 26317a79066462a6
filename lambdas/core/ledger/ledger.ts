/**
 * The books: for every UTC hour, what the feeds say became of their entries, and what the table of stories says of the
 * stories of that hour. The two are written by different hands, so where they disagree something was lost or done twice.
 */
import type { DecisionKind } from "../stories/story.ts";
import { type EpochMs, HOUR_MS } from "../time.ts";
import { type HourCounts, hourOf, sumHours } from "./hour-counts.ts";
import type { SeenStory } from "./seen-story.ts";

/** What became of the stories first seen in an hour, as the table has it. */
export interface StoryCounts {
  readonly stored: number;
  /** told + folded + silenced + backlog + digest + open + undecided */
  readonly matched: number;
  /** as new or as an update */
  readonly told: number;
  readonly folded: number;
  readonly silenced: number;
  readonly backlog: number;
  readonly digest: number;
  /** still in the outbox */
  readonly open: number;
  /** neither decided nor in the outbox: nobody would ever hear of them */
  readonly undecided: number;
}

export interface LedgerHour {
  /** its start */
  readonly hour: EpochMs;
  readonly entries: Omit<HourCounts, "hour">;
  readonly stories: StoryCounts;
}

/** A sum that does not come out. */
export interface LedgerDifference {
  readonly hour: EpochMs;
  /** a sentence with both figures */
  readonly reason: string;
}

const NO_ENTRIES: LedgerHour["entries"] = { fetched: 0, stored: 0, duplicate: 0, revised: 0, rejected: {} };

const NO_STORIES: StoryCounts = {
  stored: 0,
  matched: 0,
  told: 0,
  folded: 0,
  silenced: 0,
  backlog: 0,
  digest: 0,
  open: 0,
  undecided: 0,
};

const COLUMN: Readonly<Record<DecisionKind, Exclude<keyof StoryCounts, "stored" | "matched">>> = {
  new: "told",
  update: "told",
  folded: "folded",
  silenced: "silenced",
  backlog: "backlog",
  digest: "digest",
};

/**
 * @param counts - of all feeds, in any order
 * @returns every hour that begins in the time from `since` to before `until` and holds anything, oldest first
 */
export function buildLedger(
  counts: readonly HourCounts[],
  stories: ReadonlyMap<EpochMs, StoryCounts>,
  since: EpochMs,
  until: EpochMs,
): readonly LedgerHour[] {
  const entries = new Map(sumHours(counts).map(({ hour, ...rest }) => [hour, rest]));
  const hours = new Set([...entries.keys(), ...stories.keys()]);
  return [...hours]
    .filter((hour) => hour >= hourOf(since) && hour < until)
    .sort((a, b) => a - b)
    .map((hour) => ({
      hour,
      entries: entries.get(hour) ?? NO_ENTRIES,
      stories: stories.get(hour) ?? NO_STORIES,
    }));
}

/** Count one more story in its hour. */
export function countStory(former: StoryCounts | undefined, story: SeenStory): StoryCounts {
  const counts = former ?? NO_STORIES;
  const stored = counts.stored + 1;
  if (!story.isMatched) return { ...counts, stored };
  const column = story.isOpen ? "open" : story.decision === undefined ? "undecided" : COLUMN[story.decision];
  return { ...counts, stored, matched: counts.matched + 1, [column]: counts[column] + 1 };
}

/** Where the books do not balance. */
export function differencesIn(hours: readonly LedgerHour[]): readonly LedgerDifference[] {
  return hours.flatMap(({ hour, entries, stories }) => {
    const reasons: string[] = [];
    const sum = entries.stored + entries.duplicate + entries.revised + rejectedIn(entries);
    if (entries.fetched !== sum) reasons.push(`${entries.fetched} entries were fetched, but ${sum} accounted for`);
    if (entries.stored !== stories.stored) {
      reasons.push(`the feeds count ${entries.stored} stories stored, the table holds ${stories.stored}`);
    }
    if (stories.undecided > 0) {
      reasons.push(`${stories.undecided} matched stories are neither decided nor in the outbox`);
    }
    return reasons.map((reason) => ({ hour, reason }));
  });
}

/** Rejected entries, whatever the reason. */
export function rejectedIn({ rejected }: Pick<HourCounts, "rejected">): number {
  return Object.values(rejected).reduce((sum, count) => sum + count, 0);
}

/** The hours that can be judged: over for long enough that every retry of the queue has had its turn. */
export function judgedSpan(now: EpochMs): { readonly since: EpochMs; readonly until: EpochMs } {
  const until = hourOf(now) - SETTLED_HOURS * HOUR_MS;
  return { since: until - JUDGED_HOURS * HOUR_MS, until };
}

/** A message of the collect queue comes back five times, a quarter of an hour apart. */
const SETTLED_HOURS = 2;

/** Each hour is judged this often, so that a check that did not run costs nothing. */
const JUDGED_HOURS = 3;

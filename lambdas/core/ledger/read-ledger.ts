import type { FeedStore, StoryTimeline } from "../ports.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";
import { hourOf } from "./hour-counts.ts";
import {
  buildLedger,
  countStory,
  differencesIn,
  judgedSpan,
  type LedgerDifference,
  type LedgerHour,
  type StoryCounts,
} from "./ledger.ts";

export interface LedgerDependencies {
  readonly feeds: Pick<FeedStore, "list">;
  readonly timeline: Pick<StoryTimeline, "listSeen">;
}

/**
 * The books of a time; costs a read of each feed and of each story first seen in it.
 * @param since - its whole hour is told
 */
export async function readLedger(
  { feeds, timeline }: LedgerDependencies,
  since: EpochMs,
  until: EpochMs,
): Promise<readonly LedgerHour[]> {
  const counts = (await feeds.list()).flatMap((feed) => feed.state.hours ?? []);
  const stories = new Map<EpochMs, StoryCounts>();
  for await (const story of timeline.listSeen(hourOf(since), until)) {
    const hour = hourOf(story.firstSeenAt);
    stories.set(hour, countStory(stories.get(hour), story));
  }
  return buildLedger(counts, stories, since, until);
}

/** Check the hours that are settled by now. @returns nothing when the books balance */
export async function reconcile(deps: LedgerDependencies, now: EpochMs): Promise<readonly LedgerDifference[]> {
  const { since, until } = judgedSpan(now);
  return differencesIn(await readLedger(deps, since, until));
}

/** Whether a tick of the scheduler is the one of its hour that checks the books. */
export function isLedgerMinute(at: EpochMs): boolean {
  return Math.floor((at % HOUR_MS) / MINUTE_MS) === LEDGER_MINUTE;
}

/** Off the full hour and its quarters, when everything else runs. */
const LEDGER_MINUTE = 20;

import type { CollectQueue, FeedStore } from "../ports.ts";
import { type Clock, HOUR_MS, MINUTE_MS } from "../time.ts";
import { batchFeeds } from "./batch-feeds.ts";
import { isDue } from "./poll-schedule.ts";

/** After a longer pause every feed is due anyway: the longest interval is a day. */
const MAX_CATCH_UP_MS = 24 * HOUR_MS;

export interface DispatchDependencies {
  readonly feeds: FeedStore;
  readonly queue: CollectQueue;
  /** ids of the feeds that the desk's configuration names: others are kept but not polled */
  readonly configuredIds: ReadonlySet<string>;
  readonly now: Clock;
}

export interface DispatchReport {
  readonly due: number;
  readonly batches: number;
}

/**
 * Send the feeds whose slot fell into the time since the last run: a lost tick loses no slot. The watermark moves only
 * after the queue took them, so a crash between the two polls a feed twice rather than never.
 */
export async function dispatchDue(deps: DispatchDependencies): Promise<DispatchReport> {
  const now = deps.now();
  const watermark = (await deps.feeds.getWatermark()) ?? now - MINUTE_MS;
  const since = Math.max(watermark, now - MAX_CATCH_UP_MS);
  const roster = await deps.feeds.listRoster();
  const due = roster.filter((entry) => deps.configuredIds.has(entry.id) && isDue(entry, since, now));
  const batches = batchFeeds(due);
  await deps.queue.sendAll(batches);
  if (now > watermark) await deps.feeds.setWatermark(now);
  return { due: due.length, batches: batches.length };
}

/** Send every configured feed that is not gone, whatever its schedule; the watermark stays. */
export async function dispatchAll(deps: DispatchDependencies): Promise<DispatchReport> {
  const roster = await deps.feeds.listRoster();
  const due = roster.filter((entry) => deps.configuredIds.has(entry.id) && !entry.schedule.isGone);
  const batches = batchFeeds(due);
  await deps.queue.sendAll(batches);
  return { due: due.length, batches: batches.length };
}

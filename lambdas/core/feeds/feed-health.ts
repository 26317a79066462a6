/**
 * How a feed is doing, because feeds die quietly: a server that is gone says so, one that serves the same page for ever
 * does not. Pure: the same feed and moment give the same state, for the API, the command and the collector alike.
 */
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";
import type { Feed, FeedState } from "./feed.ts";
import { nextSlot } from "./poll-schedule.ts";

/**
 * `waiting` before the first poll · `healthy` · `late` the last good poll is overdue · `silent` answers well, but has had
 * nothing new for far longer than it used to · `failing` three failures in a row · `gone` the server said so.
 */
export const FEED_HEALTHS = ["waiting", "healthy", "late", "silent", "failing", "gone"] as const;

export type FeedHealth = (typeof FEED_HEALTHS)[number];

/** Fewer failures in a row are weather. */
const FAILING_AFTER = 3;

/** A quiet feed's last good poll is written now and then only; the collector's longest silence is six hours. */
const HEARTBEAT_MS = 6 * HOUR_MS;

/** Until a feed has shown how often it brings something new. */
const UNKNOWN_QUIET_MS = 14 * DAY_MS;
/** Weekends and holidays are no silence. */
const MIN_QUIET_MS = 2 * DAY_MS;
const MAX_QUIET_MS = 90 * DAY_MS;
/** Twice as long as it has ever been of late. */
const QUIET_FACTOR = 2;
/** A long pause counts half after this time, so that a feed's norm follows its habits. */
const QUIET_HALF_LIFE_MS = 14 * DAY_MS;

type Judged = Pick<Feed, "schedule" | "state">;

export function feedHealth({ schedule, state }: Judged, now: EpochMs): FeedHealth {
  if (schedule.isGone) return "gone";
  if (state.failures >= FAILING_AFTER) return "failing";
  if (state.lastGoodAt === undefined) return state.failures > 0 ? "late" : "waiting";
  const dueBy = state.lastGoodAt + HEARTBEAT_MS + 2 * schedule.intervalMinutes * MINUTE_MS + skippedMs(schedule);
  if (now > dueBy) return "late";
  const newsAt = state.lastNewAt ?? state.firstGoodAt ?? now;
  return now - newsAt > quietLimitMs(state) ? "silent" : "healthy";
}

/** A feed whose publisher wants none at some times may go without a poll for a day. */
function skippedMs({ skips }: Feed["schedule"]): number {
  return skips === undefined ? 0 : DAY_MS;
}

/** A batch of feeds may wait its turn this long; dispatch runs every minute. */
const DISPATCH_GRACE_MS = 10 * MINUTE_MS;

/**
 * Health as it is shown: a feed is late, too, when its slot has passed and dispatch, which covers every slot, has not come
 * to it. So a dispatcher that stands still shows within minutes of the first missed poll, not at the next heartbeat.
 * @param dispatchedAt - the last minute that dispatch covered; absent when it never ran
 */
export function shownHealth(feed: Feed, dispatchedAt: EpochMs | undefined, now: EpochMs): FeedHealth {
  const health = feedHealth(feed, now);
  if (dispatchedAt === undefined || (health !== "healthy" && health !== "silent")) return health;
  return nextSlot(feed, dispatchedAt) + DISPATCH_GRACE_MS < now ? "late" : health;
}

/** When the feed, bringing nothing new, will count as silent. @returns undefined before the first good poll */
export function silentAfter({ lastNewAt, firstGoodAt, longestQuietMs }: FeedState): EpochMs | undefined {
  const newsAt = lastNewAt ?? firstGoodAt;
  return newsAt === undefined ? undefined : newsAt + quietLimitMs({ longestQuietMs });
}

/** How long the feed may bring nothing new before it counts as silent: by its own norm. */
export function quietLimitMs({ longestQuietMs }: Pick<FeedState, "longestQuietMs">): number {
  if (longestQuietMs === undefined) return UNKNOWN_QUIET_MS;
  return Math.min(Math.max(MIN_QUIET_MS, QUIET_FACTOR * longestQuietMs), MAX_QUIET_MS);
}

/**
 * The norm after news: the longest pause of late.
 * @returns undefined for the first news, which says nothing of a pause
 */
export function quietAfterNews(
  state: Pick<FeedState, "lastNewAt" | "longestQuietMs">,
  now: EpochMs,
): number | undefined {
  if (state.lastNewAt === undefined) return state.longestQuietMs;
  const pauseMs = Math.max(0, now - state.lastNewAt);
  const fadedMs = (state.longestQuietMs ?? 0) * 0.5 ** (pauseMs / QUIET_HALF_LIFE_MS);
  return Math.round(Math.max(pauseMs, fadedMs));
}

/** A feed's health before and after a poll. */
export interface HealthChange {
  readonly from: FeedHealth;
  readonly to: FeedHealth;
  /** whether the desk should look */
  readonly isWorse: boolean;
}

/** @returns undefined when nothing has changed but for the better from nothing at all */
export function healthChange(from: FeedHealth, to: FeedHealth): HealthChange | undefined {
  if (from === to || (from === "waiting" && to === "healthy")) return undefined;
  return { from, to, isWorse: FEED_HEALTHS.indexOf(to) > Math.max(1, FEED_HEALTHS.indexOf(from)) };
}

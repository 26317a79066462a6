import type { FeedSchedule } from "../../core/feeds/feed.ts";

const DEFAULT_INTERVAL_MINUTES = 15;

export interface FeedStoreOptions {
  /** of a newly registered feed; the desk's `pollMinutes` @default 15 */
  readonly intervalMinutes?: number;
}

/** The schedule that a feed starts with, until polling has taught us a better one. */
export function firstSchedule({ intervalMinutes = DEFAULT_INTERVAL_MINUTES }: FeedStoreOptions): FeedSchedule {
  return { intervalMinutes, isGone: false };
}

/**
 * When a feed is polled. Dispatch asks once a minute which feeds are due since the minute it covered last, so a tick
 * that was lost loses no poll; after a poll the collector asks for the next schedule. Both are pure: the phase and the
 * jitter come from a hash of the feed's id, so that a thousand feeds spread over the interval, always in the same way.
 */
import { createHash } from "node:crypto";
import { POLL_INTERVALS } from "../desk.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../time.ts";
import type { FeedSchedule, FeedState, RosterEntry } from "./feed.ts";
import { freeSlot, type SlotGrid } from "./free-slot.ts";
import { areSameSkips, type SkippedTimes, skippedStretch } from "./skipped-times.ts";

/** Never longer between two polls, whatever a server asks or however often it fails: a feed is not given up unheard. */
export const MAX_DELAY_MS = DAY_MS;

/** A back-off lasts up to this share longer than its plain value: failing feeds must not come back all at once. */
const JITTER_SHARE = 0.1;

/** How a poll went. */
export type PollResult =
  | { readonly kind: "not-modified" }
  | {
      readonly kind: "fetched";
      /** whether anything was stored or revised */
      readonly hasNews: boolean;
      /** publisher's hint in minutes, 0 when absent: the longest of what the document and HTTP say */
      readonly ttlMinutes: number;
      /** when the publisher wants no polls; absent for never */
      readonly skips?: SkippedTimes;
      /** of the document's entries, those met for the first time: 0 to 1; absent when unknown */
      readonly newShare?: number;
    }
  | {
      readonly kind: "failed";
      /** as in FetchOutcome */
      readonly reason: string;
      readonly httpStatus?: number;
      readonly retryAfterMs?: number;
      /** failures in a row, this one included: at least 1 */
      readonly failures: number;
    };

type Fetched = Extract<PollResult, { kind: "fetched" }>;
type Failed = Extract<PollResult, { kind: "failed" }>;

/** A feed as it was before the poll. */
export interface PolledFeed {
  readonly id: string;
  readonly schedule: FeedSchedule;
  readonly state: Pick<FeedState, "firstGoodAt" | "lastNewAt">;
}

/**
 * Whether any of the feed's slots lies in the window: a feed is due once, however many slots a long window holds.
 * @param fromExclusive - the last moment that was covered
 * @param toInclusive - now
 */
export function isDue(entry: RosterEntry, fromExclusive: EpochMs, toInclusive: EpochMs): boolean {
  return nextSlot(entry, fromExclusive) <= toInclusive;
}

/**
 * The first slot after `after`, a whole minute. Slots come every `intervalMinutes` from the feed's phase on; while a
 * `notBefore` stands, none before it, and the minute at which it ends is one. A slot in a time that the publisher wants
 * skipped is put off to its end, but never by so much that a day passes without one.
 * @returns Infinity for a feed that is gone
 */
export function nextSlot(entry: RosterEntry, after: EpochMs): EpochMs {
  if (entry.schedule.isGone) return Number.POSITIVE_INFINITY;
  const firstMinute = Math.floor(after / MINUTE_MS) + 1;
  const heldUntil = Math.ceil((entry.schedule.notBefore ?? 0) / MINUTE_MS);
  // The end of a hold is a slot of its own: a wish for ten minutes must not become six hours.
  if (heldUntil >= firstMinute) return heldUntil * MINUTE_MS;
  const grid = slotGrid(entry);
  return entry.schedule.skips === undefined ? grid.next(after) : freeSlot(grid, entry.schedule.skips, after);
}

function slotGrid({ id, schedule }: RosterEntry): SlotGrid {
  const interval = Math.max(1, Math.round(schedule.intervalMinutes));
  const phase = hashNumber(id) % interval;
  return {
    intervalMs: interval * MINUTE_MS,
    next: (after) => {
      const firstMinute = Math.floor(after / MINUTE_MS) + 1;
      const past = (((firstMinute - phase) % interval) + interval) % interval;
      return (firstMinute + (past === 0 ? 0 : interval - past)) * MINUTE_MS;
    },
  };
}

/**
 * The schedule after a poll.
 * @param pollMinutes - the desk's own rate: a feed with news is polled at least that often unless its publisher objects
 * @returns the very same object when nothing changes, so that a poll without news writes nothing
 */
export function nextSchedule(feed: PolledFeed, result: PollResult, pollMinutes: number, now: EpochMs): FeedSchedule {
  const former = feed.schedule;
  if (result.kind === "failed") return scheduleAfterFailure(feed, result, now);
  const intervalMinutes =
    result.kind === "fetched" ? intervalAfterDocument(feed, result, pollMinutes, now) : former.intervalMinutes;
  const asked = result.kind === "fetched" ? result.skips : former.skips;
  const skips = areSameSkips(asked, former.skips) ? former.skips : asked;
  const isSame = intervalMinutes === former.intervalMinutes && skips === former.skips;
  if (isSame && former.notBefore === undefined && !former.isGone) return former;
  return { intervalMinutes, isGone: false, ...keptSkips(skips) };
}

function scheduleAfterFailure(feed: PolledFeed, failed: Failed, now: EpochMs): FeedSchedule {
  const { intervalMinutes, skips } = feed.schedule;
  if (failed.httpStatus === 410) return { intervalMinutes, isGone: true, ...keptSkips(skips) };
  const delayMs = Math.max(
    backOffMs(feed.id, intervalMinutes, failed),
    // More than asked, never less: a crowd that was told to wait should not come back at once.
    withJitter(failed.retryAfterMs ?? 0, feed.id),
  );
  const plain = now + Math.min(delayMs, MAX_DELAY_MS);
  const stretch = skips === undefined ? undefined : skippedStretch(plain, skips);
  const notBefore = stretch === undefined ? plain : Math.min(stretch.to, now + MAX_DELAY_MS);
  return { intervalMinutes, notBefore, isGone: false, ...keptSkips(skips) };
}

function keptSkips(skips: SkippedTimes | undefined): Pick<FeedSchedule, "skips"> {
  return skips === undefined ? {} : { skips };
}

/** The interval doubles with every failure, more slowly where the fault is likely to pass by itself. */
function backOffMs(id: string, intervalMinutes: number, failed: Failed): number {
  return withJitter(intervalMinutes * MINUTE_MS * 2 ** (failed.failures * failureWeight(failed)), id);
}

/** A name that does not resolve or a server in trouble is mostly brief; a refusal is meant. */
function failureWeight(failed: Failed): number {
  if (failed.reason === "dns") return 0.25;
  const status = failed.httpStatus ?? 0;
  return status >= 400 && status < 500 ? 1 : 0.5;
}

function withJitter(delayMs: number, id: string): number {
  // The share depends on the feed alone, so delays still grow with every failure.
  return Math.round(delayMs * (1 + (JITTER_SHARE * (hashNumber(id) % 1_000)) / 1_000));
}

/** The tier that the feed's habits ask for, or the publisher's wish where that is longer. */
function intervalAfterDocument(feed: PolledFeed, result: Fetched, pollMinutes: number, now: EpochMs): number {
  const tier = tierFor(feed, result, pollMinutes, now);
  const asked = Math.min(Math.ceil(result.ttlMinutes), MAX_DELAY_MS / MINUTE_MS);
  return asked <= tier ? tier : (POLL_INTERVALS.find((candidate) => candidate >= asked) ?? asked);
}

function tierFor(feed: PolledFeed, result: Fetched, pollMinutes: number, now: EpochMs): number {
  const { firstGoodAt, lastNewAt } = feed.state;
  // All of a new feed's entries are new; that tells nothing of its habits.
  if (firstGoodAt === undefined) return pollMinutes;
  const fastest = Math.min(feed.schedule.intervalMinutes, pollMinutes);
  // With half a document new, the next one may come too late for some entries.
  if ((result.newShare ?? 0) >= 0.5) return fasterTier(fastest);
  if (result.hasNews) return pollMinutes;
  const quietDays = (now - (lastNewAt ?? firstGoodAt)) / DAY_MS;
  if (quietDays > 60) return Math.max(pollMinutes, 360);
  if (quietDays > 30) return Math.max(pollMinutes, 180);
  if (quietDays > 7) return Math.max(pollMinutes, 60);
  if (quietDays > 2) return Math.max(pollMinutes, 30);
  return fastest;
}

function fasterTier(minutes: number): number {
  return POLL_INTERVALS.findLast((tier) => tier < minutes) ?? POLL_INTERVALS[0];
}

/** 32 bits of SHA-256: even over ids, and the same on every machine. */
function hashNumber(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0);
}

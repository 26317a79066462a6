/**
 * One poll of one feed: fetch, read, store what is new, and only then advance the feed's state. A poll that finds
 * nothing writes nothing, save for a heartbeat; a crash anywhere is repaired by polling again.
 */
import { messageOf } from "../errors.ts";
import type { Entry } from "../feeds/entry.ts";
import { addTally, EMPTY_TALLY, type EntryTally, type Feed, type FeedState, type Validators } from "../feeds/feed.ts";
import { FeedError } from "../feeds/feed-error.ts";
import { nextSchedule, type PollResult } from "../feeds/poll-schedule.ts";
import { readFeed } from "../feeds/read-feed.ts";
import { siftEntries } from "../feeds/sift-entries.ts";
import { addHours, countOf, type HourCounts } from "../ledger/hour-counts.ts";
import type { FeedFetcher, FeedStore, FetchOutcome } from "../ports.ts";
import { sha256Hex } from "../text/sha256.ts";
import { type Clock, type EpochMs, HOUR_MS } from "../time.ts";
import { type CollectEntryDependencies, collectEntry } from "./collect-entry.ts";
import type { StoryId } from "./story.ts";

/** A quiet feed's last good poll is written this often at most, so that its health shows without costing. */
const HEARTBEAT_MS = 6 * HOUR_MS;

export interface CollectDependencies extends Omit<CollectEntryDependencies, "now"> {
  readonly feeds: FeedStore;
  readonly fetcher: FeedFetcher;
  readonly pollMinutes: number;
  readonly now: Clock;
}

/** What one poll came to. */
export interface FeedOutcome {
  readonly feedId: string;
  readonly url: string;
  readonly status: "fetched" | "not-modified" | "failed";
  /** for people; set when the poll failed */
  readonly reason?: string;
  readonly tally: EntryTally;
  /** matched stories that were stored or revised */
  readonly matched: readonly StoryId[];
}

type Fetched = Extract<FetchOutcome, { kind: "fetched" }>;

/** @throws only what a store throws: nothing that a feed does */
export async function collectFeed(feed: Feed, deps: CollectDependencies): Promise<FeedOutcome> {
  const now = deps.now();
  const outcome = await deps.fetcher.fetch({ url: feed.url, validators: feed.state.validators });
  switch (outcome.kind) {
    case "failed":
      return recordFailure(feed, outcome, deps, now);
    case "not-modified":
      return recordQuiet(feed, outcome.validators, deps, now);
    case "fetched":
      return collectDocument(feed, outcome, deps, now);
  }
}

async function collectDocument(
  feed: Feed,
  fetched: Fetched,
  deps: CollectDependencies,
  now: EpochMs,
): Promise<FeedOutcome> {
  const bodyHash = sha256Hex(fetched.bytes);
  if (bodyHash === feed.state.bodyHash) return recordQuiet(feed, fetched.validators, deps, now);

  let document: ReturnType<typeof readFeed>;
  try {
    document = readFeed(fetched.bytes, { contentType: fetched.contentType, url: fetched.finalUrl, now });
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return recordFailure(feed, { kind: "failed", reason: error.code, detail: messageOf(error) }, deps, now);
  }

  const entries = await collectEntries(document.entries, feed, deps, now);
  const tally = { ...entries.tally, rejected: document.rejected.length };
  const counted = { ...tally, fetched: tally.fetched + tally.rejected };
  const hasNews = counted.stored + counted.revised > 0;
  const newShare = counted.fetched === 0 ? 0 : counted.stored / counted.fetched;
  await saveIfChanged(
    feed,
    { kind: "fetched", hasNews, ttlMinutes: Math.max(document.ttlMinutes, fetched.freshMinutes ?? 0), newShare },
    deps,
    now,
    {
      ...feed.state,
      validators: fetched.validators,
      bodyHash,
      seen: entries.seen,
      lastNewAt: hasNews ? now : feed.state.lastNewAt,
      tally: addTally(feed.state.tally, counted),
      hours: addHours(feed.state.hours, [
        ...entries.counts,
        ...document.rejected.map(({ reason }) => countOf("rejected", now, reason)),
      ]),
    },
  );
  return { feedId: feed.id, url: feed.url, status: "fetched", tally: counted, matched: entries.matched };
}

interface CollectedEntries {
  readonly tally: EntryTally;
  /** one of each entry */
  readonly counts: readonly HourCounts[];
  readonly seen: Uint8Array;
  readonly matched: readonly StoryId[];
}

async function collectEntries(
  entries: readonly Entry[],
  feed: Feed,
  deps: CollectDependencies,
  now: EpochMs,
): Promise<CollectedEntries> {
  const tally = { stored: 0, duplicate: 0, revised: 0 };
  const counts: HourCounts[] = [];
  const matched: StoryId[] = [];
  const sifted = siftEntries(entries, feed.state.seen);
  // Publishers put the newest first; the oldest is stored first, so that an event starts with its first story.
  for (const entry of sifted.entries.toReversed()) {
    const outcome = await collectEntry(entry, feed, { ...deps, now });
    tally[outcome.kind] += 1;
    // A story that was stored before a crash belongs to the hour in which it was.
    counts.push(countOf(outcome.kind, outcome.kind === "stored" ? outcome.storedAt : now));
    if (outcome.kind !== "duplicate" && outcome.isMatched) matched.push(outcome.storyId);
  }
  return { tally: { ...tally, fetched: entries.length, rejected: 0 }, counts, seen: sifted.seen, matched };
}

async function recordQuiet(
  feed: Feed,
  validators: Validators,
  deps: CollectDependencies,
  now: EpochMs,
): Promise<FeedOutcome> {
  await saveIfChanged(feed, { kind: "not-modified" }, deps, now, { ...feed.state, validators });
  return { feedId: feed.id, url: feed.url, status: "not-modified", tally: EMPTY_TALLY, matched: [] };
}

async function recordFailure(
  feed: Feed,
  failure: Extract<FetchOutcome, { kind: "failed" }>,
  deps: CollectDependencies,
  now: EpochMs,
): Promise<FeedOutcome> {
  const failures = feed.state.failures + 1;
  const schedule = nextSchedule(feed, { ...failure, failures }, deps.pollMinutes, now);
  const lastError = { at: now, reason: `${failure.reason}: ${failure.detail}` };
  await deps.feeds.saveState(feed.id, schedule, { ...feed.state, failures, lastError });
  return {
    feedId: feed.id,
    url: feed.url,
    status: "failed",
    reason: lastError.reason,
    tally: EMPTY_TALLY,
    matched: [],
  };
}

async function saveIfChanged(
  feed: Feed,
  result: PollResult,
  deps: CollectDependencies,
  now: EpochMs,
  state: FeedState,
): Promise<void> {
  const schedule = nextSchedule(feed, result, deps.pollMinutes, now);
  const isWorthWriting =
    state.seen !== feed.state.seen ||
    state.validators.etag !== feed.state.validators.etag ||
    state.validators.lastModified !== feed.state.validators.lastModified ||
    feed.state.failures > 0 ||
    feed.state.firstGoodAt === undefined ||
    schedule.intervalMinutes !== feed.schedule.intervalMinutes ||
    schedule.notBefore !== feed.schedule.notBefore ||
    now - (feed.state.lastGoodAt ?? 0) >= HEARTBEAT_MS;
  if (!isWorthWriting) return;
  const firstGoodAt = feed.state.firstGoodAt ?? now;
  await deps.feeds.saveState(feed.id, schedule, {
    ...state,
    failures: 0,
    lastError: feed.state.failures > 0 ? undefined : feed.state.lastError,
    firstGoodAt,
    lastGoodAt: now,
  });
}

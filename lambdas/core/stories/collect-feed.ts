/**
 * One poll of one feed: fetch, read, store what is new, and only then advance the feed's state. A poll that finds
 * nothing writes nothing, save for a heartbeat; a crash anywhere is repaired by polling again.
 */
import { messageOf } from "../errors.ts";
import { afterDocument, afterNotModified, validatorsToSend } from "../feeds/conditional-request.ts";
import type { Entry } from "../feeds/entry.ts";
import {
  addTally,
  EMPTY_TALLY,
  type EntryTally,
  type Feed,
  type FeedSchedule,
  type FeedState,
  type Validators,
} from "../feeds/feed.ts";
import { FeedError } from "../feeds/feed-error.ts";
import { feedHealth, type HealthChange, healthChange, quietAfterNews } from "../feeds/feed-health.ts";
import { addressOf, afterGoodPoll, isMoveRevoked } from "../feeds/moved-feed.ts";
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
  /** set when the feed's health is another than after the poll before */
  readonly healthChange?: HealthChange;
}

type Fetched = Extract<FetchOutcome, { kind: "fetched" }>;

/** @throws only what a store throws: nothing that a feed does */
export async function collectFeed(feed: Feed, deps: CollectDependencies): Promise<FeedOutcome> {
  const now = deps.now();
  const sent = validatorsToSend(feed.id, feed.state, now);
  const outcome = await deps.fetcher.fetch({ url: addressOf(feed), validators: sent });
  switch (outcome.kind) {
    case "failed":
      return recordFailure(feed, outcome, deps, now);
    case "not-modified":
      return recordQuiet(feed, outcome, afterNotModified(outcome.validators), deps, now);
    case "fetched":
      return collectDocument(feed, outcome, sent, deps, now);
  }
}

async function collectDocument(
  feed: Feed,
  fetched: Fetched,
  sent: Validators,
  deps: CollectDependencies,
  now: EpochMs,
): Promise<FeedOutcome> {
  const bodyHash = sha256Hex(fetched.bytes);
  const isSame = bodyHash === feed.state.bodyHash;
  const conditional = afterDocument(feed.state, sent, fetched.validators, isSame);
  if (isSame) return recordQuiet(feed, fetched, conditional, deps, now);

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
  const change = await saveIfChanged(
    feed,
    {
      kind: "fetched",
      hasNews,
      ttlMinutes: Math.max(document.ttlMinutes, fetched.freshMinutes ?? 0),
      newShare,
      ...(document.skips === undefined ? {} : { skips: document.skips }),
    },
    deps,
    now,
    {
      ...feed.state,
      ...conditional,
      ...afterGoodPoll(feed, fetched.permanentUrl, now),
      bodyHash,
      seen: entries.seen,
      lastNewAt: hasNews ? now : feed.state.lastNewAt,
      longestQuietMs: hasNews ? quietAfterNews(feed.state, now) : feed.state.longestQuietMs,
      tally: addTally(feed.state.tally, counted),
      hours: addHours(feed.state.hours, [
        ...entries.counts,
        ...document.rejected.map(({ reason }) => countOf("rejected", now, reason)),
      ]),
    },
  );
  return { feedId: feed.id, url: feed.url, status: "fetched", tally: counted, matched: entries.matched, ...change };
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
  { permanentUrl }: Pick<Fetched, "permanentUrl">,
  conditional: Pick<FeedState, "validators" | "ignoredValidators">,
  deps: CollectDependencies,
  now: EpochMs,
): Promise<FeedOutcome> {
  const state = { ...feed.state, ...conditional, ...afterGoodPoll(feed, permanentUrl, now) };
  const change = await saveIfChanged(feed, { kind: "not-modified" }, deps, now, state);
  return { feedId: feed.id, url: feed.url, status: "not-modified", tally: EMPTY_TALLY, matched: [], ...change };
}

async function recordFailure(
  feed: Feed,
  failure: Extract<FetchOutcome, { kind: "failed" }>,
  deps: CollectDependencies,
  now: EpochMs,
): Promise<FeedOutcome> {
  const failures = feed.state.failures + 1;
  const isRevoked = isMoveRevoked(feed.state, failures, failure.httpStatus);
  // What is gone is the address that we took over, perhaps wrongly: the configured one is asked before that is believed.
  const judged = isRevoked ? { ...failure, httpStatus: undefined } : failure;
  const schedule = nextSchedule(feed, { ...judged, failures }, deps.pollMinutes, now);
  const lastError = { at: now, reason: `${failure.reason}: ${failure.detail}` };
  // Validators are the address's own.
  const asked = isRevoked ? { movedTo: undefined, validators: {} } : {};
  const state: FeedState = { ...feed.state, ...asked, failures, lastError };
  const { health, change } = judgeHealth(feed, schedule, state, now);
  await deps.feeds.saveState(feed.id, schedule, { ...state, health });
  return {
    feedId: feed.id,
    url: feed.url,
    status: "failed",
    reason: lastError.reason,
    tally: EMPTY_TALLY,
    matched: [],
    ...change,
  };
}

/** Health after the poll, as it is kept: absent for healthy, and held against how it was before. */
function judgeHealth(
  feed: Feed,
  schedule: FeedSchedule,
  state: FeedState,
  now: EpochMs,
): { readonly health: FeedState["health"]; readonly change: Pick<FeedOutcome, "healthChange"> } {
  const health = feedHealth({ schedule, state }, now);
  const change = healthChange(feed.state.health ?? "healthy", health);
  return {
    health: health === "healthy" ? undefined : health,
    change: change === undefined ? {} : { healthChange: change },
  };
}

/** @returns the change of health, to be told with the poll's outcome */
async function saveIfChanged(
  feed: Feed,
  result: PollResult,
  deps: CollectDependencies,
  now: EpochMs,
  state: FeedState,
): Promise<Pick<FeedOutcome, "healthChange">> {
  const schedule = nextSchedule(feed, result, deps.pollMinutes, now);
  const good: FeedState = {
    ...state,
    failures: 0,
    lastError: feed.state.failures > 0 ? undefined : feed.state.lastError,
    firstGoodAt: feed.state.firstGoodAt ?? now,
    lastGoodAt: now,
  };
  const { health, change } = judgeHealth(feed, schedule, good, now);
  const isWorthWriting =
    state.seen !== feed.state.seen ||
    state.validators.etag !== feed.state.validators.etag ||
    state.validators.lastModified !== feed.state.validators.lastModified ||
    state.ignoredValidators !== feed.state.ignoredValidators ||
    state.announcedMove !== feed.state.announcedMove ||
    state.movedTo !== feed.state.movedTo ||
    health !== feed.state.health ||
    feed.state.failures > 0 ||
    feed.state.firstGoodAt === undefined ||
    schedule.intervalMinutes !== feed.schedule.intervalMinutes ||
    schedule.notBefore !== feed.schedule.notBefore ||
    schedule.skips !== feed.schedule.skips ||
    now - (feed.state.lastGoodAt ?? 0) >= HEARTBEAT_MS;
  if (isWorthWriting) await deps.feeds.saveState(feed.id, schedule, { ...good, health });
  return change;
}

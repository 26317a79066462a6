/**
 * Everything that core asks of the outside world. Each port has a memory adapter and a real one, held to one contract
 * suite (test/adapters). All methods reject with a {@link KivuWatchError} when the service cannot be used; expected
 * outcomes are values.
 */
import type { Alert } from "./alerts/alert.ts";
import type { Digest, DigestEntry, DigestSeal } from "./alerts/digest.ts";
import type { EventKeys, EventLookup, NewsEvent } from "./alerts/event.ts";
import type { Silence } from "./alerts/silence.ts";
import type { FeedToken } from "./archive/feed-token.ts";
import type { Feed, FeedSchedule, FeedSpec, FeedState, RosterEntry, Validators } from "./feeds/feed.ts";
import type { HealthNotice } from "./feeds/health-notice.ts";
import type { HealthRecord } from "./feeds/judge-health.ts";
import type { SeenStory } from "./ledger/seen-story.ts";
import type { Rule } from "./rules/rule.ts";
import type { Facet, Mention } from "./stories/mention.ts";
import type { Decision, Story, StoryId, StoryRevision, StorySource, StoryText } from "./stories/story.ts";
import type { EpochMs } from "./time.ts";

/** One page of a longer answer. */
export interface Page<T> {
  readonly items: readonly T[];
  /** where the next page starts; absent on the last one */
  readonly next?: string;
}

/** The stories. `putIfNew` is the one write that is the truth; all else can be done again. */
export interface StoryStore {
  /** @returns false, and changes nothing, when a story of that id exists */
  putIfNew(story: Story): Promise<boolean>;
  /** @returns false when that feed is recorded already or the story is gone */
  addSource(id: StoryId, source: StorySource): Promise<boolean>;
  /**
   * Replace a story's text, keep the former one as a revision, and reopen it when it matches.
   * @returns `unchanged` when the story holds that content hash already, `missing` when there is no such story
   */
  revise(id: StoryId, text: StoryText, former: StoryRevision): Promise<"revised" | "unchanged" | "missing">;
  /** Read consistently: what was written is seen. Expired stories are not. */
  get(id: StoryId, now: EpochMs): Promise<Story | undefined>;
  /** In the order asked; missing and expired ones are left out. */
  getMany(ids: readonly StoryId[], now: EpochMs): Promise<readonly Story[]>;
  /** Ids of open stories, oldest first. May name a story that was settled a moment ago: read it before deciding. */
  listOpen(limit: number): Promise<readonly StoryId[]>;
  /**
   * Record the decision on the story and take it out of the outbox.
   * @param contentHash - of the text that was decided on
   * @returns false, and leaves the story open, when its text has changed since, or when it is not open
   */
  settle(id: StoryId, contentHash: string, decision: Decision): Promise<boolean>;
}

/** Postings of matched stories by facet. Derived: putting one again changes nothing. */
export interface MentionStore {
  putAll(mentions: readonly Mention[]): Promise<void>;
  /** Newest first; `since` inclusive, `until` exclusive; expired ones are left out. */
  list(query: MentionQuery): Promise<Page<Mention>>;
}

export interface MentionQuery {
  readonly facet: Facet;
  readonly since: EpochMs;
  readonly until: EpochMs;
  readonly now: EpochMs;
  readonly limit: number;
  /** `next` of the page before */
  readonly after?: string;
}

/** Events, and the postings by which a new story finds its event without a scan. */
export interface EventStore {
  /** Read consistently. */
  get(id: string): Promise<NewsEvent | undefined>;
  /** Read consistently, each once, in no order; missing ones are left out. */
  getMany(ids: readonly string[]): Promise<readonly NewsEvent[]>;
  /**
   * Write the event's postings, then the event: what exists can be found. Postings of an event that was not written lead
   * nowhere, or to the event of that id as it stands.
   * @param postings - keys under which it shall be found; none for one that was posted before
   * @returns false, and leaves the event as it is, when the stored version is not `event.version - 1`
   */
  put(event: NewsEvent, postings?: EventKeys): Promise<boolean>;
  /**
   * Ids of events posted under any of the keys, each once: by band, then by feature, in the order of the keys, the
   * newest first. Read consistently; of one feature at most {@link MAX_EVENTS_PER_FEATURE}.
   */
  findIds(lookup: EventLookup): Promise<readonly string[]>;
}

/** Events read under one feature. A place in the news of a flood has more in three days; the newest are the likeliest. */
export const MAX_EVENTS_PER_FEATURE = 100;

/** The registry of feeds and what polling taught about them. */
export interface FeedStore {
  /** Add a feed, or update what a desk configures of it; never touches its state. @returns true when it was new */
  register(spec: FeedSpec): Promise<boolean>;
  /** Read consistently; missing ones are left out. */
  getMany(ids: readonly string[]): Promise<readonly Feed[]>;
  /** All feeds, as dispatch needs them. */
  listRoster(): Promise<readonly RosterEntry[]>;
  /** All feeds whole, for the desk's eyes; costs a read of each. */
  list(): Promise<readonly Feed[]>;
  saveState(id: string, schedule: FeedSchedule, state: FeedState): Promise<void>;
  /** The last minute that dispatch covered. */
  getWatermark(): Promise<EpochMs | undefined>;
  setWatermark(at: EpochMs): Promise<void>;
}

/** What operators were told of the feeds' health. */
export interface HealthRecordStore {
  /** Read consistently. */
  read(): Promise<HealthRecord | undefined>;
  /** @returns false, and changes nothing, when the stored version is not `record.version - 1`; 0 when there is none */
  write(record: HealthRecord): Promise<boolean>;
}

/** Sends a notice to the operators. Resolves once the service has accepted it. */
export interface OperationsPublisher {
  publishNotice(notice: HealthNotice): Promise<void>;
}

/** A set of rules with the number that moves whenever any of them changes. */
export interface RuleSnapshot {
  /** 0 when the desk has no rules yet */
  readonly revision: number;
  /** in the order of their ids */
  readonly rules: readonly Rule[];
}

/** Rule texts with their history. */
export interface RuleStore {
  /** The number alone: one small read, for noticing a change. @returns 0 when there are no rules yet */
  getRevision(): Promise<number>;
  load(): Promise<RuleSnapshot>;
  /**
   * Bring the rules that came with the configuration in line with it: new ones are added, changed ones get a new version,
   * those it no longer names are taken out of force. A rule that somebody else wrote is theirs and stays.
   * @returns how many changed; 0, and nothing is changed, when another writer moved the rules in between
   */
  syncConfigured(rules: readonly Rule[], at: EpochMs): Promise<number>;
  /** The version in force, read consistently; one without a rule says that the rule was deleted. */
  getVersion(ruleId: string): Promise<RuleVersion | undefined>;
  /** Every version that was in force, the newest first. */
  listVersions(ruleId: string, limit: number): Promise<readonly RuleVersion[]>;
  /**
   * Put a rule in force, or take it out, as a version of its own. What somebody writes so is theirs: configuration no
   * longer changes it.
   */
  change(change: RuleChange): Promise<RuleChangeOutcome>;
}

/** One state of a rule, and who made it so. */
export interface RuleVersion {
  readonly ruleId: string;
  /** from 1, growing; not every number was in force */
  readonly version: number;
  /** absent when this version deletes the rule */
  readonly rule?: Rule;
  /** `config` for what came with the configuration */
  readonly by: string;
  readonly at: EpochMs;
}

export interface RuleChange {
  readonly ruleId: string;
  /** absent to delete it */
  readonly rule?: Rule;
  readonly by: string;
  readonly at: EpochMs;
  /** the version in force that the writer has seen; 0 for none, which a deleted one counts as, too */
  readonly expectedVersion: number;
}

export type RuleChangeOutcome =
  | { readonly kind: "changed"; readonly version: RuleVersion }
  /** somebody else was first: nothing is changed */
  | { readonly kind: "conflict"; readonly current?: RuleVersion };

/** Secret addresses of feed readers, by the hash of the secret. */
export interface FeedTokenStore {
  /** @returns false, and changes nothing, when there is one of that id */
  add(token: FeedToken): Promise<boolean>;
  /** Read consistently: what was revoked a moment ago opens nothing. */
  get(id: string): Promise<FeedToken | undefined>;
  /** Those that were revoked among them, in no order. @param limit - at most this many */
  list(limit: number): Promise<readonly FeedToken[]>;
  /** @returns it as it is now; undefined, and changes nothing, when none of that id is in force */
  revoke(id: string, by: string, at: EpochMs): Promise<FeedToken | undefined>;
}

/** All stories, matched or not, by the time at which they were first seen. Read behind the writes by a moment. */
export interface StoryTimeline {
  /** how many shards a day has: each is read by itself, so several can be read at once */
  readonly shards: number;
  /** One page of a shard, newest first; expired stories are left out, so a page may be empty and not the last. */
  readShard(query: ShardQuery): Promise<TimelinePage>;
  /**
   * As much of each story as the ledger needs, those that have expired among them; `since` inclusive, `until` exclusive,
   * in no order. Costs in proportion to the stories of that time that the caller takes.
   */
  listSeen(since: EpochMs, until: EpochMs): AsyncIterable<SeenStory>;
}

export interface ShardQuery {
  /** `2026-11-24`, UTC */
  readonly day: string;
  /** from 0 */
  readonly shard: number;
  readonly now: EpochMs;
  /** bounds of firstSeenAt: inclusive, exclusive */
  readonly since: EpochMs;
  readonly until: EpochMs;
  /** `next` of the page before */
  readonly after?: string;
}

export interface TimelinePage extends Page<Story> {
  /** what the page cost, in read units of DynamoDB */
  readonly readUnits: number;
}

/** Sends an alert to the desks. Resolves once the service has accepted it. */
export interface AlertPublisher {
  publish(alert: Alert): Promise<void>;
}

/** Sends a digest to the desks. Resolves once the service has accepted it. */
export interface DigestPublisher {
  publishDigest(digest: Digest): Promise<void>;
}

/** Silences, those in force and those of the past: none is ever deleted. */
export interface SilenceStore {
  /** @returns false, and changes nothing, when there is a silence of that id and end */
  add(silence: Silence): Promise<boolean>;
  /** Those in force at that moment, read consistently; costs nothing for those of the past. */
  listActive(now: EpochMs): Promise<readonly Silence[]>;
  /** Those that end last come first, the lifted among them. @param limit - at most this many */
  list(limit: number): Promise<readonly Silence[]>;
  /** End a silence early. @returns it as it is now; undefined, and changes nothing, when none of that id is in force */
  lift(id: string, by: string, at: EpochMs): Promise<Silence | undefined>;
}

/** A digest's window that may hold something that was not sent. */
export interface OpenWindow {
  readonly dueAt: EpochMs;
  /** tells what was held for it last, so that closing it cannot close over a later one */
  readonly mark: string;
}

/** Alerts that wait for a digest, by the moment at which it is due. */
export interface DigestStore {
  /** Keep an entry and open its window. Doing it again changes nothing but opens the window once more. */
  hold(entry: DigestEntry): Promise<void>;
  /** Oldest first, read consistently. */
  listOpen(): Promise<readonly OpenWindow[]>;
  /** All that a window ever held and what was sealed of it, in order of their keys and numbers; read consistently. */
  read(dueAt: EpochMs): Promise<{ readonly entries: readonly DigestEntry[]; readonly seals: readonly DigestSeal[] }>;
  /** @returns false, and changes nothing, when the window has a seal of that number */
  seal(seal: DigestSeal): Promise<boolean>;
  markSent(dueAt: EpochMs, number: number, at: EpochMs): Promise<void>;
  /** @returns false, and leaves it open, when something was held for it since it was listed */
  close(window: OpenWindow): Promise<boolean>;
}

/** Feeds to be polled in one invocation: all those of one registrable domain stand in the same batch. */
export interface FeedBatch {
  readonly feedIds: readonly string[];
}

export interface CollectQueue {
  sendAll(batches: readonly FeedBatch[]): Promise<void>;
}

/** Fetches one document over HTTP, safely: limits, no private addresses. Never rejects for what the other side does. */
export interface FeedFetcher {
  fetch(request: FetchRequest): Promise<FetchOutcome>;
}

export interface FetchRequest {
  readonly url: string;
  readonly validators: Validators;
}

/** What any answer may tell beside its content. */
interface AnswerHints {
  /** how long the server calls its answer fresh, in minutes */
  readonly freshMinutes?: number;
  /** where the document lives now, when every redirect on the way was permanent */
  readonly permanentUrl?: string;
}

export type FetchOutcome =
  | ({ readonly kind: "not-modified"; readonly validators: Validators } & AnswerHints)
  | (AnswerHints & {
      readonly kind: "fetched";
      readonly bytes: Uint8Array;
      readonly contentType?: string;
      readonly validators: Validators;
      /** after redirects */
      readonly finalUrl: string;
    })
  | {
      readonly kind: "failed";
      /** stable word for statistics: `dns`, `timeout`, `blocked-address`, `too-large`, `http-500`, … */
      readonly reason: string;
      /** a sentence for people */
      readonly detail: string;
      readonly httpStatus?: number;
      /** the server's wish, in milliseconds */
      readonly retryAfterMs?: number;
    };

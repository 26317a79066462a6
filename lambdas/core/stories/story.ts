import type { TimeOrigin } from "../feeds/entry.ts";
import type { EntityId } from "../gazetteer/entity.ts";
import type { Match } from "../rules/match.ts";
import type { Severity } from "../rules/severity.ts";
import type { EpochMs } from "../time.ts";

/** 32 hex digits of SHA-256 over the canonical URL, else over feed and guid, else over the text. */
export type StoryId = string;

/** Where a story was seen. The same URL in two feeds is one story with two of these. */
export interface StorySource {
  readonly feedId: string;
  /** 16 hex digits: which entry of the feed it was, so that work done twice is counted once */
  readonly entryKey: string;
  readonly source: string;
  readonly seenAt: EpochMs;
}

/** A former text of a story, kept when the publisher edited it. */
export interface StoryRevision {
  readonly replacedAt: EpochMs;
  readonly title: string;
  readonly summary: string;
}

/** What became of a matched story; every one of them ends with a decision. */
export const DECISIONS = ["new", "update", "folded", "backlog", "silenced", "digest"] as const;

export type DecisionKind = (typeof DECISIONS)[number];

export interface Decision {
  readonly kind: DecisionKind;
  /** a sentence for the desk */
  readonly reason: string;
  readonly at: EpochMs;
  /** the event that the story tells of */
  readonly eventId?: string;
  /** set when an alert was published */
  readonly alertId?: string;
}

/** The words of a story and what the rules made of them; an edit replaces all of it. */
export interface StoryText {
  readonly title: string;
  readonly summary: string;
  readonly body?: string;
  /** 16 hex digits over title, summary and body */
  readonly contentHash: string;
  readonly matches: readonly Match[];
  readonly severity?: Severity;
  /** recognised in a matched story; empty in others */
  readonly entities: readonly EntityId[];
}

/** The canonical, de-duplicated entry as stored. */
export interface Story extends StoryText {
  readonly id: StoryId;
  /** canonical address; absent when the feed gave none */
  readonly url?: string;
  readonly lang?: string;
  readonly country?: string;
  readonly tags: readonly string[];
  /** the first is the one that brought it; never empty */
  readonly sources: readonly StorySource[];
  readonly publishedAt: EpochMs;
  /** anything but `published`/`updated` means that publishedAt is firstSeenAt */
  readonly publishedOrigin: TimeOrigin;
  readonly firstSeenAt: EpochMs;
  readonly revisions: readonly StoryRevision[];
  /** a matched story whose decision is still open stands in the outbox; so does one whose text changed since */
  readonly isOpen: boolean;
  readonly decision?: Decision;
  /** deleted after this time; absent means kept for ever */
  readonly expiresAt?: EpochMs;
}

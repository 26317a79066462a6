import { canonicalUrl } from "../feeds/canonical-url.ts";
import type { Entry } from "../feeds/entry.ts";
import { contentHash, storyId } from "../feeds/entry-identity.ts";
import type { FeedSpec } from "../feeds/feed.ts";
import { highestSeverity } from "../rules/severity.ts";
import type { StoryMatcher } from "../rules/story-matcher.ts";
import { sha256Hex } from "../text/sha256.ts";
import { DAY_MS, type EpochMs } from "../time.ts";
import type { Story, StorySource, StoryText } from "./story.ts";

/** How long stories are kept, in days; `matchedDays: 0` keeps matched stories for ever. */
export interface Retention {
  readonly unmatchedDays: number;
  readonly matchedDays: number;
}

/** Hold an entry's text against the rules. */
export function readStoryText(entry: Entry, feed: FeedSpec, matcher: StoryMatcher): StoryText {
  const text = { title: entry.title, summary: entry.summary, body: entry.body };
  const matchable = {
    ...text,
    lang: entry.lang ?? feed.lang,
    country: feed.country,
    source: feed.source,
    url: entry.link,
    tags: feed.tags,
  };
  const matches = matcher.matchStory(matchable);
  const isMatched = matches.length > 0;
  return {
    ...text,
    contentHash: contentHash(text),
    matches,
    severity: isMatched ? highestSeverity(matches.map((match) => match.severity)) : undefined,
    entities: isMatched ? matcher.findEntities(matchable).map((mention) => mention.id) : [],
  };
}

/**
 * The story that a new entry becomes.
 * @param key - the entry's key within its feed
 * @param now - becomes firstSeenAt, and stands in for a published time that the feed did not give
 */
export function storyFromEntry(
  entry: Entry,
  key: string,
  feed: FeedSpec,
  matcher: StoryMatcher,
  retention: Retention,
  now: EpochMs,
): Story {
  const text = readStoryText(entry, feed, matcher);
  const isMatched = text.matches.length > 0;
  return {
    ...text,
    id: storyId(entry, feed.id),
    url: entry.link === undefined ? undefined : canonicalUrl(entry.link),
    lang: entry.lang ?? feed.lang,
    country: feed.country,
    tags: feed.tags,
    sources: [sourceOf(key, feed, now)],
    publishedAt: entry.publishedAt ?? now,
    publishedOrigin: entry.publishedOrigin,
    firstSeenAt: now,
    revisions: [],
    isOpen: isMatched,
    expiresAt: expiryOf(isMatched, retention, now),
  };
}

export function sourceOf(key: string, feed: FeedSpec, now: EpochMs): StorySource {
  return { feedId: feed.id, entryKey: keyHash(key), source: feed.source, seenAt: now };
}

/** Entry keys hold whole guids, of any length; 16 hex digits tell them apart within a feed. */
export function keyHash(key: string): string {
  return sha256Hex(key).slice(0, 16);
}

function expiryOf(isMatched: boolean, retention: Retention, now: EpochMs): EpochMs | undefined {
  if (!isMatched) return now + retention.unmatchedDays * DAY_MS;
  return retention.matchedDays === 0 ? undefined : now + retention.matchedDays * DAY_MS;
}

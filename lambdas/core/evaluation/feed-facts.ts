/**
 * A labelled story names its outlet at most; a polled one carries its feed's tags as well, and rules read them. This
 * gives the labelled one what its feed would have given it.
 */
import type { FeedSpec } from "../feeds/feed.ts";
import type { MatchableStory } from "../rules/match.ts";

/** What a feed knows of every story it brings. */
export type FeedFacts = Pick<MatchableStory, "source" | "lang" | "country" | "tags">;

/**
 * Index feeds by outlet. The source may be written as the outlet's name or as the host of its feed, in any case, with or
 * without spaces and `www.`.
 * @returns the facts of the feed, or undefined for an outlet that has none; the first of several feeds counts
 */
export function indexFeedFacts(feeds: readonly FeedSpec[]): (source: string) => FeedFacts | undefined {
  const bySource = new Map<string, FeedFacts>();
  for (const feed of feeds) {
    const facts: FeedFacts = {
      source: feed.source,
      tags: feed.tags,
      ...(feed.lang === undefined ? {} : { lang: feed.lang }),
      ...(feed.country === undefined ? {} : { country: feed.country }),
    };
    for (const name of [feed.source, feed.title, hostOf(feed.url)]) {
      const key = keyOf(name);
      if (key !== "" && !bySource.has(key)) bySource.set(key, facts);
    }
  }
  return (source) => bySource.get(keyOf(source));
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/:?#]+)/i.exec(url)?.[1] ?? "";
}

function keyOf(source: string): string {
  return source
    .toLowerCase()
    .replace(/^(https?:\/\/)?(www\.)?/, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

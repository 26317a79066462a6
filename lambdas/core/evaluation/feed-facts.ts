/**
 * A labelled story names its outlet at most; a polled one carries its feed's tags as well, and rules read them. This
 * gives the labelled one what its feed would have given it.
 */
import type { FeedSpec } from "../feeds/feed.ts";
import type { MatchableStory } from "../rules/match.ts";

/** What a feed knows of every story it brings. */
export type FeedFacts = Pick<MatchableStory, "source" | "lang" | "country" | "tags">;

/**
 * Index feeds by outlet. The source may be written as the outlet's name, the feed's title or its host, in any case, with
 * or without spaces and `www.`.
 * @returns the facts of the feed; of several feeds, only what they agree on, for the story may be from any of them;
 * undefined for an outlet that has none
 */
export function indexFeedFacts(feeds: readonly FeedSpec[]): (source: string) => FeedFacts | undefined {
  const byName = new Map<string, FeedFacts>();
  for (const feed of feeds) {
    for (const key of new Set([feed.source, feed.title, hostOf(feed.url)].map(keyOf))) {
      const known = byName.get(key);
      if (key !== "") byName.set(key, known === undefined ? feed : agreement(known, feed));
    }
  }
  return (source) => {
    const known = byName.get(keyOf(source));
    return known === undefined ? undefined : agreement(known, known);
  };
}

function agreement(a: FeedFacts, b: FeedFacts): FeedFacts {
  return {
    ...(a.source !== undefined && a.source === b.source ? { source: a.source } : {}),
    ...(a.lang !== undefined && a.lang === b.lang ? { lang: a.lang } : {}),
    ...(a.country !== undefined && a.country === b.country ? { country: a.country } : {}),
    tags: (a.tags ?? []).filter((tag) => b.tags?.includes(tag)),
  };
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

/** Whole domain values of which a test names only what matters to it. */

import type { NewsEvent } from "../../lambdas/core/alerts/event.ts";
import { profileOf } from "../../lambdas/core/alerts/event-grouping.ts";
import type { FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import type { Story } from "../../lambdas/core/stories/story.ts";

const NOON = Date.UTC(2026, 0, 2, 12);

export function story(part: Partial<Story>): Story {
  return {
    id: "0123456789abcdef0123456789abcdef",
    url: "https://courier.example/1",
    title: "M23 attacks Kibumba",
    summary: "",
    contentHash: "0011223344556677",
    matches: [],
    severity: "high",
    entities: [],
    lang: "en",
    tags: [],
    sources: [{ feedId: "f", entryKey: "k", source: "Courier", seenAt: NOON }],
    publishedAt: NOON,
    publishedOrigin: "published",
    firstSeenAt: NOON,
    revisions: [],
    isOpen: true,
    ...part,
  };
}

export function newsEvent(part: Partial<NewsEvent>): NewsEvent {
  return {
    id: "fedcba9876543210fedcba9876543210",
    createdAt: NOON,
    lastStoryAt: NOON,
    severity: "high",
    title: "M23 attacks Kibumba",
    profile: profileOf({ title: "M23 attacks Kibumba", summary: "", entities: [] }),
    stories: [],
    outlets: [],
    revision: 0,
    version: 0,
    expiresAt: NOON,
    ...part,
  };
}

export function feedSpec(part: Partial<FeedSpec> = {}): FeedSpec {
  const { id = "f1", url = "https://courier.example/feed", title = "Courier", source = "Courier", tags = [] } = part;
  return { id, url, title, source, lang: part.lang, country: part.country, tags };
}

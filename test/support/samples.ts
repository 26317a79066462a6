/** One plausible value of each kind that the ports carry; a test says only what it is about. */
import type { Alert } from "../../lambdas/core/alerts/alert.ts";
import type { NewsEvent } from "../../lambdas/core/alerts/event.ts";
import type { FeedSpec, FeedState } from "../../lambdas/core/feeds/feed.ts";
import type { Rule } from "../../lambdas/core/rules/rule.ts";
import type { Mention } from "../../lambdas/core/stories/mention.ts";
import type { Story, StorySource } from "../../lambdas/core/stories/story.ts";

/** The moment at which the tests play: the evening of the model story. */
export const NOW = Date.UTC(2023, 4, 15, 18, 30);

/** Hex digits that sort like the number. */
export function hexOf(number: number, digits = 32): string {
  return number.toString(16).padStart(digits, "0");
}

export function sampleSource(more: Partial<StorySource> = {}): StorySource {
  return { feedId: hexOf(7, 16), entryKey: hexOf(9, 16), source: "Kivu Courier", seenAt: NOW, ...more };
}

/** Open, matched, with every optional field but the decision. */
export function sampleStory(more: Partial<Story> = {}): Story {
  return {
    id: hexOf(1),
    url: "https://kivu-courier.example/articles/1",
    lang: "fr",
    country: "CD",
    tags: ["great-lakes", "drc"],
    title: "Goma : le M23 attaque Kibumba",
    summary: "Des tirs ont été entendus au nord de Goma.",
    body: "Des tirs ont été entendus lundi au nord de Goma, près de Kibumba.",
    contentHash: hexOf(0xaa, 16),
    matches: [
      {
        ruleId: "m23-front-lines",
        title: "M23 front lines",
        severity: "high",
        spans: [{ field: "title", start: 10, end: 13, text: "M23", satisfies: "@group.m23" }],
        clause: "@group.m23",
      },
    ],
    severity: "high",
    entities: ["place.goma", "group.m23"],
    sources: [sampleSource()],
    publishedAt: NOW - 60_000,
    publishedOrigin: "published",
    firstSeenAt: NOW,
    revisions: [],
    isOpen: true,
    ...more,
  };
}

export function sampleMention(more: Partial<Mention> = {}): Mention {
  return {
    facet: "place#place.goma",
    firstSeenAt: NOW,
    storyId: hexOf(1),
    severity: "high",
    facets: ["all", "place#place.goma", "rule#m23-front-lines"],
    ...more,
  };
}

/** A first version, as it is written. */
export function sampleEvent(more: Partial<NewsEvent> = {}): NewsEvent {
  return {
    id: hexOf(0xe1),
    createdAt: NOW,
    lastStoryAt: NOW,
    severity: "high",
    title: "Goma : le M23 attaque Kibumba",
    profile: {
      entities: ["place.goma", "group.m23"],
      numbers: ["23"],
      sketch: [4_294_967_295, 0, 17],
      shingles: "0a1b2",
      titleEntities: 2,
      names: ["kibumba"],
      words: ["attaq", "tirs"],
      titleActs: ["attack"],
      acts: [],
      titleThings: [],
      things: ["gunfire"],
      days: "1",
      toll: { dead: 3 },
    },
    stories: [],
    outlets: ["Kivu Courier"],
    revision: 0,
    version: 1,
    expiresAt: NOW + 86_400_000,
    ...more,
  };
}

export function sampleFeedSpec(more: Partial<FeedSpec> = {}): FeedSpec {
  return {
    id: hexOf(7, 16),
    url: "https://kivu-courier.example/feed.xml",
    title: "Kivu Courier: all news",
    source: "Kivu Courier",
    lang: "fr",
    country: "CD",
    tags: ["great-lakes"],
    ...more,
  };
}

/** Of a feed that has been polled and once failed. */
export function sampleFeedState(more: Partial<FeedState> = {}): FeedState {
  return {
    validators: { etag: 'W/"abc"', lastModified: "Mon, 15 May 2023 18:00:00 GMT" },
    bodyHash: hexOf(0xb0d1, 64),
    seen: Uint8Array.from([0, 1, 254, 255]),
    firstGoodAt: NOW - 3_600_000,
    lastGoodAt: NOW,
    lastNewAt: NOW,
    failures: 1,
    lastError: { at: NOW - 60_000, reason: "timeout" },
    tally: { fetched: 20, stored: 15, duplicate: 3, revised: 1, rejected: 1 },
    ...more,
  };
}

export function sampleRule(more: Partial<Rule> = {}): Rule {
  return {
    id: "m23-front-lines",
    title: "M23 front lines",
    severity: "high",
    query: '@group.m23 AND (Kibumba OR "Nord Kivu")',
    languages: ["fr", "en"],
    enabled: true,
    tests: { match: ["M23 takes Kibumba", { title: "M23", body: "Kibumba" }], noMatch: ["M23 motorway closed"] },
    ...more,
  };
}

export function sampleAlert(more: Partial<Alert> = {}): Alert {
  return {
    id: hexOf(0xa1),
    eventId: hexOf(0xe1),
    revision: 1,
    decision: "new",
    reason: "the first story of this event",
    severity: "high",
    storyId: hexOf(1),
    title: "Goma : le M23 attaque Kibumba",
    summary: "Des tirs ont été entendus au nord de Goma.",
    source: "Kivu Courier",
    publishedAt: NOW - 60_000,
    firstSeenAt: NOW,
    decidedAt: NOW,
    places: [{ id: "place.goma", title: "Goma", lat: -1.68, lon: 29.22 }],
    groups: [],
    people: [],
    processes: [],
    themes: [],
    matches: [],
    otherStories: [],
    ...more,
  };
}

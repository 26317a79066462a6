/** What the columns of each list are. Lists within a cell are joined by a blank and a bar. */
import type { NewsEvent } from "../../alerts/event.ts";
import type { Feed } from "../../feeds/feed.ts";
import type { Story } from "../../stories/story.ts";

type Cell = string | number | undefined;

export const STORY_COLUMNS = [
  "id", "published", "first_seen", "severity", "title", "summary", "url", "source", "lang", "country", "rules", "entities", "decision", "event",
] as const; // biome-ignore format: one line a table

export function storyRow(story: Story): Cell[] {
  return [
    story.id,
    isoTime(story.publishedAt),
    isoTime(story.firstSeenAt),
    story.severity,
    story.title,
    story.summary,
    story.url,
    join(story.sources.map(({ source }) => source)),
    story.lang,
    story.country,
    join(story.matches.map(({ ruleId }) => ruleId)),
    join(story.entities),
    story.isOpen ? "open" : story.decision?.kind,
    story.decision?.eventId,
  ];
}

export const EVENT_COLUMNS = [
  "id",
  "created",
  "last_story",
  "severity",
  "title",
  "outlets",
  "stories",
  "alerts",
  "entities",
];

export function eventRow(event: NewsEvent): Cell[] {
  return [
    event.id,
    isoTime(event.createdAt),
    isoTime(event.lastStoryAt),
    event.severity,
    event.title,
    join(event.outlets),
    event.stories.length,
    event.revision,
    join(event.profile.entities),
  ];
}

export const FEED_COLUMNS = [
  "id",
  "source",
  "title",
  "url",
  "lang",
  "country",
  "tags",
  "health",
  "last_good",
  "last_new",
  "failures",
];

/** @param health - in one word */
export function feedRow(feed: Feed, health: string): Cell[] {
  const { lastGoodAt, lastNewAt, failures } = feed.state;
  return [
    feed.id,
    feed.source,
    feed.title,
    feed.url,
    feed.lang,
    feed.country,
    join(feed.tags),
    health,
    lastGoodAt === undefined ? undefined : isoTime(lastGoodAt),
    lastNewAt === undefined ? undefined : isoTime(lastNewAt),
    failures,
  ];
}

function join(texts: readonly string[]): string {
  return texts.join(" | ");
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

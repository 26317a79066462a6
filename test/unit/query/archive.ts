/**
 * A small archive in memory for the API's tests: stories are added as the pipeline would leave them, settled and posted.
 */
import { randomBytes } from "node:crypto";
import { MemoryEventStore } from "../../../lambdas/adapters/memory/memory-event-store.ts";
import { MemoryFeedStore } from "../../../lambdas/adapters/memory/memory-feed-store.ts";
import { MemoryFeedTokenStore } from "../../../lambdas/adapters/memory/memory-feed-token-store.ts";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryRuleStore } from "../../../lambdas/adapters/memory/memory-rule-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import { eventIdFor } from "../../../lambdas/core/alerts/alert-id.ts";
import type { NewsEvent } from "../../../lambdas/core/alerts/event.ts";
import { TOKEN_BYTES } from "../../../lambdas/core/archive/feed-token.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { mentionsOf } from "../../../lambdas/core/stories/facets.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";
import { MINUTE_MS } from "../../../lambdas/core/time.ts";
import { createQuery } from "../../../lambdas/query/create-query.ts";
import { buildStory, GAZETTEER, storyIdOf } from "../stories/build-story.ts";

export const NOW = Date.UTC(2026, 10, 24, 10);

export const RULES: readonly Rule[] = [
  { id: "m23-front-lines", title: "M23 front lines", severity: "high", query: "@group.m23", enabled: true },
  { id: "great-lakes-diplomacy", title: "Diplomacy", severity: "medium", query: "@person.kagame", enabled: true },
  { id: "adf-attacks", title: "ADF attacks", severity: "critical", query: "@group.adf", enabled: true },
];

export type Archive = Awaited<ReturnType<typeof createArchive>>;

export async function createArchive() {
  const stories = new MemoryStoryStore();
  const mentions = new MemoryMentionStore();
  const events = new MemoryEventStore();
  const feeds = new MemoryFeedStore();
  const rules = new MemoryRuleStore();
  await rules.syncConfigured(RULES, NOW);
  const failures: unknown[] = [];
  const deps = {
    stories,
    timeline: stories,
    mentions,
    events,
    feeds,
    rules,
    feedTokens: new MemoryFeedTokenStore(),
    randomBytes: () => randomBytes(TOKEN_BYTES),
    gazetteer: GAZETTEER,
    now: () => NOW,
    reportFailure: (error: unknown) => failures.push(error),
  };
  const app = createQuery(deps);
  return {
    ...deps,
    app,
    failures,
    async add(story: Story): Promise<Story> {
      await stories.putIfNew(story);
      await mentions.putAll(mentionsOf(story, GAZETTEER));
      return story;
    },
    async get(path: string, headers: Record<string, string> = {}) {
      const response = await app.request(`http://desk.example${path}`, { headers });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: text === "" ? {} : JSON.parse(text) };
    },
  };
}

/** Story number `n`: seen `n` minutes ago, unless told otherwise. */
export function numbered(n: number, more: Partial<Story> = {}): Story {
  return buildStory({ id: storyIdOf(n), title: `Story ${n}`, firstSeenAt: NOW - n * MINUTE_MS, ...more });
}

/** The event that the first of the stories opened. */
export function eventOf(stories: readonly Story[], more: Partial<NewsEvent> = {}): NewsEvent {
  const first = stories[0];
  if (first === undefined) throw new Error("an event has at least one story");
  const id = eventIdFor(first.id);
  return {
    id,
    createdAt: first.publishedAt,
    lastStoryAt: first.publishedAt,
    severity: "high",
    title: first.title,
    // The API shows its entities and nothing else of it.
    profile: { entities: first.entities, sketch: [1, 2, 3] } as unknown as NewsEvent["profile"],
    stories: stories.map((story) => ({
      storyId: story.id,
      contentHash: story.contentHash,
      title: story.title,
      source: "Kivu Courier",
      publishedAt: story.publishedAt,
      decision: { kind: "new", reason: "the first story of this event", at: NOW, eventId: id },
    })),
    outlets: ["Kivu Courier"],
    revision: 1,
    version: 1,
    expiresAt: NOW + 1_000_000,
    ...more,
  };
}

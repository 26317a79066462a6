/**
 * The event that a story belongs to: its own, where it was decided on before; else the likeliest of those that its keys
 * lead to; else a new one. The work of one story is bounded, also in a flood.
 */
import type { EventStore } from "../ports.ts";
import type { Story } from "../stories/story.ts";
import { type Clock, DAY_MS } from "../time.ts";
import { eventIdFor } from "./alert-id.ts";
import type { EventProfile, NewsEvent } from "./event.ts";
import { isSameEvent, lookupsOf, MAX_CANDIDATES } from "./event-grouping.ts";
import type { Rarity } from "./rarity.ts";

/** An event's record outlives its last story by this much. */
export const EVENT_RETENTION_MS: number = 400 * DAY_MS;

/** Candidates read at once: a small machine drops connections when there are more. */
const PARALLEL_READS = 20;

export interface FindDependencies {
  readonly events: Pick<EventStore, "get" | "findIds">;
  readonly rarity: Rarity;
  readonly now: Clock;
}

/** @returns undefined when no event is known that the story tells of */
export async function findEvent(
  story: Story,
  profile: EventProfile,
  deps: FindDependencies,
): Promise<NewsEvent | undefined> {
  const own = await deps.events.get(story.decision?.eventId ?? eventIdFor(story.id));
  if (own !== undefined) return own;

  const keys = lookupsOf(profile, story.publishedAt, deps.rarity);
  const ids = (await deps.events.findIds(keys, deps.now())).slice(0, MAX_CANDIDATES);
  const telling = { profile, at: story.publishedAt, title: story.title, lang: story.lang };
  let best: { readonly event: NewsEvent; readonly score: number } | undefined;
  for (let start = 0; start < ids.length; start += PARALLEL_READS) {
    const events = await Promise.all(ids.slice(start, start + PARALLEL_READS).map((id) => deps.events.get(id)));
    for (const event of events) {
      if (event === undefined) continue;
      if (event.stories.some((each) => each.storyId === story.id)) return event;
      const { same, score } = isSameEvent(telling, event, deps.rarity);
      if (same && score > (best?.score ?? 0)) best = { event, score };
    }
  }
  return best?.event;
}

/** Before its first story is counted: version 0. */
export function startEvent(story: Story, profile: EventProfile): NewsEvent {
  return {
    id: eventIdFor(story.id),
    createdAt: story.publishedAt,
    lastStoryAt: story.publishedAt,
    severity: story.severity ?? "low",
    title: story.title,
    profile,
    stories: [],
    outlets: [],
    revision: 0,
    version: 0,
    expiresAt: story.publishedAt + EVENT_RETENTION_MS,
  };
}

/**
 * The event that a story belongs to: its own, where it was decided on before; else the likeliest of those that its keys
 * lead to; else a new one. The work of one story is bounded, also in a flood.
 */
import type { EventStore } from "../ports.ts";
import type { Story } from "../stories/story.ts";
import { DAY_MS } from "../time.ts";
import { eventIdFor } from "./alert-id.ts";
import type { EventProfile, NewsEvent } from "./event.ts";
import { isSameEvent, lookupOf, MAX_CANDIDATES } from "./event-grouping.ts";
import type { Rarity } from "./rarity.ts";

/** An event's record outlives its last story by this much. */
export const EVENT_RETENTION_MS: number = 400 * DAY_MS;

export interface FindDependencies {
  readonly events: Pick<EventStore, "getMany" | "findIds">;
  readonly rarity: Rarity;
}

/** @returns undefined when no event is known that the story tells of */
export async function findEvent(
  story: Story,
  profile: EventProfile,
  deps: FindDependencies,
): Promise<NewsEvent | undefined> {
  const ownId = story.decision?.eventId ?? eventIdFor(story.id);
  const ids = await deps.events.findIds(lookupOf(profile, story.publishedAt, deps.rarity));
  // One request answers both which event the story is in already and which others it may tell of.
  const known = await deps.events.getMany([ownId, ...ids.filter((id) => id !== ownId)].slice(0, MAX_CANDIDATES));
  const own =
    known.find(({ id }) => id === ownId) ??
    known.find((each) => each.stories.some(({ storyId }) => storyId === story.id));
  if (own !== undefined) return own;

  const telling = { profile, at: story.publishedAt, title: story.title, lang: story.lang };
  const byId = new Map(known.map((event) => [event.id, event]));
  let best: { readonly event: NewsEvent; readonly score: number } | undefined;
  // Of two events as likely the one under the better key wins, whatever the order of the answer.
  for (const event of ids.flatMap((id) => byId.get(id) ?? [])) {
    const { same, score } = isSameEvent(telling, event, deps.rarity);
    if (same && score > (best?.score ?? 0)) best = { event, score };
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

/**
 * Grouping a list of stories at once, in memory: the same decisions as the alert worker takes story by story against
 * its store, for trying rules of grouping on labelled stories and for files that a person brings.
 */
import type { EpochMs } from "../time.ts";
import { eventIdFor } from "./alert-id.ts";
import type { NewsEvent } from "./event.ts";
import { isSameEvent, lookupsOf, MAX_CANDIDATES, type ProfiledText, postingsOf, profileOf } from "./event-grouping.ts";
import type { Rarity } from "./rarity.ts";

export interface GroupableStory extends ProfiledText {
  readonly id: string;
  readonly publishedAt: EpochMs;
  /** BCP 47 */
  readonly lang?: string;
  readonly source?: string;
}

/** Groups stories one by one. */
export interface Grouper {
  /** @returns the id of the story's event */
  add(story: GroupableStory): string;
}

/** Older events are forgotten: stories come in order, and an event takes none that is far from its first. */
const MAX_EVENTS = 20_000;

/**
 * @param stories - in the order in which they came
 * @returns the event id of each story, in the same order
 */
export function groupStories(stories: readonly GroupableStory[], rarity: Rarity): readonly string[] {
  const grouper = createGrouper(rarity);
  return stories.map((story) => grouper.add(story));
}

/** Bounded memory and bounded work a story, for streams of any length. */
export function createGrouper(rarity: Rarity): Grouper {
  const events = new Map<string, { readonly event: NewsEvent; readonly keys: readonly string[] }>();
  const posted = new Map<string, Set<string>>();

  function post(event: NewsEvent): readonly string[] {
    const keys = postingsOf(event.profile, event.createdAt, rarity);
    for (const key of keys) posted.set(key, (posted.get(key) ?? new Set()).add(event.id));
    return keys;
  }

  function forgetOldest(): void {
    const [oldest] = events;
    if (oldest === undefined || events.size <= MAX_EVENTS) return;
    const [id, { keys }] = oldest;
    events.delete(id);
    for (const key of keys) {
      const ids = posted.get(key);
      ids?.delete(id);
      if (ids?.size === 0) posted.delete(key);
    }
  }

  /** The latest under each key first, as the alert worker's store gives them. */
  function candidates(profile: NewsEvent["profile"], at: EpochMs): readonly NewsEvent[] {
    const ids = new Set<string>();
    for (const key of lookupsOf(profile, at, rarity)) {
      for (const id of [...(posted.get(key) ?? [])].reverse()) {
        if (ids.size === MAX_CANDIDATES) break;
        ids.add(id);
      }
    }
    return [...ids].flatMap((id) => events.get(id)?.event ?? []);
  }

  return {
    add(story) {
      const profile = profileOf(story);
      const telling = { profile, at: story.publishedAt, title: story.title, lang: story.lang };
      let best: { readonly event: NewsEvent; readonly score: number } | undefined;
      for (const event of candidates(profile, story.publishedAt)) {
        const { same, score } = isSameEvent(telling, event, rarity);
        if (same && score > (best?.score ?? 0)) best = { event, score };
      }
      const event = best?.event ?? startEvent(story, profile);
      const keys = events.get(event.id)?.keys ?? post(event);
      events.set(event.id, { event: { ...event, lastStoryAt: Math.max(event.lastStoryAt, story.publishedAt) }, keys });
      forgetOldest();
      return event.id;
    },
  };
}

function startEvent(story: GroupableStory, profile: NewsEvent["profile"]): NewsEvent {
  const { publishedAt } = story;
  return {
    id: eventIdFor(story.id),
    createdAt: publishedAt,
    lastStoryAt: publishedAt,
    severity: "low",
    title: story.title,
    profile,
    stories: [
      {
        storyId: story.id,
        contentHash: "",
        title: story.title,
        source: story.source ?? "",
        lang: story.lang,
        publishedAt,
        decision: { kind: "new", reason: "first story of this event", at: publishedAt },
      },
    ],
    outlets: story.source === undefined ? [] : [story.source],
    revision: 0,
    version: 1,
    expiresAt: publishedAt,
  };
}

/**
 * Grouping a list of stories at once, in memory: the same decisions as the alert worker takes story by story against
 * its store, for trying rules of grouping on labelled stories and for files that a person brings.
 */

import { MAX_EVENTS_PER_FEATURE } from "../ports.ts";
import type { EpochMs } from "../time.ts";
import { eventIdFor } from "./alert-id.ts";
import type { EventKeys, EventProfile, NewsEvent } from "./event.ts";
import { isSameEvent, lookupOf, MAX_CANDIDATES, type ProfiledText, postingsOf, profileOf } from "./event-grouping.ts";
import { createPostingList, type PostingList } from "./grouping/posting-list.ts";
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
  const events = new Map<string, { readonly event: NewsEvent; readonly keys: EventKeys }>();
  const byBand = new Map<string, string>();
  const byFeature = new Map<string, PostingList>();

  function post(event: NewsEvent): EventKeys {
    const keys = postingsOf(event.profile, rarity);
    for (const key of keys.bands) byBand.set(key, event.id);
    for (const key of keys.features) {
      const list = byFeature.get(key) ?? createPostingList();
      list.add(event);
      byFeature.set(key, list);
    }
    return keys;
  }

  function forgetOldest(): void {
    const [oldest] = events;
    if (oldest === undefined || events.size <= MAX_EVENTS) return;
    const [id, { event, keys }] = oldest;
    events.delete(id);
    for (const key of keys.bands) if (byBand.get(key) === id) byBand.delete(key);
    for (const key of keys.features) {
      const list = byFeature.get(key);
      list?.remove(event);
      if (list?.size() === 0) byFeature.delete(key);
    }
  }

  /** In the order in which the alert worker's store names them. */
  function candidates(profile: EventProfile, at: EpochMs): readonly NewsEvent[] {
    const { bands, features, since, until } = lookupOf(profile, at, rarity);
    const ids = new Set(bands.flatMap((key) => byBand.get(key) ?? []));
    for (const key of features) {
      const posted = byFeature.get(key)?.find(since, until, MAX_EVENTS_PER_FEATURE) ?? [];
      for (const id of posted) ids.add(id);
    }
    return [...ids].slice(0, MAX_CANDIDATES).flatMap((id) => events.get(id)?.event ?? []);
  }

  return {
    add(story) {
      // A story that comes again is in its own event, as for the alert worker.
      const own = events.get(eventIdFor(story.id))?.event;
      if (own !== undefined) return own.id;
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

/**
 * Grouping a list of stories at once, in memory: the same decisions as the alert worker takes story by story against
 * its store, for trying rules of grouping on labelled stories and for files that a person brings.
 */
import type { EpochMs } from "../time.ts";
import { eventIdFor } from "./alert-id.ts";
import type { NewsEvent } from "./event.ts";
import { isSameEvent, lookupsOf, type ProfiledText, postingsOf, profileOf } from "./event-grouping.ts";
import type { Rarity } from "./rarity.ts";

export interface GroupableStory extends ProfiledText {
  readonly id: string;
  readonly publishedAt: EpochMs;
  /** BCP 47 */
  readonly lang?: string;
  readonly source?: string;
}

/**
 * @param stories - in the order in which they came
 * @returns the event id of each story, in the same order
 */
export function groupStories(stories: readonly GroupableStory[], rarity: Rarity): readonly string[] {
  const events = new Map<string, NewsEvent>();
  const posted = new Map<string, Set<string>>();
  return stories.map((story) => {
    const profile = profileOf(story);
    const found = findEvent(story, profile, events, posted, rarity);
    const event = found ?? startEvent(story, profile);
    events.set(event.id, { ...event, lastStoryAt: Math.max(event.lastStoryAt, story.publishedAt) });
    if (found === undefined) {
      for (const key of postingsOf(profile, story.publishedAt, rarity)) {
        posted.set(key, (posted.get(key) ?? new Set()).add(event.id));
      }
    }
    return event.id;
  });
}

function findEvent(
  story: GroupableStory,
  profile: NewsEvent["profile"],
  events: ReadonlyMap<string, NewsEvent>,
  posted: ReadonlyMap<string, ReadonlySet<string>>,
  rarity: Rarity,
): NewsEvent | undefined {
  const telling = { profile, at: story.publishedAt, title: story.title, lang: story.lang };
  const candidates = new Set(
    lookupsOf(profile, story.publishedAt, rarity).flatMap((key) => [...(posted.get(key) ?? [])]),
  );
  let best: { readonly event: NewsEvent; readonly score: number } | undefined;
  for (const id of candidates) {
    const event = events.get(id);
    if (event === undefined) continue;
    const { same, score } = isSameEvent(telling, event, rarity);
    if (same && score > (best?.score ?? 0)) best = { event, score };
  }
  return best?.event;
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

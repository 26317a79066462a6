/**
 * What every feed format can carry of a story or an event, so that Atom, RSS and JSON Feed differ in form only. Texts of
 * feeds are made safe here once; addresses that are not http(s) are left out.
 */

import type { NewsEvent } from "../../alerts/event.ts";
import { blankUnsafe, safeLine, safeUrl } from "../../alerts/messages/safe-text.ts";
import type { Story } from "../../stories/story.ts";
import type { EpochMs } from "../../time.ts";

/** A list as a feed. */
export interface FeedChannel {
  readonly title: string;
  readonly description: string;
  /** absolute address of this very document */
  readonly selfUrl: string;
  /** absolute address of the archive */
  readonly homeUrl: string;
  /** absolute address of the next page */
  readonly nextUrl?: string;
}

export interface FeedItem {
  /** `urn:kivuwatch:story:…`: the same in every format and for ever */
  readonly id: string;
  readonly url?: string;
  readonly title: string;
  readonly summary: string;
  readonly publishedAt: EpochMs;
  /** when the archive first had it, or what it says now */
  readonly updatedAt: EpochMs;
  readonly lang?: string;
  /** the outlet */
  readonly author: string;
  readonly tags: readonly string[];
}

export function feedItemOfStory(story: Story): FeedItem {
  const { matches, entities, severity } = story;
  return {
    id: `urn:kivuwatch:story:${story.id}`,
    url: safeUrl(story.url),
    title: titleOf(story.title),
    summary: blankUnsafe(story.summary, true),
    publishedAt: story.publishedAt,
    updatedAt: story.revisions.at(-1)?.replacedAt ?? Math.max(story.publishedAt, story.firstSeenAt),
    lang: story.lang,
    author: safeLine(story.sources[0]?.source ?? "") || "unknown",
    tags: [...(severity === undefined ? [] : [severity]), ...matches.map((match) => match.ruleId), ...entities],
  };
}

export function feedItemOfEvent(event: NewsEvent): FeedItem {
  const first = event.stories[0];
  const { length } = event.outlets;
  return {
    id: `urn:kivuwatch:event:${event.id}`,
    url: safeUrl(first?.url),
    title: titleOf(event.title),
    summary: `Told by ${length} outlet${length === 1 ? "" : "s"}: ${event.outlets.map(safeLine).join(", ")}.`,
    publishedAt: event.createdAt,
    updatedAt: Math.max(event.createdAt, event.lastStoryAt),
    lang: first?.lang,
    author: safeLine(first?.source ?? event.outlets[0] ?? "") || "unknown",
    tags: [event.severity, ...event.profile.entities],
  };
}

/** Atom and RSS want a title of every item. */
function titleOf(title: string): string {
  return safeLine(title) || "(no title)";
}

/** The time of the newest item, for a feed's own. @param otherwise - for an empty feed */
export function newestOf(items: readonly FeedItem[], otherwise: EpochMs): EpochMs {
  return items.reduce((newest, item) => Math.max(newest, item.updatedAt), items[0]?.updatedAt ?? otherwise);
}

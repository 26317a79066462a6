/**
 * How a story lies in its table: the story's own fields, the keys of the two indexes, and a set of feeds for
 * conditions.
 */
import type { Story, StoryId, StoryRevision } from "../../core/stories/story.ts";
import { type EpochMs, utcDay } from "../../core/time.ts";
import type { Item } from "./batch.ts";
import { expiryMs, expirySeconds } from "./expiry.ts";

/** A day's stories are spread over this many index partitions, so that a busy day does not press on one of them. */
export const TIMELINE_SHARDS = 4;

/** The one partition of the outbox: it holds what is open now, so it stays small. */
export const OUTBOX_PARTITION = "open";

/** Former texts kept on a story: the latest ones. An item may not pass 400 KB, and some outlets edit all day. */
export const MAX_REVISIONS = 20;
/** Of each former title, in UTF-16 code units. */
const MAX_REVISION_TITLE = 1_000;
/** Of each former summary, in UTF-16 code units. */
const MAX_REVISION_SUMMARY = 4_000;

/** Partition of the timeline that a story stands in: `2023-05-15#3`. @param id - 32 hex digits */
export function timelineDay(firstSeenAt: EpochMs, id: StoryId): string {
  const leading = Number.parseInt(id.slice(0, 4), 16);
  return timelinePartition(utcDay(firstSeenAt), Number.isNaN(leading) ? 0 : leading % TIMELINE_SHARDS);
}

/** @param day - `2023-05-15` @param shard - from 0 to {@link TIMELINE_SHARDS} - 1 */
export function timelinePartition(day: string, shard: number): string {
  return `${day}#${shard}`;
}

/** The latest former texts, oldest first, each cut to size. */
export function boundRevisions(revisions: readonly StoryRevision[]): readonly StoryRevision[] {
  return revisions.slice(-MAX_REVISIONS).map(({ replacedAt, title, summary }) => ({
    replacedAt,
    title: cut(title, MAX_REVISION_TITLE),
    summary: cut(summary, MAX_REVISION_SUMMARY),
  }));
}

export function toStoryItem(story: Story): Item {
  const { isOpen, expiresAt, revisions, ...rest } = story;
  return {
    ...rest,
    revisions: boundRevisions(revisions),
    sourceFeeds: new Set(story.sources.map(({ feedId }) => feedId)),
    day: timelineDay(story.firstSeenAt, story.id),
    outbox: isOpen ? OUTBOX_PARTITION : undefined,
    expiresAt: expirySeconds(expiresAt),
  };
}

export function fromStoryItem(item: Item): Story {
  const { sourceFeeds: _feeds, day: _day, outbox, expiresAt, ...rest } = item;
  // Every item of this table was written by toStoryItem and by the updates of DynamoStoryStore, field by field as in
  // Story.
  const story = rest as unknown as Omit<Story, "isOpen" | "expiresAt">;
  const expiry = expiryMs(expiresAt as number | undefined);
  return { ...story, isOpen: outbox !== undefined, ...(expiry !== undefined && { expiresAt: expiry }) };
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // A pair of surrogates is cut before, not through: half a character is not text.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) ? max - 1 : max;
  return text.slice(0, end);
}

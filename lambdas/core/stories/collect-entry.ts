/**
 * One entry in, one outcome out: every entry is stored, a duplicate, revised or rejected. Doing an entry again, after a
 * crash anywhere, finds what was done and reports the same outcome.
 */
import type { Entry } from "../feeds/entry.ts";
import type { FeedSpec } from "../feeds/feed.ts";
import type { StoryStore } from "../ports.ts";
import type { StoryMatcher } from "../rules/story-matcher.ts";
import type { EpochMs } from "../time.ts";
import type { Story, StoryId, StorySource } from "./story.ts";
import { type Retention, readStoryText, storyFromEntry } from "./story-from-entry.ts";

export type EntryOutcome =
  | { readonly kind: "stored"; readonly storyId: StoryId; readonly isMatched: boolean }
  | { readonly kind: "revised"; readonly storyId: StoryId; readonly isMatched: boolean }
  | { readonly kind: "duplicate" };

interface CollectEntryDependencies {
  readonly stories: StoryStore;
  readonly matcher: StoryMatcher;
  readonly retention: Retention;
  readonly now: EpochMs;
}

const DUPLICATE: EntryOutcome = { kind: "duplicate" };

/** Store an entry that this feed has not shown before. @param key - its key within the feed */
export async function collectNewEntry(
  entry: Entry,
  key: string,
  feed: FeedSpec,
  deps: CollectEntryDependencies,
): Promise<EntryOutcome> {
  const story = storyFromEntry(entry, key, feed, deps.matcher, deps.retention, deps.now);
  const stored: EntryOutcome = { kind: "stored", storyId: story.id, isMatched: story.isOpen };
  if (await deps.stories.putIfNew(story)) return stored;

  const existing = await deps.stories.get(story.id, deps.now);
  if (existing === undefined) return DUPLICATE; // Expired, and about to be deleted: no old story comes back as new.
  const mine = existing.sources.find((source) => source.feedId === feed.id);
  if (mine === undefined) return addSource(story.id, story.sources, deps);
  if (mine.entryKey === key) return mine === existing.sources[0] ? stored : DUPLICATE; // our own work, done again
  return reviseStory(existing, entry, feed, deps); // the publisher changed the guid, and perhaps the text
}

/** Store the new text of an entry that this feed has shown before. */
export async function collectChangedEntry(
  id: StoryId,
  entry: Entry,
  feed: FeedSpec,
  deps: CollectEntryDependencies,
): Promise<EntryOutcome> {
  const existing = await deps.stories.get(id, deps.now);
  if (existing === undefined) return DUPLICATE;
  const outcome = await reviseStory(existing, entry, feed, deps);
  if (outcome.kind === "revised" || existing.revisions.length === 0) return outcome;
  return { kind: "revised", storyId: id, isMatched: existing.isOpen }; // revised before a crash, counted now
}

async function addSource(
  id: StoryId,
  sources: readonly StorySource[],
  deps: CollectEntryDependencies,
): Promise<EntryOutcome> {
  for (const source of sources) await deps.stories.addSource(id, source);
  return DUPLICATE;
}

async function reviseStory(
  existing: Story,
  entry: Entry,
  feed: FeedSpec,
  deps: CollectEntryDependencies,
): Promise<EntryOutcome> {
  const text = readStoryText(entry, feed, deps.matcher);
  const former = { replacedAt: deps.now, title: existing.title, summary: existing.summary };
  const outcome = await deps.stories.revise(existing.id, text, former);
  if (outcome !== "revised") return DUPLICATE;
  return { kind: "revised", storyId: existing.id, isMatched: text.matches.length > 0 };
}

/**
 * One entry in, one outcome out: every entry is stored, a duplicate, revised or rejected. Doing an entry again, after a
 * crash anywhere, finds what was done and reports the same outcome.
 */
import type { Entry } from "../feeds/entry.ts";
import { storyId } from "../feeds/entry-identity.ts";
import type { FeedSpec } from "../feeds/feed.ts";
import type { SiftedEntry } from "../feeds/sift-entries.ts";
import type { MentionStore, StoryStore } from "../ports.ts";
import type { StoryMatcher } from "../rules/story-matcher.ts";
import type { EpochMs } from "../time.ts";
import { type FacetGazetteer, mentionsOf } from "./facets.ts";
import type { Story, StoryId, StorySource } from "./story.ts";
import { keyHash, type Retention, readStoryText, sourceOf, storyFromEntry } from "./story-from-entry.ts";

export type EntryOutcome =
  | {
      readonly kind: "stored";
      readonly storyId: StoryId;
      readonly isMatched: boolean;
      /** firstSeenAt of the story: before now when the work is being done again */
      readonly storedAt: EpochMs;
    }
  | { readonly kind: "revised"; readonly storyId: StoryId; readonly isMatched: boolean }
  | { readonly kind: "duplicate" };

export interface CollectEntryDependencies {
  readonly stories: StoryStore;
  readonly mentions: MentionStore;
  readonly gazetteer: FacetGazetteer;
  readonly matcher: StoryMatcher;
  readonly retention: Retention;
  readonly now: EpochMs;
}

const DUPLICATE: EntryOutcome = { kind: "duplicate" };

/** Deal with one entry of a document. */
export async function collectEntry(
  { entry, key, status }: SiftedEntry,
  feed: FeedSpec,
  deps: CollectEntryDependencies,
): Promise<EntryOutcome> {
  switch (status) {
    case "same":
      return DUPLICATE;
    case "new":
      return collectNew(entry, key, feed, deps);
    case "changed":
      return collectChanged(entry, key, feed, deps);
  }
}

async function collectNew(
  entry: Entry,
  key: string,
  feed: FeedSpec,
  deps: CollectEntryDependencies,
): Promise<EntryOutcome> {
  const story = storyFromEntry(entry, key, feed, deps.matcher, deps.retention, deps.now);
  if (await deps.stories.putIfNew(story)) return storedOutcome(story, story.isOpen);

  const existing = await deps.stories.get(story.id, deps.now);
  if (existing === undefined) return DUPLICATE; // Expired, and about to be deleted: no old story comes back as new.
  if (isOwnWork(existing, key, feed)) return storedOutcome(existing, existing.isOpen);
  const mine = existing.sources.find((source) => source.feedId === feed.id);
  if (mine === undefined) return addSource(existing, sourceOf(key, feed, deps.now), deps);
  return mine.entryKey === keyHash(key) ? DUPLICATE : reviseStory(existing, entry, feed, deps); // a new guid, perhaps a new text
}

/** An edit; or a guid that stands for another article now, which is stored as new. */
async function collectChanged(
  entry: Entry,
  key: string,
  feed: FeedSpec,
  deps: CollectEntryDependencies,
): Promise<EntryOutcome> {
  const existing = await deps.stories.get(storyId(entry, feed.id), deps.now);
  if (existing === undefined) return collectNew(entry, key, feed, deps);
  const outcome = await reviseStory(existing, entry, feed, deps);
  if (outcome.kind === "revised") return outcome;
  // The text is there already: either we stored or revised it before a crash, and count it now, or another feed did.
  const isMatched = existing.matches.length > 0;
  if (existing.revisions.length > 0) return { kind: "revised", storyId: existing.id, isMatched };
  return isOwnWork(existing, key, feed) ? storedOutcome(existing, isMatched) : DUPLICATE;
}

function storedOutcome({ id, firstSeenAt }: Story, isMatched: boolean): EntryOutcome {
  return { kind: "stored", storyId: id, isMatched, storedAt: firstSeenAt };
}

/** Whether this very entry brought the story: then a crash kept us from saying so, and the work is being done again. */
function isOwnWork(story: Story, key: string, feed: FeedSpec): boolean {
  const [first] = story.sources;
  return first?.feedId === feed.id && first.entryKey === keyHash(key);
}

/** The same article in another feed: one story, found under both outlets. */
async function addSource(existing: Story, source: StorySource, deps: CollectEntryDependencies): Promise<EntryOutcome> {
  if (existing.matches.length > 0) {
    // Before the source is written: after a crash between the two, both are done again.
    await deps.mentions.putAll(mentionsOf({ ...existing, sources: [...existing.sources, source] }, deps.gazetteer));
  }
  await deps.stories.addSource(existing.id, source);
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
  // Changed since we read it: by our own write, whose answer was lost, or by our twin at the same work.
  const isDone = outcome === "unchanged" && existing.contentHash !== text.contentHash;
  if (outcome !== "revised" && !isDone) return DUPLICATE;
  return { kind: "revised", storyId: existing.id, isMatched: text.matches.length > 0 };
}

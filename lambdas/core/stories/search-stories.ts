/**
 * Finds matched stories by facets, newest first. One filter is read off its own postings; of several, the rarest is
 * walked and the others are looked up on each posting. Postings are derived and may be out of date, so the story itself
 * has the last word. The work of one search is bounded: it stops at the bound, says so, and can be resumed there.
 */
import type { MentionStore, StoryStore } from "../ports.ts";
import type { EpochMs } from "../time.ts";
import { type FacetGazetteer, facetsOf } from "./facets.ts";
import type { Facet } from "./mention.ts";
import { comparePositions, type StoryPosition } from "./posting-walk.ts";
import { meetsAll, openRarest } from "./search-postings.ts";
import type { Story, StoryId } from "./story.ts";

export interface StorySearch {
  /** a story must have at least one facet of every group; no group means every matched story */
  readonly allOf: readonly (readonly Facet[])[];
  /** what facets cannot tell; costs a read of every story that the facets let through */
  readonly accepts?: (story: Story) => boolean;
  /** bounds of firstSeenAt: inclusive, exclusive */
  readonly since: EpochMs;
  readonly until: EpochMs;
  readonly limit: number;
  /** continue behind this position */
  readonly after?: StoryPosition;
}

export interface SearchPorts {
  readonly stories: Pick<StoryStore, "getMany">;
  readonly mentions: Pick<MentionStore, "list">;
  readonly gazetteer: Pick<FacetGazetteer, "ancestorsOf">;
}

/** How much one search may look at. */
export interface SearchBounds {
  readonly postings: number;
  readonly stories: number;
}

export interface SearchResult {
  readonly stories: readonly Story[];
  /** where to continue; absent when there is no more */
  readonly next?: StoryPosition;
  /** postings looked at, without those that only served to choose the rarest filter */
  readonly scanned: number;
  /** the bound was met before the page was full: there may be more behind `next` */
  readonly isPartial: boolean;
}

/** About 2 MB of postings and 3 MB of stories at worst: well within a function's time. */
const SEARCH_BOUNDS: SearchBounds = { postings: 2_000, stories: 600 };

export async function searchStories(
  ports: SearchPorts,
  search: StorySearch,
  now: EpochMs,
  bounds: SearchBounds = SEARCH_BOUNDS,
): Promise<SearchResult> {
  const window = { since: search.since, until: search.until, now, after: search.after };
  const { walk, others } = await openRarest(ports.mentions, search.allOf, window, search.limit + 1);
  const found: Story[] = [];
  let last: StoryPosition | undefined;
  let scanned = 0;
  let read = 0;
  let isAtEnd = false;

  // One more than asked for tells whether there is a next page.
  while (found.length <= search.limit && !isAtEnd && scanned < bounds.postings && read < bounds.stories) {
    const wanted = Math.min(search.limit + 1 - found.length, bounds.stories - read);
    const ids: StoryId[] = [];
    while (ids.length < wanted && scanned < bounds.postings) {
      const mention = await walk.next();
      if (mention === undefined) {
        isAtEnd = true;
        break;
      }
      scanned += 1;
      last = { firstSeenAt: mention.firstSeenAt, storyId: mention.storyId };
      if (meetsAll(mention.facets, others)) ids.push(mention.storyId);
    }
    read += ids.length;
    const stories = ids.length > 0 ? await ports.stories.getMany(ids, now) : [];
    found.push(...stories.filter((story) => isWanted(story, search, ports.gazetteer)));
  }

  if (found.length > search.limit) return pageOf(found, search.limit, scanned);
  return {
    stories: found,
    next: isAtEnd ? undefined : last,
    scanned,
    isPartial: !isAtEnd && found.length < search.limit,
  };
}

/** The same search among stories that are known by id, such as those of one event. */
export async function searchAmong(
  ids: readonly StoryId[],
  ports: Pick<SearchPorts, "stories" | "gazetteer">,
  search: StorySearch,
  now: EpochMs,
): Promise<SearchResult> {
  const stories = await ports.stories.getMany(ids, now);
  const found = stories
    .filter((story) => isInWindow(story, search) && isWanted(story, search, ports.gazetteer))
    .sort((a, b) => comparePositions(positionOf(a), positionOf(b)));
  return pageOf(found, search.limit, ids.length);
}

export function positionOf(story: Story): StoryPosition {
  return { firstSeenAt: story.firstSeenAt, storyId: story.id };
}

function pageOf(found: readonly Story[], limit: number, scanned: number): SearchResult {
  const stories = found.slice(0, limit);
  const last = stories.at(-1);
  const next = found.length > limit && last !== undefined ? positionOf(last) : undefined;
  return { stories, next, scanned, isPartial: false };
}

function isWanted(story: Story, search: StorySearch, gazetteer: SearchPorts["gazetteer"]): boolean {
  if (story.matches.length === 0 || search.accepts?.(story) === false) return false;
  return meetsAll(facetsOf(story, gazetteer), search.allOf);
}

function isInWindow(story: Story, { since, until, after }: StorySearch): boolean {
  if (story.firstSeenAt < since || story.firstSeenAt >= until) return false;
  return after === undefined || comparePositions(after, positionOf(story)) < 0;
}

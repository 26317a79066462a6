import { type SearchPorts, searchStories } from "../stories/search-stories.ts";
import type { Story } from "../stories/story.ts";
import { DAY_MS, type EpochMs } from "../time.ts";
import { type AlertFilter, filterFacets } from "./filter-policy.ts";

/** How far a preview looks back. */
const PREVIEW_MS = 7 * DAY_MS;

/** Stories of one preview; whoever would get more should ask for less. */
const MAX_STORIES = 100;

export interface FilterPreview {
  /** newest first */
  readonly stories: readonly Story[];
  /** there were more than are listed */
  readonly isPartial: boolean;
}

/** What a desk with that filter would have received in the last seven days: stories that were told, or put in a digest. */
export async function previewFilter(filter: AlertFilter, ports: SearchPorts, now: EpochMs): Promise<FilterPreview> {
  const search = {
    allOf: filterFacets(filter),
    accepts: wasSent,
    since: now - PREVIEW_MS,
    until: now + 1,
    limit: MAX_STORIES,
  };
  const { stories, next } = await searchStories(ports, search, now);
  return { stories, isPartial: next !== undefined };
}

function wasSent({ decision }: Story): boolean {
  return decision?.kind === "new" || decision?.kind === "update" || decision?.kind === "digest";
}

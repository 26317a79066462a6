/**
 * The way into the postings that every reader of the archive takes: of several filters the rarest is walked, and the
 * others are looked up on each posting.
 */
import type { MentionStore } from "../ports.ts";
import { ALL_FACET } from "./facets.ts";
import type { Facet } from "./mention.ts";
import { PostingWalk, type PostingWindow } from "./posting-walk.ts";

/** First page of each filter, when there are several to choose from. */
const PROBE_PAGE = 25;

export interface OpenedPostings {
  readonly walk: PostingWalk;
  /** what each posting of the walk has yet to meet */
  readonly others: readonly (readonly Facet[])[];
}

/**
 * @param allOf - a story must have at least one facet of every group; no group means every matched story
 * @param pageSize - of the first page, where there is nothing to choose
 */
export async function openRarest(
  mentions: Pick<MentionStore, "list">,
  allOf: readonly (readonly Facet[])[],
  window: PostingWindow,
  pageSize: number,
): Promise<OpenedPostings> {
  const groups = allOf.length > 0 ? allOf : [[ALL_FACET]];
  const firstPage = groups.length === 1 ? pageSize : PROBE_PAGE;
  const walks = await Promise.all(groups.map((facets) => PostingWalk.open(mentions, facets, window, firstPage)));
  let rarest = 0;
  let walk = walks[0] ?? (await PostingWalk.open(mentions, [ALL_FACET], window, firstPage));
  for (const [index, each] of walks.entries()) {
    if (each.estimate() >= walk.estimate()) continue;
    walk = each;
    rarest = index;
  }
  return { walk, others: groups.filter((_, index) => index !== rarest) };
}

export function meetsAll(facets: readonly Facet[], groups: readonly (readonly Facet[])[]): boolean {
  return groups.every((group) => group.some((facet) => facets.includes(facet)));
}

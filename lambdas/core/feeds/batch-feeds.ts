import { getDomain } from "tldts";
import type { FeedBatch } from "../ports.ts";
import { parseUrl } from "../text/parse-url.ts";
import type { RosterEntry } from "./feed.ts";

/** A collector has 15 minutes and polls several hosts side by side: 50 feeds fit, even if all are slow. */
const MAX_PER_BATCH = 50;

/**
 * Pack due feeds into batches. All feeds of one registrable domain stand in the same batch, because politeness (one
 * request at a time, a second apart) lives inside one invocation; a domain with more feeds than a batch holds gets an
 * oversized batch of its own rather than two collectors.
 * @param due - in any order
 * @returns the same batches for the same feeds, whatever their order; none for no feeds
 */
export function batchFeeds(due: readonly RosterEntry[], maxPerBatch: number = MAX_PER_BATCH): FeedBatch[] {
  const idsByHost = new Map<string, Set<string>>();
  for (const feed of due) {
    const host = politenessHost(feed.url);
    const ids = idsByHost.get(host) ?? new Set();
    idsByHost.set(host, ids.add(feed.id));
  }
  const batches: FeedBatch[] = [];
  let open: string[] = [];
  for (const [, ids] of [...idsByHost].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (open.length > 0 && open.length + ids.size > maxPerBatch) {
      batches.push({ feedIds: open });
      open = [];
    }
    open.push(...[...ids].sort());
  }
  if (open.length > 0) batches.push({ feedIds: open });
  return batches;
}

/**
 * What shares one server as far as we can tell from outside: the registrable domain; for addresses and single-label
 * names (tests, intranets) the host with its port.
 */
export function politenessHost(url: string): string {
  const domain = getDomain(url);
  if (domain !== null) return domain;
  return parseUrl(url)?.host ?? url;
}

import { isDeepStrictEqual } from "node:util";
import type { FeedStore } from "../ports.ts";
import type { Feed, FeedSpec } from "./feed.ts";

/**
 * Bring the registry in line with the desk's configuration: new feeds are added, changed ones updated, the rest left.
 * What polling has learned of a feed stays. Costs a read a feed, and a write only for what differs.
 * @returns how many were added or updated
 */
export async function registerFeeds(specs: readonly FeedSpec[], feeds: FeedStore): Promise<number> {
  const known = new Map((await feeds.getMany(specs.map((spec) => spec.id))).map((feed) => [feed.id, feed]));
  let changed = 0;
  for (const spec of specs) {
    const feed = known.get(spec.id);
    if (feed !== undefined && isDeepStrictEqual(specOf(feed), specOf(spec))) continue;
    await feeds.register(spec);
    changed += 1;
  }
  return changed;
}

function specOf(feed: Feed | FeedSpec): FeedSpec {
  const { id, url, title, source, lang, country, tags } = feed;
  return { id, url, title, source, lang, country, tags };
}

import type { FeedChannel } from "../core/archive/export/feed-item.ts";

/** Parameters that do not say what is asked for. */
const PAGING: ReadonlySet<string> = new Set(["limit", "cursor", "bom"]);

/**
 * A list as a feed: named after its filters, so that a reader with ten of them can tell them apart.
 * @param url - of the request
 * @param next - path and query of the next page
 */
export function feedChannel(kind: string, url: string, next: string | undefined): FeedChannel {
  const { origin, searchParams, href } = new URL(url);
  const filters = [...searchParams].filter(([name]) => !PAGING.has(name)).map(([name, value]) => `${name}: ${value}`);
  return {
    title: filters.length === 0 ? `KivuWatch: ${kind}` : `KivuWatch: ${kind} (${filters.join(", ")})`,
    description: `News about the Eastern DRC that the desk's rules matched: ${kind}, newest first`,
    selfUrl: href,
    homeUrl: `${origin}/stories`,
    nextUrl: next === undefined ? undefined : `${origin}${next}`,
  };
}

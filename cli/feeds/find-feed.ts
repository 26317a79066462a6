import { messageOf } from "../../lambdas/core/errors.ts";
import { decodeFeed } from "../../lambdas/core/feeds/decode.ts";
import { discoverFeeds } from "../../lambdas/core/feeds/discover-feeds.ts";
import type { FeedDocument } from "../../lambdas/core/feeds/entry.ts";
import { readFeed } from "../../lambdas/core/feeds/read-feed.ts";
import type { FeedFetcher, FetchOutcome } from "../../lambdas/core/ports.ts";
import type { EpochMs } from "../../lambdas/core/time.ts";

export interface FoundFeed {
  readonly feed?: { readonly url: string; readonly document: FeedDocument };
  /** a line for each address that was tried in vain, and on what was found */
  readonly tried: readonly string[];
}

/**
 * The feed at an address, or the first that can be read of those that the page there leads to.
 * @param address - absolute
 */
export async function findFeed(address: string, fetcher: FeedFetcher, now: EpochMs): Promise<FoundFeed> {
  const first = await tryFeed(address, fetcher, now);
  if (first.document !== undefined) return { feed: { url: first.url, document: first.document }, tried: [] };
  const tried = [`${address}: ${first.reason}`];
  if (first.page === undefined) return { tried };
  for (const candidate of discoverFeeds(first.page, first.url)) {
    if (candidate === first.url) continue;
    const { document, url, reason } = await tryFeed(candidate, fetcher, now);
    if (document !== undefined) return { feed: { url, document }, tried: [...tried, `${url}: ${document.format}`] };
    tried.push(`${candidate}: ${reason}`);
  }
  return { tried: [...tried, "no feed found: look on the site for RSS or Atom and give its address"] };
}

interface Trial {
  /** where the feed is for good, or the page was after redirects */
  readonly url: string;
  readonly document?: FeedDocument;
  readonly reason: string;
  /** what came instead of a feed */
  readonly page?: string;
}

async function tryFeed(url: string, fetcher: FeedFetcher, now: EpochMs): Promise<Trial> {
  const outcome: FetchOutcome = await fetcher.fetch({ url, validators: {} });
  if (outcome.kind === "not-modified") return { url, reason: "answered 304 to a plain request" };
  if (outcome.kind === "failed") return { url, reason: `${outcome.reason}: ${outcome.detail}` };
  const { bytes, contentType, finalUrl, permanentUrl } = outcome;
  try {
    const document = readFeed(bytes, { url: finalUrl, now, ...(contentType && { contentType }) });
    return { url: permanentUrl ?? url, document, reason: "" };
  } catch (error) {
    return { url: finalUrl, reason: messageOf(error), page: decodeFeed(bytes, contentType) };
  }
}

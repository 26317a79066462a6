import { KivuWatchError } from "../../lambdas/core/errors.ts";
import type { FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import { FeedError } from "../../lambdas/core/feeds/feed-error.ts";
import { readFeed } from "../../lambdas/core/feeds/read-feed.ts";
import type { FeedFetcher } from "../../lambdas/core/ports.ts";
import type { Clock } from "../../lambdas/core/time.ts";
import { adviseOnFailure, adviseOnFeed } from "./feed-advice.ts";

/** What one look at a feed found. */
export interface FeedCheck {
  readonly url: string;
  readonly title: string;
  /** `ok`, or a stable word for the failure: `dns`, `http-404`, `E_HTML_PAGE`, … */
  readonly status: string;
  readonly isOk: boolean;
  /** a sentence on the failure */
  readonly detail?: string;
  readonly format?: string;
  readonly entries?: number;
  readonly rejected?: number;
  /** ISO 8601 date of the newest entry; null when none has one */
  readonly newest?: string | null;
  /** as the feed says */
  readonly lang?: string;
  readonly bytes?: number;
  readonly ms: number;
  /** what a person should do; empty when all is well */
  readonly advice: readonly string[];
}

/** Fetch a feed and read it, as the collector would. Never rejects for what the other side does. */
export async function checkFeed(spec: FeedSpec, fetcher: FeedFetcher, now: Clock): Promise<FeedCheck> {
  const startedAt = now();
  const outcome = await fetcher.fetch({ url: spec.url, validators: {} });
  const about = { url: spec.url, title: spec.title, ms: now() - startedAt };
  if (outcome.kind !== "fetched") {
    // Without validators nobody answers 304.
    const { reason, detail } = outcome.kind === "failed" ? outcome : { reason: "http-304", detail: "answered 304" };
    return { ...about, status: reason, isOk: false, detail, advice: adviseOnFailure(reason) };
  }
  try {
    const { bytes, contentType, finalUrl } = outcome;
    const document = readFeed(bytes, { url: finalUrl, now: now(), ...(contentType && { contentType }) });
    const times = document.entries.flatMap(({ publishedAt }) => publishedAt ?? []);
    const newestAt = times.length === 0 ? undefined : times.reduce((newest, at) => Math.max(newest, at));
    return {
      ...about,
      ...{ status: "ok", isOk: true, format: document.format, bytes: bytes.length },
      ...{ entries: document.entries.length, rejected: document.rejected.length },
      newest: newestAt === undefined ? null : new Date(newestAt).toISOString(),
      ...(document.lang && { lang: document.lang }),
      advice: adviseOnFeed(spec, document, { newestAt, permanentUrl: outcome.permanentUrl, now: now() }),
    };
  } catch (error) {
    if (!(error instanceof KivuWatchError)) throw error;
    const reason = error instanceof FeedError ? error.code : "unreadable";
    return { ...about, status: reason, isOk: false, detail: error.message, advice: adviseOnFailure(reason) };
  }
}

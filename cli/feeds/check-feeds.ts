import { politenessHost } from "../../lambdas/core/feeds/batch-feeds.ts";
import type { FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import type { FeedFetcher } from "../../lambdas/core/ports.ts";
import { type Clock, SECOND_MS } from "../../lambdas/core/time.ts";
import { checkFeed, type FeedCheck } from "./check-feed.ts";

/** As the collector: one request at a time to a host, a second apart, a few hosts side by side. */
const POLITE_PAUSE_MS = SECOND_MS;
const HOSTS_AT_ONCE = 6;

export interface CheckDependencies {
  readonly fetcher: FeedFetcher;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
  /** hosts that need no politeness */
  readonly isOwnHost: (url: string) => boolean;
  readonly onProgress: (done: number, total: number) => void;
}

/** @returns a check for each feed, in their order */
export async function checkFeeds(specs: readonly FeedSpec[], deps: CheckDependencies): Promise<readonly FeedCheck[]> {
  const hosts = [...new Set(specs.map(({ url }) => politenessHost(url)))];
  const lanes = hosts.map((host) => specs.filter(({ url }) => politenessHost(url) === host));
  const checks = new Map<FeedSpec, FeedCheck>();
  async function drive(): Promise<void> {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      for (const [index, spec] of lane.entries()) {
        if (index > 0 && !deps.isOwnHost(spec.url)) await deps.pause(POLITE_PAUSE_MS);
        checks.set(spec, await checkFeed(spec, deps.fetcher, deps.now));
        deps.onProgress(checks.size, specs.length);
      }
    }
  }
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, drive));
  return specs.flatMap((spec) => checks.get(spec) ?? []);
}

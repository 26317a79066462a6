/**
 * A collector as its own process, with a heap as small as the tests want it: polls the feeds that stdin names, one address a
 * line, and prints what became of each. Its stores are in memory.
 */
import { text } from "node:stream/consumers";
import { HttpFeedFetcher } from "../../lambdas/adapters/http/http-feed-fetcher.ts";
import { MemoryFeedStore } from "../../lambdas/adapters/memory/memory-feed-store.ts";
import { MemoryMentionStore } from "../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryStoryStore } from "../../lambdas/adapters/memory/memory-story-store.ts";
import { openGazetteer } from "../../lambdas/core/gazetteer/gazetteer.ts";
import type { FeedFetcher } from "../../lambdas/core/ports.ts";
import { createStoryMatcher } from "../../lambdas/core/rules/story-matcher.ts";
import { collectBatch } from "../../lambdas/core/stories/collect-batch.ts";
import { feedSpec } from "./domain.ts";

export interface HostileReport {
  readonly polls: readonly {
    readonly url: string;
    readonly status: string;
    readonly reason?: string;
    readonly stored: number;
  }[];
  readonly errors: readonly string[];
}

const urls = (await text(process.stdin)).split("\n").filter((line) => line !== "");
const feeds = new MemoryFeedStore();
const specs = urls.map((url, index) => feedSpec({ id: index.toString(16).padStart(16, "0"), url }));
for (const spec of specs) await feeds.register(spec);
/** @param totalMs - long, as others' documents are read meanwhile, but for a server that is known never to end */
function openFetcher(totalMs: number): HttpFeedFetcher {
  const allowHosts = [...new Set(urls.map((url) => new URL(url).host))];
  return new HttpFeedFetcher({ contactUrl: "https://desk.example/contact", allowHosts, limits: { totalMs } });
}

const [patient, hasty] = [openFetcher(100_000), openFetcher(2_000)];
const fetcher: FeedFetcher = {
  fetch: (request) => (request.url.endsWith("?endless") ? hasty : patient).fetch(request),
};
const gazetteer = openGazetteer([]);
const { outcomes, errors } = await collectBatch(
  { feedIds: specs.map(({ id }) => id) },
  {
    ...{ feeds, fetcher, gazetteer, stories: new MemoryStoryStore(), mentions: new MemoryMentionStore() },
    matcher: createStoryMatcher([], gazetteer),
    retention: { unmatchedDays: 30, matchedDays: 400 },
    pollMinutes: 15,
    now: Date.now,
    pause: async () => {},
    isOwnHost: () => true,
    mayContinue: () => true,
  },
);
await Promise.all([patient.close(), hasty.close()]);
const report: HostileReport = {
  polls: outcomes.map(({ url, status, reason, tally }) => ({ url, status, reason, stored: tally.stored })),
  errors: errors.map(String),
};
process.stdout.write(JSON.stringify(report));

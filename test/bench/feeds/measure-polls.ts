/**
 * Whole polls: feeds on a loopback server, most of which answer 304, through the real collector on embedded services. What
 * counts is what a poll costs when nothing is new, for that is what nearly all polls find: no write.
 */

import { rss, startFeedServer } from "../../support/feed-server.ts";
import { feedAt, startPipeline } from "../../support/pipeline.ts";
import { isWrite, startRequestProxy } from "../../support/request-proxy.ts";
import { processorMs } from "../match/measure.ts";

/** Of ten feeds so many answer 304; the others send the same document again. */
const UNCHANGED_OF_TEN = 7;
const ENTRIES = 10;

export interface PollResults {
  readonly feeds: number;
  readonly notModified: number;
  readonly pollsPerSecond: number;
  /** of the whole process: collector, web server and database are in it */
  readonly cpuMsPerPoll: number;
  /** of all answers, headers included */
  readonly bytesPerPoll: number;
  readonly peakHeapMb: number;
  /** requests of the round in which nothing was new, by operation and table */
  readonly requests: Readonly<Record<string, number>>;
  readonly reads: number;
  readonly writes: number;
}

/** @param tell - told what is going on, for whoever waits */
export async function measurePolls(count: number, tell: (line: string) => void): Promise<PollResults> {
  const server = await startFeedServer();
  const feeds = Array.from({ length: count }, (_, feed) => feedAt(server, `/feed-${feed}`, `Outlet ${feed}`));
  for (const [feed, { url }] of feeds.entries()) {
    const items = Array.from({ length: ENTRIES }, (_, item) => ({
      title: `Market prices of week ${item} in town ${feed}`,
      link: `https://outlet-${feed}.example/${item}`,
      description: `Nothing else happened in week ${item}. `.repeat(10),
    }));
    const etag = feed % 10 < UNCHANGED_OF_TEN ? { etag: `"${feed}"` } : {};
    server.serve(new URL(url).pathname, { body: rss(items), ...etag });
  }
  const pipeline = await startPipeline({ feeds, server, now: Date.now, pack: { rules: [], gazetteer: [] } });
  const dynamodb = await startRequestProxy(pipeline.services.environment.AWS_ENDPOINT_URL_DYNAMODB ?? "");
  try {
    const runtime = pipeline.restart({ AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint });
    tell(`first polls of ${count} feeds, ${ENTRIES} new stories each …`);
    await runtime.collect("all");
    tell(`polls of ${count} feeds without news …`);
    const [firstRequest, firstAnswer, firstByte] = [
      dynamodb.operations.length,
      server.answers.length,
      server.sentBytes(),
    ];
    let peakHeap = 0;
    const watch = setInterval(() => {
      peakHeap = Math.max(peakHeap, process.memoryUsage().heapUsed);
    }, 20);
    const [startedAt, cpuAt] = [performance.now(), processorMs()];
    await runtime.collect("all");
    const [elapsedMs, cpuMs] = [performance.now() - startedAt, processorMs() - cpuAt];
    clearInterval(watch);

    const requests: Record<string, number> = {};
    for (const [index, operation] of dynamodb.operations.entries()) {
      if (index < firstRequest) continue;
      const name = `${operation} ${dynamodb.resources[index]}`;
      requests[name] = (requests[name] ?? 0) + 1;
    }
    const countOf = (isCounted: (operation: string) => boolean) =>
      dynamodb.operations.slice(firstRequest).filter(isCounted).length;
    return {
      feeds: count,
      notModified: server.answers.slice(firstAnswer).filter((status) => status === 304).length,
      pollsPerSecond: Math.round((count * 1_000) / elapsedMs),
      cpuMsPerPoll: Math.round((cpuMs * 100) / count) / 100,
      peakHeapMb: Math.round(peakHeap / 1e6),
      bytesPerPoll: Math.round((server.sentBytes() - firstByte) / count),
      requests,
      reads: countOf((operation) => !isWrite(operation)),
      writes: countOf(isWrite),
    };
  } finally {
    await dynamodb.stop();
    await pipeline.stop();
    await server.stop();
  }
}

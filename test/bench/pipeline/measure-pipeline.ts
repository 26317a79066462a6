/**
 * The whole pipeline on embedded services, with the desk's own rules and gazetteer: how long from an outlet's change to the
 * receipt at a subscriber, how many stories a second, and how many requests a story. The waits of the schedule (dispatch and
 * the alert worker are woken once a minute in the cloud) are left out: they are settings, not speed.
 */
import { type FeedServer, type RssItem, rss, startFeedServer } from "../../support/feed-server.ts";
import { feedAt, type Pipeline, startPipeline } from "../../support/pipeline.ts";
import { type RequestProxy, startRequestProxy } from "../../support/request-proxy.ts";
import { EVENT_COUNT, matchingItem, unrelatedItem } from "./made-news.ts";

export interface PipelineLoad {
  /** changes that are followed from the outlet to the subscriber */
  readonly changes: number;
  readonly feeds: number;
  readonly storiesPerFeed: number;
}

export interface PipelineReport {
  /** from the feed's change to the subscriber's receipt, in milliseconds */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly samples: number };
  readonly throughput: {
    readonly stories: number;
    readonly matched: number;
    readonly alerts: number;
    readonly seconds: number;
    /** through the whole pipeline: fetched, matched, stored and, where matched, decided and told */
    readonly storiesPerSecond: number;
  };
  /** of the same load, the configuration's first sync included */
  readonly requests: {
    readonly perStory: Readonly<Record<"dynamodb" | "sqs" | "sns", number>>;
    /** of a matched story, from the outbox to its decision */
    readonly perMatchedStory: {
      /** the first of its event */
      readonly new: StoryRequests;
      /** the same news from another outlet */
      readonly retold: StoryRequests;
    };
    readonly byOperation: Readonly<Record<string, number>>;
  };
}

/** Requests of the alert worker a story, the run's own (its silences, its digests) shared out. */
export interface StoryRequests {
  readonly dynamodb: number;
  readonly sns: number;
  /** by which it finds, reads and writes its event: of the table of events alone */
  readonly grouping: { readonly reads: number; readonly writes: number };
  readonly byOperation: Readonly<Record<string, number>>;
}

/** Of ten stories so many match. */
const MATCHING_OF_TEN = 1;

export async function measurePipeline(load: PipelineLoad): Promise<PipelineReport> {
  const latencyMs = await measureLatency(load.changes);
  const throughput = await withPipeline(load.feeds, (pipeline, server) => runLoad(pipeline, server, load, {}));
  const requests = await countRequests(load);
  return { latencyMs, throughput, requests };
}

async function withPipeline<T>(
  feedCount: number,
  act: (pipeline: Pipeline, server: FeedServer) => Promise<T>,
): Promise<T> {
  const server = await startFeedServer();
  const feeds = Array.from({ length: feedCount }, (_, feed) => feedAt(server, `/feed-${feed}`, `Outlet ${feed}`));
  for (let feed = 0; feed < feedCount; feed += 1) server.serve(`/feed-${feed}`, { body: rss([]) });
  const pipeline = await startPipeline({ feeds, server, now: Date.now });
  try {
    return await act(pipeline, server);
  } finally {
    await pipeline.stop();
    await server.stop();
  }
}

/** One story more in one feed, then the work that brings it to the desk; again and again. */
async function measureLatency(changes: number): Promise<PipelineReport["latencyMs"]> {
  return withPipeline(1, async (pipeline, server) => {
    const runtime = pipeline.restart();
    await runtime.collect("all");
    await runtime.tell();
    const items: RssItem[] = [];
    const took: number[] = [];
    for (let change = 0; change < Math.min(changes, EVENT_COUNT); change += 1) {
      items.unshift(matchingItem(change, "outlet-0", new Date()));
      const changedAt = performance.now();
      server.serve("/feed-0", { body: rss(items.slice(0, 30)) });
      await runtime.collect("all");
      const { alerts } = await runtime.tell();
      if (alerts.length > 0) took.push(performance.now() - changedAt);
    }
    took.sort((a, b) => a - b);
    return { p50: quantile(took, 0.5), p95: quantile(took, 0.95), samples: took.length };
  });
}

async function runLoad(
  pipeline: Pipeline,
  server: FeedServer,
  load: PipelineLoad,
  environment: Readonly<Record<string, string>>,
): Promise<PipelineReport["throughput"]> {
  const runtime = pipeline.restart(environment);
  await runtime.collect("all");
  serveLoad(server, load, 0);
  const startedAt = performance.now();
  const outcomes = await runtime.collect("all");
  const { alerts, drain } = await runtime.tell();
  const seconds = (performance.now() - startedAt) / 1_000;
  const stories = outcomes.reduce((sum, { tally }) => sum + tally.stored, 0);
  return {
    stories,
    matched: drain.settled.length,
    alerts: alerts.length,
    seconds: round(seconds),
    storiesPerSecond: round(stories / seconds),
  };
}

/** @param edition - each tells the same events, every feed those that its neighbour told in the one before */
function serveLoad(server: FeedServer, load: PipelineLoad, edition: number): void {
  for (let feed = 0; feed < load.feeds; feed += 1) {
    const outlet = `outlet-${edition}-${feed}`;
    const first = ((feed + edition) % load.feeds) * load.storiesPerFeed;
    let events = first * (MATCHING_OF_TEN / 10);
    const items = Array.from({ length: load.storiesPerFeed }, (_, index) =>
      index % 10 < MATCHING_OF_TEN
        ? matchingItem(events++ % EVENT_COUNT, outlet, new Date())
        : unrelatedItem(first + index, outlet, new Date()),
    );
    server.serve(`/feed-${feed}`, { body: rss(items) });
  }
}

/** The load once more, every request seen on its way; the desk reading its own queue is not ours. */
async function countRequests(load: PipelineLoad): Promise<PipelineReport["requests"]> {
  return withPipeline(load.feeds, async (pipeline, server) => {
    const { environment } = pipeline.services;
    const dynamodb = await startRequestProxy(environment.AWS_ENDPOINT_URL_DYNAMODB ?? "");
    const sns = await startRequestProxy(environment.AWS_ENDPOINT_URL_SNS ?? "");
    const sqs = await startRequestProxy(environment.AWS_ENDPOINT_URL_SQS ?? "");
    const proxied = {
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
      AWS_ENDPOINT_URL_SNS: sns.endpoint,
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    };
    const { stories, matched } = await runLoad(pipeline, server, load, proxied);
    const ours = {
      dynamodb: namesOf(dynamodb),
      sqs: namesOf(sqs).filter((name) => !name.endsWith(" kivuwatch-desk")),
      sns: namesOf(sns),
    };
    const runtime = pipeline.restart(proxied);
    serveLoad(server, load, 1);
    await runtime.collect("all");
    const { drain } = await runtime.tell();
    const retold = {
      dynamodb: namesOf(dynamodb).slice(ours.dynamodb.length),
      sns: namesOf(sns).slice(ours.sns.length),
    };
    for (const proxy of [dynamodb, sns, sqs]) await proxy.stop();
    return {
      perStory: {
        dynamodb: round(ours.dynamodb.length / stories),
        sqs: round(ours.sqs.length / stories),
        sns: round(ours.sns.length / stories),
      },
      perMatchedStory: { new: requestsOf(ours, matched), retold: requestsOf(retold, drain.settled.length) },
      byOperation: tally(Object.values(ours).flat()),
    };
  });
}

/** What the alert worker asks for; collecting writes stories too, by `PutItem`. */
const OF_THE_WORKER = /-(?:events|mentions)$|^(?:GetItem|Query|UpdateItem) \S+-stories$/;
const OF_GROUPING = /-events$/;
const READING = /^(?:GetItem|BatchGetItem|Query) /;

function requestsOf(
  { dynamodb, sns }: Readonly<Record<"dynamodb" | "sns", readonly string[]>>,
  matched: number,
): StoryRequests {
  const worker = dynamodb.filter((name) => OF_THE_WORKER.test(name));
  const grouping = worker.filter((name) => OF_GROUPING.test(name));
  const reads = grouping.filter((name) => READING.test(name)).length;
  const counts = Object.entries(tally([...worker, ...sns]));
  return {
    dynamodb: round(worker.length / matched),
    sns: round(sns.length / matched),
    grouping: { reads: round(reads / matched), writes: round((grouping.length - reads) / matched) },
    byOperation: Object.fromEntries(counts.map(([name, count]) => [name, round(count / matched)])),
  };
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function namesOf({ operations, resources }: RequestProxy): readonly string[] {
  return operations.map((operation, index) => `${operation} ${resources[index]}`);
}

function quantile(sorted: readonly number[], share: number): number {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

import { setTimeout as pause } from "node:timers/promises";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod";
import { createDynamoClient } from "../adapters/dynamo/dynamo-client.ts";
import { DynamoFeedStore } from "../adapters/dynamo/dynamo-feed-store.ts";
import { DynamoMentionStore } from "../adapters/dynamo/dynamo-mention-store.ts";
import { DynamoRuleStore } from "../adapters/dynamo/dynamo-rule-store.ts";
import { DynamoStoryStore } from "../adapters/dynamo/dynamo-story-store.ts";
import { type Environment, readDesk, readPack, readPrecompiled, requireVariable } from "../adapters/environment.ts";
import { HttpFeedFetcher } from "../adapters/http/http-feed-fetcher.ts";
import { createMatcherSource } from "../core/engine/matcher-source.ts";
import { messageOf } from "../core/errors.ts";
import { openGazetteer } from "../core/gazetteer/gazetteer.ts";
import { collectBatch } from "../core/stories/collect-batch.ts";
import type { FeedOutcome } from "../core/stories/collect-feed.ts";
import { type Clock, MINUTE_MS } from "../core/time.ts";

const batchSchema = z.object({ feedIds: z.array(z.string()).min(1) });

/** A feed may take 20 s, and its stories need time to be stored. */
const RESERVE_MS = MINUTE_MS;

export interface CollectOptions {
  readonly now?: Clock;
  /** told of every poll, beside the log */
  readonly onOutcome?: (outcome: FeedOutcome) => void;
}

export type CollectHandler = (
  event: SQSEvent,
  context: Pick<Context, "getRemainingTimeInMillis">,
) => Promise<SQSBatchResponse>;

/** Wire the collector: SQS messages that name feeds in, stored stories out. A message that was not finished comes back. */
export function createCollect(env: Environment, options: CollectOptions = {}): CollectHandler {
  const logger = new Logger({ serviceName: "collect" });
  const metrics = new Metrics({ serviceName: "collect" });
  const now = options.now ?? Date.now;
  const desk = readDesk(env);
  const ownHosts = (env.ALLOWED_HOSTS ?? "").split(",").filter((host) => host !== "");
  const client = createDynamoClient();
  const rules = new DynamoRuleStore(client, requireVariable(env, "RULES_TABLE"));
  const gazetteer = openGazetteer(readPack(env).gazetteer);
  const deps = {
    stories: new DynamoStoryStore(client, requireVariable(env, "STORIES_TABLE")),
    mentions: new DynamoMentionStore(client, requireVariable(env, "MENTIONS_TABLE")),
    gazetteer,
    feeds: new DynamoFeedStore(client, requireVariable(env, "FEEDS_TABLE")),
    fetcher: new HttpFeedFetcher({ contactUrl: desk.contactUrl, allowHosts: ownHosts }),
    retention: desk.retention,
    pollMinutes: desk.pollMinutes,
    now,
    pause: (ms: number) => pause(ms),
    isOwnHost: (url: string) => ownHosts.includes(new URL(url).host),
  };
  const rulesInForce = createMatcherSource(rules, gazetteer, now, readPrecompiled(env));

  return async (event, context) => {
    const startedAt = performance.now();
    const { matcher, revision, problems, engine } = await rulesInForce();
    const outcomes: FeedOutcome[] = [];
    const failures: string[] = [];
    const unfinished: SQSRecord[] = [];
    for (const record of event.Records) {
      try {
        const result = await collectBatch(batchSchema.parse(JSON.parse(record.body)), {
          ...deps,
          matcher,
          mayContinue: () => context.getRemainingTimeInMillis() > RESERVE_MS,
        });
        for (const outcome of result.outcomes) options.onOutcome?.(outcome);
        outcomes.push(...result.outcomes);
        failures.push(...result.errors.map(messageOf));
        if (result.errors.length > 0 || !result.isComplete) unfinished.push(record);
      } catch (error) {
        failures.push(messageOf(error));
        unfinished.push(record);
      }
    }
    report(
      outcomes,
      { logger, metrics },
      {
        revision,
        engine,
        badRules: problems.length,
        failures,
        unfinished: unfinished.length,
        ms: Math.round(performance.now() - startedAt),
      },
    );
    return { batchItemFailures: unfinished.map((record) => ({ itemIdentifier: record.messageId })) };
  };
}

function report(
  outcomes: readonly FeedOutcome[],
  { logger, metrics }: { logger: Logger; metrics: Metrics },
  fields: { readonly failures: readonly string[]; readonly [field: string]: unknown },
): void {
  const failed = outcomes.filter((outcome) => outcome.status === "failed");
  const stored = outcomes.reduce((sum, outcome) => sum + outcome.tally.stored, 0);
  const matched = outcomes.reduce((sum, outcome) => sum + outcome.matched.length, 0);
  metrics.addMetric("FeedsPolled", MetricUnit.Count, outcomes.length);
  metrics.addMetric("FeedsFailed", MetricUnit.Count, failed.length);
  metrics.addMetric("StoriesStored", MetricUnit.Count, stored);
  metrics.addMetric("StoriesMatched", MetricUnit.Count, matched);
  const changes = outcomes.flatMap(({ healthChange: change, feedId, url, reason }) =>
    change === undefined ? [] : [{ ...change, feedId, url, reason }],
  );
  // For whoever reads the log; operators are told by dispatch, which sees all feeds at once.
  for (const change of changes) {
    if (change.isWorse) logger.warn("feed health worsened", change);
    else logger.info("feed health recovered", change);
  }
  metrics.publishStoredMetrics();
  const line = {
    ...fields,
    feeds: outcomes.length,
    failed: failed.map((outcome) => `${outcome.url} ${outcome.reason}`),
    rejected: outcomes.reduce((sum, outcome) => sum + outcome.tally.rejected, 0),
    stored,
    matched,
  };
  if (fields.failures.length > 0) logger.error("feeds collected, some unfinished", line);
  else logger.info("feeds collected", line);
}

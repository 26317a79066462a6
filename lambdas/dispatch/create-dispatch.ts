import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { createDynamoClient } from "../adapters/dynamo/dynamo-client.ts";
import { DynamoFeedStore } from "../adapters/dynamo/dynamo-feed-store.ts";
import { DynamoHealthRecordStore } from "../adapters/dynamo/dynamo-health-record-store.ts";
import { DynamoRuleStore } from "../adapters/dynamo/dynamo-rule-store.ts";
import { DynamoStoryTimeline } from "../adapters/dynamo/dynamo-story-timeline.ts";
import { type Environment, readDesk, readPack, requireVariable } from "../adapters/environment.ts";
import { SnsOperationsPublisher } from "../adapters/sns/sns-operations-publisher.ts";
import { SqsCollectQueue } from "../adapters/sqs/sqs-collect-queue.ts";
import { messageOf } from "../core/errors.ts";
import { type DispatchReport, dispatchAll, dispatchDue } from "../core/feeds/dispatch-due.ts";
import { type HealthNotice, noticeSubject } from "../core/feeds/health-notice.ts";
import { registerFeeds } from "../core/feeds/register-feeds.ts";
import { isHealthMinute, tellHealth } from "../core/feeds/tell-health.ts";
import { describeDifferences, LedgerError } from "../core/ledger/ledger-error.ts";
import { isLedgerMinute, reconcile } from "../core/ledger/read-ledger.ts";
import type { Clock, EpochMs } from "../core/time.ts";

/** `{}` or the scheduler's own fields: what is due. `{ "feeds": "all" }`: every feed now, as an operator may ask. */
const eventSchema = z.object({
  feeds: z.enum(["due", "all"]).default("due"),
  // A tick that failed comes again with the time that it had.
  scheduledTime: z.iso.datetime({ offset: true }).optional(),
});

export interface DispatchOptions {
  readonly now?: Clock;
  /** told of every notice that operators were sent, beside the log */
  readonly onNotice?: (notice: HealthNotice) => void;
}

export type DispatchHandler = (event: unknown) => Promise<DispatchReport>;

/** Wire the dispatcher: a tick of the scheduler in, batches of due feeds out to the collect queue. */
export function createDispatch(env: Environment, options: DispatchOptions = {}): DispatchHandler {
  const logger = new Logger({ serviceName: "dispatch" });
  const metrics = new Metrics({ serviceName: "dispatch" });
  const now = options.now ?? Date.now;
  const pack = readPack(env);
  const client = createDynamoClient();
  const feeds = new DynamoFeedStore(client, requireVariable(env, "FEEDS_TABLE"), {
    intervalMinutes: readDesk(env).pollMinutes,
  });
  const rules = new DynamoRuleStore(client, requireVariable(env, "RULES_TABLE"));
  const queue = new SqsCollectQueue(
    new SQSClient({ useQueueUrlAsEndpoint: false }),
    requireVariable(env, "COLLECT_QUEUE_URL"),
  );
  const timeline = new DynamoStoryTimeline(client, requireVariable(env, "STORIES_TABLE"));
  const records = new DynamoHealthRecordStore(client, requireVariable(env, "FEEDS_TABLE"));
  const operations = new SnsOperationsPublisher(requireVariable(env, "OPERATIONS_TOPIC_ARN"));
  const configuredIds = new Set(pack.feeds.map((feed) => feed.id));
  let isConfigured = false;

  return async (event) => {
    const startedAt = performance.now();
    const { feeds: which, scheduledTime } = eventSchema.parse(event ?? {});
    if (!isConfigured) {
      // Once a container: a deployment that changed config/ is in force with its first tick.
      const changedFeeds = await registerFeeds(pack.feeds, feeds);
      const changedRules = await rules.syncConfigured(pack.rules, now());
      if (changedFeeds + changedRules > 0) logger.info("configuration applied", { changedFeeds, changedRules });
      isConfigured = true;
    }
    const dispatch = which === "all" ? dispatchAll : dispatchDue;
    const report = await dispatch({ feeds, queue, configuredIds, now });
    logger.info("feeds dispatched", { ...report, ms: Math.round(performance.now() - startedAt) });
    const tickedAt = scheduledTime === undefined ? now() : Date.parse(scheduledTime);
    if (isHealthMinute(tickedAt)) await watchHealth();
    // Last, since it fails the tick when the books do not balance: the feeds are on their way by then.
    if (isLedgerMinute(tickedAt)) await auditBooks(tickedAt);
    return report;
  };

  /** What cannot be told now is told with the next look; polling does not wait for it. */
  async function watchHealth(): Promise<void> {
    try {
      for (const notice of await tellHealth({ feeds, records, operations, configuredIds }, now())) {
        options.onNotice?.(notice);
        logger.warn("operators told of the feeds' health", { subject: noticeSubject(notice), noticeId: notice.id });
      }
    } catch (error) {
      logger.error("operators not told of the feeds' health, tried again in half an hour", {
        reason: messageOf(error),
      });
    }
  }

  async function auditBooks(tickedAt: EpochMs): Promise<void> {
    const differences = await reconcile({ feeds, timeline }, tickedAt);
    metrics.addMetric("LedgerDifferences", MetricUnit.Count, differences.length);
    metrics.publishStoredMetrics();
    if (differences.length === 0) return;
    logger.error("ledger does not balance", { differences: describeDifferences(differences) });
    throw new LedgerError(differences);
  }
}

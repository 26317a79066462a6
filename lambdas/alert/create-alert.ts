import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createDynamoClient } from "../adapters/dynamo/dynamo-client.ts";
import { DynamoDigestStore } from "../adapters/dynamo/dynamo-digest-store.ts";
import { DynamoEventStore } from "../adapters/dynamo/dynamo-event-store.ts";
import { DynamoMentionStore } from "../adapters/dynamo/dynamo-mention-store.ts";
import { DynamoSilenceStore } from "../adapters/dynamo/dynamo-silence-store.ts";
import { DynamoStoryStore } from "../adapters/dynamo/dynamo-story-store.ts";
import { type Environment, readDesk, readPack, requireVariable } from "../adapters/environment.ts";
import { SnsAlertPublisher } from "../adapters/sns/sns-alert-publisher.ts";
import { type DrainReport, drainOutbox } from "../core/alerts/drain-outbox.ts";
import { holdUntil } from "../core/alerts/hold-until.ts";
import { rarityIn } from "../core/alerts/rarity.ts";
import { createSilenceWatch } from "../core/alerts/silence-watch.ts";
import { tellDigests } from "../core/alerts/tell-digests.ts";
import { openGazetteer } from "../core/gazetteer/gazetteer.ts";
import type { Severity } from "../core/rules/severity.ts";
import { type Clock, type EpochMs, HOUR_MS, SECOND_MS } from "../core/time.ts";

/** Enough to publish one alert, post its story and report. */
const RESERVE_MS = 20 * SECOND_MS;

export interface AlertOptions {
  readonly now?: Clock;
  /** told of every run, beside the log */
  readonly onReport?: (report: DrainReport) => void;
}

export type AlertHandler = (
  event: SQSEvent,
  context: Pick<Context, "getRemainingTimeInMillis">,
) => Promise<SQSBatchResponse>;

/**
 * Wire the alert worker: a tick from the FIFO queue in, decisions and alerts out. The queue's one message group makes
 * it the only worker. What fails stays in the outbox and is tried again with the next tick, so no message comes back.
 */
export function createAlert(env: Environment, options: AlertOptions = {}): AlertHandler {
  const logger = new Logger({ serviceName: "alert" });
  const metrics = new Metrics({ serviceName: "alert" });
  const now = options.now ?? Date.now;
  const desk = readDesk(env);
  const gazetteer = openGazetteer(readPack(env).gazetteer);
  const client = createDynamoClient();
  const topicArn = requireVariable(env, "ALERT_TOPIC_ARN");
  const eventsTable = requireVariable(env, "EVENTS_TABLE");
  const digests = new DynamoDigestStore(client, eventsTable);
  const publisher = new SnsAlertPublisher({
    topicArn,
    chatTopicArn: env.CHAT_TOPIC_ARN,
    timeZone: desk.timeZone,
    source: `urn:kivuwatch:${desk.stage}`,
  });
  const deps = {
    stories: new DynamoStoryStore(client, requireVariable(env, "STORIES_TABLE")),
    mentions: new DynamoMentionStore(client, requireVariable(env, "MENTIONS_TABLE")),
    events: new DynamoEventStore(client, eventsTable),
    publisher,
    entityOf: gazetteer.get,
    gazetteer,
    rarity: rarityIn(gazetteer),
    alertMaxAgeMs: desk.alertMaxAgeHours * HOUR_MS,
    routing: {
      listSilences: createSilenceWatch(new DynamoSilenceStore(client, eventsTable), now),
      holdUntil: (severity: Severity, at: EpochMs) => holdUntil(severity, at, desk),
      digests,
    },
    now,
  };

  return async (_event, context) => {
    const startedAt = performance.now();
    const mayContinue = () => context.getRemainingTimeInMillis() > RESERVE_MS;
    const report = await drainOutbox(deps, mayContinue);
    const digest = await tellDigests({ digests, publisher, now }, mayContinue);
    options.onReport?.(report);
    const published = report.settled.filter(({ decision }) => decision.alertId !== undefined).length;
    metrics.addMetric("AlertsPublished", MetricUnit.Count, published);
    metrics.addMetric("OldestOpenAgeSeconds", MetricUnit.Seconds, Math.round(report.oldestOpenAgeMs / SECOND_MS));
    metrics.publishStoredMetrics();
    const ms = Math.round(performance.now() - startedAt);
    const failed = [...report.failed, ...digest.failed];
    const line = { settled: report.settled.length, published, digests: digest.sent.length, failed, ms };
    if (failed.length > 0) logger.error("outbox drained, some work stays open", line);
    else logger.info("outbox drained", line);
    return { batchItemFailures: [] };
  };
}

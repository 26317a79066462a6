/**
 * The whole pipeline in one process: the embedded services, the same handlers that run in the cloud, and what stands
 * between them there (scheduler, event source mappings). Only the endpoints differ.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createAlert } from "../../lambdas/alert/create-alert.ts";
import { createCollect } from "../../lambdas/collect/create-collect.ts";
import type { DrainReport } from "../../lambdas/core/alerts/drain-outbox.ts";
import type { Desk } from "../../lambdas/core/desk.ts";
import type { HealthNotice } from "../../lambdas/core/feeds/health-notice.ts";
import type { Pack } from "../../lambdas/core/pack.ts";
import type { FeedOutcome } from "../../lambdas/core/stories/collect-feed.ts";
import type { Clock } from "../../lambdas/core/time.ts";
import { createDispatch } from "../../lambdas/dispatch/create-dispatch.ts";
import { createQueryHandler, type QueryHandler } from "../../lambdas/query/create-query-handler.ts";
import { type DeskMail, takeMail } from "./desk-inbox.ts";
import type { EmbeddedServices } from "./embedded-services.ts";
import { drainQueue, sendAlertTick } from "./event-source.ts";

export interface RuntimeOptions {
  readonly services: EmbeddedServices;
  /** the functions' configuration file is written there */
  readonly dataDir: string;
  readonly pack: Pack;
  readonly desk: Desk;
  readonly allowedHosts: readonly string[];
  readonly now: Clock;
  readonly isVerbose: boolean;
  /** told of every poll as it ends */
  readonly onOutcome?: (outcome: FeedOutcome) => void;
  /** told of what operators were told of the feeds' health */
  readonly onNotice?: (notice: HealthNotice) => void;
}

/** What one run of the alert worker came to. */
export interface Told extends DeskMail {
  readonly drain: DrainReport;
}

export interface Runtime {
  readonly query: QueryHandler;
  /** Dispatch and collect: `due` what the schedule says, `all` every feed. */
  collect(feeds: "due" | "all"): Promise<readonly FeedOutcome[]>;
  /** Drain the outbox and read what the desk was sent. */
  tell(): Promise<Told>;
  /** Let no new work begin: collecting and telling end after the feed or story they are at. */
  wind(): void;
}

/** Wire the functions to the services. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { services } = options;
  const env = prepareEnvironment(options, services.environment);
  const winding = new AbortController();
  const outcomes: FeedOutcome[] = [];
  const reports: DrainReport[] = [];
  const { now } = options;
  const dispatch = createDispatch(env, { now, onNotice: options.onNotice });
  const collect = createCollect(env, {
    now,
    onOutcome(outcome) {
      outcomes.push(outcome);
      options.onOutcome?.(outcome);
    },
  });
  const alert = createAlert(env, { now, onReport: (report) => reports.push(report) });
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

  return {
    query: createQueryHandler(env, { now }),
    async collect(feeds) {
      await dispatch({ feeds });
      await drainQueue(sqs, services.collectQueueUrl, collect, winding.signal);
      return outcomes.splice(0);
    },
    async tell() {
      await sendAlertTick(sqs, services.alertQueueUrl);
      await drainQueue(sqs, services.alertQueueUrl, alert, winding.signal);
      return { drain: mergeReports(reports.splice(0)), ...(await takeMail(sqs, services.deskQueueUrl)) };
    },
    wind: () => winding.abort(),
  };
}

/**
 * The functions read their environment, and the SDK reads the process's: set both, so that nothing here can reach an
 * account whose credentials happen to be at hand.
 */
function prepareEnvironment(
  options: RuntimeOptions,
  services: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> {
  mkdirSync(options.dataDir, { recursive: true });
  const packFile = join(options.dataDir, "pack.json");
  writeFileSync(packFile, JSON.stringify(options.pack));
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"]) delete process.env[name];
  Object.assign(process.env, services, {
    POWERTOOLS_DEV: "true",
    POWERTOOLS_LOG_LEVEL: options.isVerbose ? "INFO" : "SILENT",
    POWERTOOLS_METRICS_DISABLED: "true",
    POWERTOOLS_METRICS_NAMESPACE: "KivuWatch",
  });
  return {
    ...services,
    PACK_FILE: packFile,
    DESK: JSON.stringify(options.desk),
    ALLOWED_HOSTS: options.allowedHosts.join(","),
  };
}

function mergeReports(reports: readonly DrainReport[]): DrainReport {
  return {
    settled: reports.flatMap((report) => report.settled),
    failed: reports.flatMap((report) => report.failed),
    oldestOpenAgeMs: Math.max(0, ...reports.map((report) => report.oldestOpenAgeMs)),
  };
}

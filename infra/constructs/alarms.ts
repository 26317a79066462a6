/**
 * The alarms: everything that needs a person, ten of them because the first ten are free. Each tells where in the runbook
 * to read on.
 */
import { Duration, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Desk } from "../../lambdas/core/desk.ts";
import { METRICS, metricsNamespace } from "../metrics.ts";
import type { Alert } from "./alert.ts";
import type { Collect } from "./collect.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Query } from "./query.ts";
import type { WorkerFunction } from "./worker-function.ts";

export interface AlarmsProps {
  readonly desk: Desk;
  /** told when an alarm starts and when it ends */
  readonly operations: ITopic;
  /** undeliverable ticks and failed dispatches */
  readonly scheduleDeadLetters: IQueue;
  /** messages that SNS gave up on */
  readonly undelivered: IQueue;
  readonly dispatch: Dispatch;
  readonly collect: Collect;
  readonly alert: Alert;
  readonly query: Query;
}

/** An alert is late when its story has waited this long; one drain a minute is normal. */
const LATE_SECONDS = 15 * 60;
const FIVE_MINUTES = Duration.minutes(5);

/** One alarm; `id` in kebab case is its heading in infra/RUNBOOK.md. */
interface Watch {
  readonly id: string;
  /** what has happened when it rings */
  readonly tells: string;
  readonly metric: IMetric;
  /** rings at this value; for `silent` below it */
  readonly threshold: number;
  /** periods that must all be bad @default 1 */
  readonly periods?: number;
  /** rings when the value stays below the threshold or is missing @default false */
  readonly ringsBelow?: boolean;
  /** no value at all counts as bad @default the value of ringsBelow */
  readonly ringsWithoutData?: boolean;
}

export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    for (const watch of [...deadLetters(props), ...errors(props), ...progress(props.desk)])
      this.add(watch, props.operations);
  }

  private add(watch: Watch, topic: ITopic): void {
    const heading = watch.id.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
    const alarm = new Alarm(this, watch.id, {
      alarmName: `${Stack.of(this).stackName}-${heading}`,
      alarmDescription: `${watch.tells} What to do: infra/RUNBOOK.md#${heading}`,
      metric: watch.metric,
      threshold: watch.threshold,
      evaluationPeriods: watch.periods ?? 1,
      comparisonOperator: watch.ringsBelow
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData:
        (watch.ringsWithoutData ?? watch.ringsBelow) ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}

function deadLetters({ collect, alert, scheduleDeadLetters, undelivered }: AlarmsProps): readonly Watch[] {
  const rings = (id: string, queue: IQueue, tells: string): Watch => ({
    id,
    tells,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
    threshold: 1,
  });
  return [
    rings("CollectDeadLetters", collect.work.deadLetters, "A batch of feeds could not be collected in five tries."),
    rings("AlertDeadLetters", alert.work.deadLetters, "The alert worker failed three times on one tick."),
    rings(
      "ScheduleDeadLetters",
      scheduleDeadLetters,
      "A tick of the schedule or its dispatch failed, or the ledger does not balance.",
    ),
    rings("UndeliveredNotifications", undelivered, "SNS gave up delivering an alert or an alarm to a subscriber."),
  ];
}

/** Failing for ten minutes, not once: each of these is tried again by itself. */
function errors({ dispatch, collect, alert, query }: AlarmsProps): readonly Watch[] {
  const rings = (id: string, worker: WorkerFunction, tells: string): Watch => ({
    id,
    tells,
    metric: worker.lambda.metricErrors({ period: FIVE_MINUTES }),
    threshold: 1,
    periods: 2,
  });
  return [
    rings("DispatchErrors", dispatch.worker, "Dispatch keeps failing: feeds are not being polled."),
    rings("CollectErrors", collect.worker, "Collect keeps failing as a whole, not for one feed only."),
    rings("AlertErrors", alert.worker, "The alert worker keeps failing: alerts wait in the outbox."),
    {
      id: "QueryErrors",
      tells: "The HTTP API keeps answering 5xx.",
      metric: query.api.metricServerError({ period: FIVE_MINUTES }),
      threshold: 1,
      periods: 2,
    },
  ];
}

function progress(desk: Desk): readonly Watch[] {
  // Feeds polled every six hours are silent for long by choice: two polls must be missed, and thirty minutes at least.
  const silentPeriod = Duration.minutes(Math.max(15, desk.pollMinutes));
  return [
    {
      id: "OldestOpenEntry",
      tells: "A matched story has waited 15 minutes for its alert, or the alert worker is silent.",
      metric: emitted(desk, "OldestOpenAgeSeconds", FIVE_MINUTES, Stats.MAXIMUM),
      threshold: LATE_SECONDS,
      periods: 2,
      // The worker reports on every tick, 0 when nothing waits: no report means no worker.
      ringsWithoutData: true,
    },
    {
      id: "CollectorSilent",
      tells: `No feed was polled for ${2 * silentPeriod.toMinutes()} minutes.`,
      metric: emitted(desk, "FeedsPolled", silentPeriod, Stats.SUM),
      threshold: 1,
      periods: 2,
      ringsBelow: true,
    },
  ];
}

function emitted(desk: Desk, metricName: keyof typeof METRICS, period: Duration, statistic: string): Metric {
  return new Metric({
    namespace: metricsNamespace(desk.stage),
    metricName,
    dimensionsMap: { service: METRICS[metricName] },
    period,
    statistic,
  });
}

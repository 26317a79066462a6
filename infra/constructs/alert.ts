/**
 * alert: woken every minute through a FIFO queue, drains the outbox and publishes. The queue is the mutex: all ticks are
 * of one message group, so Lambda never runs two of them at once, and no concurrency has to be reserved.
 */
import { Duration, Validations } from "aws-cdk-lib";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { ContextAttribute, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { SqsSendMessage } from "aws-cdk-lib/aws-scheduler-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { OUTBOX_INDEX } from "../../lambdas/adapters/dynamo/tables.ts";
import { allowConsume, allowPublish, allowSend, allowTable } from "./allow.ts";
import { MinuteSchedule } from "./minute-schedule.ts";
import type { Notifications } from "./notifications.ts";
import type { Tables } from "./tables.ts";
import { WorkQueue } from "./work-queue.ts";
import { type WorkerContext, WorkerFunction } from "./worker-function.ts";

export interface AlertProps extends WorkerContext {
  readonly tables: Tables;
  readonly notifications: Notifications;
  /** receives undeliverable ticks */
  readonly deadLetters: IQueue;
}

const TIMEOUT = Duration.minutes(1);

export class Alert extends Construct {
  readonly worker: WorkerFunction;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, props: AlertProps) {
    super(scope, id);
    const { tables, notifications } = props;
    this.work = new WorkQueue(this, "Ticks", {
      fifo: true,
      // Not six times: a failed tick blocks its group until it is visible again, and alerts wait behind it.
      visibilityTimeout: Duration.minutes(TIMEOUT.toMinutes() * 2),
      maxReceiveCount: 3,
      // A tick carries nothing but "look now". After an outage a few are as good as hundreds.
      retentionPeriod: Duration.minutes(15),
    });
    this.worker = new WorkerFunction(this, "Worker", {
      ...props,
      name: "alert",
      description: "Drains the outbox: groups stories into events, decides and publishes alerts",
      timeout: TIMEOUT,
      environment: {
        STORIES_TABLE: tables.stories.tableName,
        MENTIONS_TABLE: tables.mentions.tableName,
        EVENTS_TABLE: tables.events.tableName,
        ALERT_TOPIC_ARN: notifications.alerts.topicArn,
        ...(notifications.chat ? { CHAT_TOPIC_ARN: notifications.chat.topicArn } : {}),
      },
    });
    this.grant(tables, notifications);

    const mapping = new EventSourceMapping(this, "Intake", {
      target: this.worker.lambda,
      eventSourceArn: this.work.queue.queueArn,
      batchSize: 1,
      maxConcurrency: 2,
      reportBatchItemFailures: true,
    });
    Validations.of(mapping).acknowledge({
      id: "Serverless-LambdaEventSourceMappingDestination",
      reason: "Lambda offers no failure destination for an SQS source: the queue's redrive policy does it.",
    });
    new MinuteSchedule(this, "EveryMinute", {
      description: "Wakes KivuWatch alert",
      deadLetters: props.deadLetters,
      grant: (role) => allowSend(role, this.work.queue),
      target: (delivery) =>
        new SqsSendMessage(this.work.queue, {
          ...delivery,
          messageGroupId: "alert",
          // SQS drops an equal body for five minutes: the execution's id makes each tick its own.
          input: ScheduleTargetInput.fromObject({ executionId: ContextAttribute.executionId }),
        }),
    });
  }

  private grant(tables: Tables, notifications: Notifications): void {
    const { lambda } = this.worker;
    allowTable(lambda, {
      table: tables.stories,
      actions: ["GetItem", "UpdateItem"],
      queriedIndexes: [OUTBOX_INDEX],
    });
    allowTable(lambda, { table: tables.mentions, actions: ["BatchWriteItem"] });
    allowTable(lambda, {
      table: tables.events,
      actions: ["BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem"],
    });
    allowConsume(lambda, this.work.queue);
    allowPublish(lambda, notifications.alerts);
    if (notifications.chat) allowPublish(lambda, notifications.chat);
    Validations.of(lambda).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason: "Invoked by its queue only: a failed message goes to the queue's dead-letter queue.",
    });
  }
}

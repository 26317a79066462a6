/** collect: fetches the feeds of a batch, matches and stores their stories. */
import { Duration, Validations } from "aws-cdk-lib";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { allowConsume, allowTable } from "./allow.ts";
import type { Tables } from "./tables.ts";
import { WorkQueue } from "./work-queue.ts";
import { type WorkerContext, WorkerFunction } from "./worker-function.ts";

export interface CollectProps extends WorkerContext {
  readonly tables: Tables;
  /** messages for one invocation, each a batch of feeds @default 2 */
  readonly batchSize?: number;
  /** invocations at once; a new account has ten for all its functions @default 5 */
  readonly maxConcurrency?: number;
}

const TIMEOUT = Duration.minutes(3);

export class Collect extends Construct {
  readonly worker: WorkerFunction;
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, props: CollectProps) {
    super(scope, id);
    const { tables } = props;
    this.work = new WorkQueue(this, "Feeds", {
      // Six times the function's timeout, as Lambda advises: throttled batches wait inside that time.
      visibilityTimeout: Duration.minutes(TIMEOUT.toMinutes() * 6),
      maxReceiveCount: 5,
      retentionPeriod: Duration.days(4),
    });
    this.worker = new WorkerFunction(this, "Worker", {
      ...props,
      name: "collect",
      description: "Fetches feeds, matches their stories and stores them",
      timeout: TIMEOUT,
      environment: {
        STORIES_TABLE: tables.stories.tableName,
        MENTIONS_TABLE: tables.mentions.tableName,
        FEEDS_TABLE: tables.feeds.tableName,
        RULES_TABLE: tables.rules.tableName,
      },
    });
    const { lambda } = this.worker;
    allowTable(lambda, { table: tables.stories, actions: ["GetItem", "PutItem", "UpdateItem"] });
    allowTable(lambda, { table: tables.mentions, actions: ["BatchWriteItem"] });
    allowTable(lambda, { table: tables.feeds, actions: ["BatchGetItem", "UpdateItem"] });
    allowTable(lambda, { table: tables.rules, actions: ["BatchGetItem", "GetItem"] });
    allowConsume(lambda, this.work.queue);
    Validations.of(lambda).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason: "Invoked by its queue only: a failed message goes to the queue's dead-letter queue.",
    });

    const mapping = new EventSourceMapping(this, "Intake", {
      target: lambda,
      eventSourceArn: this.work.queue.queueArn,
      batchSize: props.batchSize ?? 2,
      maxConcurrency: props.maxConcurrency ?? 5,
      reportBatchItemFailures: true,
    });
    Validations.of(mapping).acknowledge({
      id: "Serverless-LambdaEventSourceMappingDestination",
      reason: "Lambda offers no failure destination for an SQS source: the queue's redrive policy does it.",
    });
  }
}

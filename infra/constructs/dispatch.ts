/** dispatch: woken every minute, works out which feeds are due and sends them to the collect queue. */
import { Duration, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { EventInvokeConfigOptions, IDestination } from "aws-cdk-lib/aws-lambda";
import { ContextAttribute, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { ROSTER_INDEX, TIMELINE_INDEX } from "../../lambdas/adapters/dynamo/tables.ts";
import { allowPublish, allowSend, allowTable } from "./allow.ts";
import { MinuteSchedule } from "./minute-schedule.ts";
import type { Tables } from "./tables.ts";
import { type WorkerContext, WorkerFunction } from "./worker-function.ts";

export interface DispatchProps extends WorkerContext {
  readonly tables: Tables;
  readonly collectQueue: IQueue;
  /** told when feeds fall ill and when they recover */
  readonly operations: ITopic;
  /** receives undeliverable ticks and failed invocations */
  readonly deadLetters: IQueue;
}

/** A lost tick loses no poll: dispatch covers every minute since its watermark. So a few quick retries are enough. */
const RETRIES = { retryAttempts: 2, maxEventAge: Duration.minutes(5) } as const satisfies EventInvokeConfigOptions;

export class Dispatch extends Construct {
  readonly worker: WorkerFunction;

  constructor(scope: Construct, id: string, props: DispatchProps) {
    super(scope, id);
    const { tables, deadLetters, collectQueue, operations } = props;
    this.worker = new WorkerFunction(this, "Worker", {
      ...props,
      name: "dispatch",
      description: "Sends the feeds that are due to the collect queue",
      memorySize: 256,
      environment: {
        FEEDS_TABLE: tables.feeds.tableName,
        RULES_TABLE: tables.rules.tableName,
        STORIES_TABLE: tables.stories.tableName,
        COLLECT_QUEUE_URL: collectQueue.queueUrl,
        OPERATIONS_TOPIC_ARN: operations.topicArn,
      },
    });
    const { lambda } = this.worker;
    allowTable(lambda, {
      table: tables.feeds,
      actions: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"],
      queriedIndexes: [ROSTER_INDEX],
    });
    allowTable(lambda, {
      table: tables.rules,
      actions: ["BatchGetItem", "GetItem", "PutItem"],
    });
    // Once an hour, for the ledger.
    allowTable(lambda, { table: tables.stories, actions: [], queriedIndexes: [TIMELINE_INDEX] });
    allowSend(lambda, collectQueue);
    allowPublish(lambda, operations);

    lambda.configureAsyncInvoke({ ...RETRIES, onFailure: failuresTo(deadLetters) });
    Validations.of(lambda).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason:
        "A failed invocation goes to the on-failure destination, which also tells the error; a second queue would get it twice.",
    });

    new MinuteSchedule(this, "EveryMinute", {
      description: "Wakes KivuWatch dispatch",
      deadLetters,
      grant: (role) =>
        role.addToPrincipalPolicy(
          new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [lambda.functionArn] }),
        ),
      target: (delivery) =>
        new LambdaInvoke(lambda, {
          ...delivery,
          input: ScheduleTargetInput.fromObject({ scheduledTime: ContextAttribute.scheduledTime }),
        }),
    });
  }
}

/** As CDK's SqsDestination, but granting sending alone. */
function failuresTo(queue: IQueue): IDestination {
  return {
    bind: (_scope, lambda) => {
      allowSend(lambda, queue);
      return { destination: queue.queueArn };
    },
  };
}

import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { type CfnResource, resourceNamed, resourcesOf, synthesize } from "./synthesize.ts";

const { template } = synthesize();

function queueNamed(prefix: string): CfnResource & { readonly id: string } {
  return resourceNamed(template, "AWS::SQS::Queue", prefix);
}

function functionNamed(prefix: string): CfnResource & { readonly id: string } {
  return resourceNamed(template, "AWS::Lambda::Function", prefix);
}

function arnOf({ id }: { readonly id: string }): unknown {
  return { "Fn::GetAtt": [id, "Arn"] };
}

describe("every queue", () => {
  const queues = Object.entries(resourcesOf(template, "AWS::SQS::Queue"));

  test.each(queues)("%s is encrypted and refuses plain HTTP", (id, { Properties }) => {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    template.hasResourceProperties("AWS::SQS::QueuePolicy", {
      Queues: [{ Ref: id }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
        ]),
      },
    });
  });

  test.each(queues.filter(([id]) => /DeadLetters|Undelivered/.test(id)))(
    "%s keeps failures as long as SQS allows",
    (_id, { Properties }) => {
      expect(Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    },
  );
});

describe("collect", () => {
  const queue = queueNamed("CollectFeedsQueue");
  const worker = functionNamed("CollectWorker");

  test("takes feeds from a standard queue, few messages at a time, on at least two workers", () => {
    expect(queue.Properties).not.toHaveProperty("FifoQueue");
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: arnOf(queue),
      FunctionName: { Ref: worker.id },
      BatchSize: 2,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  test("hands a message over after five failures", () => {
    expect(queue.Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: arnOf(queueNamed("CollectFeedsDeadLetters")),
      maxReceiveCount: 5,
    });
  });

  test("hides a message for six times the function's timeout", () => {
    expect(queue.Properties.VisibilityTimeout).toBe(6 * worker.Properties.Timeout);
  });
});

describe("alert", () => {
  const queue = queueNamed("AlertTicksQueue");
  const worker = functionNamed("AlertWorker");

  test("takes one tick at a time from a FIFO queue", () => {
    expect(queue.Properties).toMatchObject({ FifoQueue: true, ContentBasedDeduplication: true });
    template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: arnOf(queue),
      FunctionName: { Ref: worker.id },
      BatchSize: 1,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  test("hands a tick over to a FIFO dead-letter queue after three failures", () => {
    const deadLetters = queueNamed("AlertTicksDeadLetters");

    expect(deadLetters.Properties.FifoQueue).toBe(true);
    expect(queue.Properties.RedrivePolicy).toEqual({ deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: 3 });
  });

  test("can fail three times before a tick expires, and never hides one shorter than it works", () => {
    const { VisibilityTimeout, MessageRetentionPeriod } = queue.Properties;

    expect(VisibilityTimeout).toBeGreaterThanOrEqual(worker.Properties.Timeout);
    expect(MessageRetentionPeriod).toBeGreaterThan(3 * VisibilityTimeout);
  });

  test("is woken every minute by messages of one group, each unlike the last", () => {
    const { Target } = resourceNamed(template, "AWS::Scheduler::Schedule", "AlertEveryMinute").Properties;

    expect(Target.Arn).toEqual(arnOf(queue));
    expect(Target.SqsParameters).toEqual({ MessageGroupId: "alert" });
    expect(JSON.parse(Target.Input)).toEqual({ executionId: "<aws.scheduler.execution-id>" });
  });
});

describe("dispatch", () => {
  const worker = functionNamed("DispatchWorker");
  const deadLetters = queueNamed("ScheduleDeadLetters");

  test("is woken every minute and told for which one", () => {
    const { Target } = resourceNamed(template, "AWS::Scheduler::Schedule", "DispatchEveryMinute").Properties;

    expect(Target.Arn).toEqual(arnOf(worker));
    expect(JSON.parse(Target.Input)).toEqual({ scheduledTime: "<aws.scheduler.scheduled-time>" });
  });

  test("is tried twice more, then its failure is kept with the reason", () => {
    template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", {
      FunctionName: { Ref: worker.id },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 300,
      DestinationConfig: { OnFailure: { Destination: arnOf(deadLetters) } },
    });
  });

  test("and alert have the only schedules: each minute, enabled, with a standard dead-letter queue", () => {
    const schedules = Object.values(resourcesOf(template, "AWS::Scheduler::Schedule"));

    expect(schedules).toHaveLength(2);
    expect(deadLetters.Properties).not.toHaveProperty("FifoQueue");
    for (const { Properties } of schedules) {
      expect(Properties).toMatchObject({ ScheduleExpression: "rate(1 minute)", State: "ENABLED" });
      expect(Properties.Target.DeadLetterConfig).toEqual({ Arn: arnOf(deadLetters) });
      expect(Properties.Target.RetryPolicy.MaximumEventAgeInSeconds).toBe(300);
    }
  });
});

/** The pulse: EventBridge Scheduler calls a target every minute; what it cannot deliver goes to a dead-letter queue. */
import { Duration, Stack } from "aws-cdk-lib";
import { type IRole, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type IScheduleTarget, Schedule, ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import type { ScheduleTargetBaseProps } from "aws-cdk-lib/aws-scheduler-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { allowSend } from "./allow.ts";

export interface MinuteScheduleProps {
  readonly description: string;
  /** receives the ticks that stay undeliverable; Scheduler only takes a standard queue */
  readonly deadLetters: IQueue;
  /** give the role what the target needs, and nothing else */
  readonly grant: (role: IRole) => void;
  /** the target, with these delivery settings */
  readonly target: (delivery: ScheduleTargetBaseProps) => IScheduleTarget;
}

export class MinuteSchedule extends Construct {
  constructor(scope: Construct, id: string, props: MinuteScheduleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const group = stack.formatArn({ service: "scheduler", resource: "schedule-group", resourceName: "default" });
    const role = new Role(this, "Role", {
      description: props.description,
      // Only schedules of this account: without the conditions another account's schedule could borrow the role.
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": stack.account, "aws:SourceArn": group } },
      }),
    });
    props.grant(role);
    allowSend(role, props.deadLetters);
    const schedule = new Schedule(this, "Schedule", {
      description: props.description,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: props.target({
        // CDK's targets would widen the role: `:*` for a function, reading attributes for a queue.
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: props.deadLetters,
        // A tick is worth little once the next ones have come: they cover its minute too.
        maxEventAge: Duration.minutes(5),
        retryAttempts: 5,
      }),
    });
    // The first tick may come at once.
    schedule.node.addDependency(role);
  }
}

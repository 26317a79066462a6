/**
 * The one stack: a bare `cdk deploy` deploys all of KivuWatch. Its tables outlive it; the rest is disposable. It knows
 * neither account nor region, looks nothing up and needs no Docker.
 */
import { CfnOutput, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Access } from "./constructs/access.ts";
import { Alarms } from "./constructs/alarms.ts";
import { Alert } from "./constructs/alert.ts";
import { Collect } from "./constructs/collect.ts";
import { Dispatch } from "./constructs/dispatch.ts";
import { Notifications } from "./constructs/notifications.ts";
import { Query } from "./constructs/query.ts";
import { Tables } from "./constructs/tables.ts";
import { DeadLetterQueue } from "./constructs/work-queue.ts";
import type { WorkerContext } from "./constructs/worker-function.ts";
import { packConfig } from "./pack-config.ts";

export interface KivuWatchStackProps extends Omit<WorkerContext, "pack"> {
  /** also make a topic for Slack or Teams through Amazon Q @default false */
  readonly chat?: boolean;
}

export class KivuWatchStack extends Stack {
  constructor(scope: Construct, id: string, props: KivuWatchStackProps) {
    const { desk, projectRoot } = props;
    super(scope, id, {
      stackName: stackName(id, desk.stage),
      description: `KivuWatch (${desk.stage}): watches news feeds about the Eastern DRC and sends explained alerts`,
      terminationProtection: true,
    });
    Tags.of(this).add("application", "KivuWatch");
    Tags.of(this).add("stage", desk.stage);

    // A command that needs no assets (`cdk list`, `cdk destroy`) must work with a broken config/, too.
    const files = this.bundlingRequired ? packConfig(projectRoot) : undefined;
    const context: WorkerContext = { desk, projectRoot, files };
    const tables = new Tables(this, "Tables");
    const notifications = new Notifications(this, "Notifications", {
      alertEmails: desk.alertEmails,
      operationsEmails: desk.operationsEmails,
      chat: props.chat,
    });
    const scheduleDeadLetters = new DeadLetterQueue(this, "ScheduleDeadLetters");
    const collect = new Collect(this, "Collect", { ...context, tables });
    const dispatch = new Dispatch(this, "Dispatch", {
      ...context,
      tables,
      collectQueue: collect.work.queue,
      operations: notifications.operations,
      deadLetters: scheduleDeadLetters,
    });
    const alert = new Alert(this, "Alert", { ...context, tables, notifications, deadLetters: scheduleDeadLetters });
    const access = new Access(this, "Access");
    const query = new Query(this, "Query", { ...context, tables, access });
    new Alarms(this, "Alarms", {
      desk,
      operations: notifications.operations,
      scheduleDeadLetters,
      undelivered: notifications.undelivered,
      dispatch,
      collect,
      alert,
      query,
    });

    this.output("ApiUrl", query.url, "HTTP API; a user's token, or below /machine requests signed with SigV4");
    this.output("UserPoolId", access.users.userPoolId, "Users of the archive; put those who edit rules into `editor`");
    this.output("UserPoolClientId", access.client.userPoolClientId, "For signing in");
    this.output("AlertTopicArn", notifications.alerts.topicArn, "Subscribe here for alerts");
    this.output(
      "OperationsTopicArn",
      notifications.operations.topicArn,
      "Subscribe here for alarms and the feeds' health",
    );
    if (notifications.chat)
      this.output("ChatTopicArn", notifications.chat.topicArn, "For Amazon Q in chat applications");
    for (const [key, table] of tables.all) {
      this.output(`${key.charAt(0).toUpperCase()}${key.slice(1)}Table`, table.tableName, `Table of ${key}`);
    }
    this.output("CollectQueueUrl", collect.work.queue.queueUrl, "Feeds that are due");
    this.output("CollectDeadLetterQueueUrl", collect.work.deadLetters.queueUrl, "Feeds that could not be collected");
    this.output("AlertQueueUrl", alert.work.queue.queueUrl, "Ticks of the alert worker");
    this.output("AlertDeadLetterQueueUrl", alert.work.deadLetters.queueUrl, "Ticks that failed");
    this.output("ScheduleDeadLetterQueueUrl", scheduleDeadLetters.queueUrl, "Schedules and dispatches that failed");
    this.output("UndeliveredQueueUrl", notifications.undelivered.queueUrl, "What SNS could not deliver");
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}

/** Generated resource names begin with the stack's: so two stages can share an account, and `prod` keeps the plain name. */
function stackName(id: string, stage: string): string {
  return stage === "prod" ? id : `${id}-${stage}`;
}

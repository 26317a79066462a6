/** Where KivuWatch speaks to people: alerts to the desk, alarms to its operators, and what reached neither. */
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { MailTopic } from "./mail-topic.ts";
import { DeadLetterQueue } from "./work-queue.ts";

export interface NotificationsProps {
  /** mailed every alert @default none */
  readonly alertEmails?: readonly string[];
  /** mailed every alarm @default none */
  readonly operationsEmails?: readonly string[];
  /** also make a topic for Slack or Teams through Amazon Q @default false */
  readonly chat?: boolean;
}

export class Notifications extends Construct {
  readonly alerts: MailTopic;
  readonly operations: MailTopic;
  /** absent unless asked for */
  readonly chat?: Topic;
  /** what SNS could not deliver to a subscriber of either topic */
  readonly undelivered: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const undelivered = new DeadLetterQueue(this, "Undelivered");
    this.undelivered = undelivered;
    this.alerts = new MailTopic(this, "Alerts", { displayName: "KivuWatch", emails: props.alertEmails, undelivered });
    this.operations = new MailTopic(this, "Operations", {
      displayName: "KivuWatch operations",
      emails: props.operationsEmails,
      undelivered,
      receivesAlarms: true,
    });
    this.admitUndelivered();
    if (props.chat) this.chat = new Topic(this, "Chat", { displayName: "KivuWatch", enforceSSL: true });
  }

  /** Also for subscriptions that are made later, outside the stack, and name this queue in their redrive policy. */
  private admitUndelivered(): void {
    this.undelivered.addToResourcePolicy(
      new PolicyStatement({
        sid: "UndeliveredBySns",
        principals: [new ServicePrincipal("sns.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [this.undelivered.queueArn],
        conditions: { ArnEquals: { "aws:SourceArn": [this.alerts.topicArn, this.operations.topicArn] } },
      }),
    );
  }
}

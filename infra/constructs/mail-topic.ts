/** An SNS topic with mail subscribers. A mail that SNS cannot deliver is kept for a person, not dropped. */

import { Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

export interface MailTopicProps {
  /** sender's name in mails; its first ten characters open every SMS */
  readonly displayName: string;
  /** each address has to confirm once @default none */
  readonly emails?: readonly string[];
  /** receives what SNS gave up on, after up to six hours of trying */
  readonly undelivered: IQueue;
  /** whether CloudWatch may publish here @default false */
  readonly receivesAlarms?: boolean;
}

export class MailTopic extends Topic {
  constructor(scope: Construct, id: string, props: MailTopicProps) {
    super(scope, id, { displayName: props.displayName, enforceSSL: true });
    for (const email of new Set(props.emails)) {
      this.addSubscription(new EmailSubscription(email, { deadLetterQueue: props.undelivered }));
    }
    if (props.receivesAlarms) this.admitAlarms();
  }

  /** A topic with a policy of its own (here: no plain HTTP) loses the default one, by which alarms of the account may publish. */
  private admitAlarms(): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "AlarmsOfThisAccount",
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
  }
}

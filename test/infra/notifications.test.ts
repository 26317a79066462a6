import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, test } from "vitest";
import { resourceNamed, resourcesOf, synthesize } from "./synthesize.ts";

const DESK = "alertEmails: [a@example.org, b@example.org, a@example.org]\noperationsEmails: [ops@example.org]";
const { template } = synthesize({ desk: DESK });

function topicNamed(prefix: string, from = template): { readonly id: string } {
  return resourceNamed(from, "AWS::SNS::Topic", prefix);
}

function subscribersOf(topicId: string): readonly string[] {
  return Object.values(resourcesOf(template, "AWS::SNS::Subscription"))
    .filter(({ Properties }) => Properties.TopicArn.Ref === topicId)
    .map(({ Properties }) => `${Properties.Protocol}:${Properties.Endpoint}`)
    .sort();
}

describe("notifications", () => {
  test("mail every alert to each of the desk's addresses once, and alarms to the operators", () => {
    expect(subscribersOf(topicNamed("NotificationsAlerts").id)).toEqual(["email:a@example.org", "email:b@example.org"]);
    expect(subscribersOf(topicNamed("NotificationsOperations").id)).toEqual(["email:ops@example.org"]);
  });

  test("keep what could not be delivered", () => {
    const undelivered = resourceNamed(template, "AWS::SQS::Queue", "NotificationsUndelivered");
    const subscriptions = Object.values(resourcesOf(template, "AWS::SNS::Subscription"));

    expect(subscriptions).toHaveLength(3);
    for (const { Properties } of subscriptions) {
      expect(Properties.RedrivePolicy).toEqual({ deadLetterTargetArn: { "Fn::GetAtt": [undelivered.id, "Arn"] } });
    }
  });

  test("let SNS put the undelivered aside, for later subscribers too", () => {
    const { template: withoutMail } = synthesize();
    const undelivered = resourceNamed(withoutMail, "AWS::SQS::Queue", "NotificationsUndelivered");
    const topics = ["NotificationsAlerts", "NotificationsOperations"].map((prefix) => topicNamed(prefix, withoutMail));

    withoutMail.hasResourceProperties("AWS::SQS::QueuePolicy", {
      Queues: [{ Ref: undelivered.id }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Action: "sqs:SendMessage",
            Principal: { Service: "sns.amazonaws.com" },
            Condition: { ArnEquals: { "aws:SourceArn": topics.map(({ id }) => ({ Ref: id })) } },
          }),
        ]),
      },
    });
  });

  test.each(["NotificationsAlerts", "NotificationsOperations"])("%s refuses plain HTTP", (prefix) => {
    template.hasResourceProperties("AWS::SNS::TopicPolicy", {
      Topics: [{ Ref: topicNamed(prefix).id }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Deny",
            Action: "sns:Publish",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ]),
      },
    });
  });

  test("let this account's alarms speak on the operations topic alone", () => {
    const admitting = Object.values(resourcesOf(template, "AWS::SNS::TopicPolicy")).filter(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument).includes("cloudwatch.amazonaws.com"),
    );

    expect(admitting.map(({ Properties }) => Properties.Topics)).toEqual([
      [{ Ref: topicNamed("NotificationsOperations").id }],
    ]);
    expect(admitting[0]?.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Action: "sns:Publish",
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      }),
    );
  });

  test("reach nobody when the desk names nobody", () => {
    synthesize().template.resourceCountIs("AWS::SNS::Subscription", 0);
  });

  test("have a chat topic only when it is asked for, and then the alert worker knows it", () => {
    const withChat = synthesize({ chat: true }).template;

    const chat = topicNamed("NotificationsChat", withChat);
    const worker = resourceNamed(withChat, "AWS::Lambda::Function", "AlertWorker");
    expect(worker.Properties.Environment.Variables.CHAT_TOPIC_ARN).toEqual({ Ref: chat.id });
    template.resourceCountIs("AWS::SNS::Topic", 2);
  });
});

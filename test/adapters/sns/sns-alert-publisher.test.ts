import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PublishError } from "../../../lambdas/adapters/sns/publish-error.ts";
import { SnsAlertPublisher } from "../../../lambdas/adapters/sns/sns-alert-publisher.ts";
import { SnsOperationsPublisher } from "../../../lambdas/adapters/sns/sns-operations-publisher.ts";
import { digestEntry, digestId } from "../../../lambdas/core/alerts/digest.ts";
import { alertFromCloudEvent } from "../../../lambdas/core/alerts/messages/cloud-event.ts";
import type { HealthNotice } from "../../../lambdas/core/feeds/health-notice.ts";
import type { EmulatorServer } from "../../support/emulator-server.ts";
import { startFauxqs } from "../../support/fauxqs-server.ts";
import { hexOf, NOW, sampleStory } from "../../support/samples.ts";
import { CROWDED, HOSTILE, MODEL_ALERT, ZONE } from "../../unit/alerts/messages/sample-alerts.ts";

let server: EmulatorServer;
let sns: SNSClient;
let sqs: SQSClient;

beforeAll(async () => {
  server = await startFauxqs();
  const config = {
    endpoint: server.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  sns = new SNSClient(config);
  sqs = new SQSClient(config);
});

afterAll(async () => {
  sns?.destroy();
  sqs?.destroy();
  await server?.stop();
});

let run = 0;
let topicArn: string;
let publisher: SnsAlertPublisher;

beforeEach(async () => {
  run += 1;
  topicArn = await createTopic(`alerts-${run}`);
  publisher = new SnsAlertPublisher({ client: sns, topicArn, timeZone: ZONE, source: "urn:kivuwatch:test" });
});

describe("SnsAlertPublisher", () => {
  it("hands a queue the alert as a CloudEvent", async () => {
    const queue = await subscribeQueue(topicArn, { raw: true });

    await publisher.publish(MODEL_ALERT);

    const [message] = await receive(queue);
    expect(alertFromCloudEvent(defaultForm(message?.Body))).toEqual(MODEL_ALERT);
  });

  it("hands a queue with raw delivery all ten attributes", async () => {
    const queue = await subscribeQueue(topicArn, { raw: true });

    await publisher.publish(MODEL_ALERT);

    const [message] = await receive(queue);
    const attributes = message?.MessageAttributes ?? {};
    expect(Object.keys(attributes).sort()).toEqual([
      "country",
      "decision",
      "group",
      "lang",
      "place",
      "rule",
      "severity",
      "severityRank",
      "source",
      "theme",
    ]);
    expect(attributes.severityRank).toMatchObject({ DataType: "Number", StringValue: "3" });
    expect(JSON.parse(attributes.rule?.StringValue ?? "")).toEqual(["m23-front-lines", "diplomacy"]);
  });

  it("hands a queue without raw delivery subject, document and attributes in the envelope of SNS", async () => {
    const queue = await subscribeQueue(topicArn, { raw: false });

    await publisher.publish(MODEL_ALERT);

    const [message] = await receive(queue);
    const envelope = JSON.parse(message?.Body ?? "");
    expect(envelope.Subject).toBe("[HIGH] Kagame and Blinken speak by phone about the crisis in Eastern DRC");
    expect(defaultForm(envelope.Message)).toMatchObject({ type: "kivuwatch.alert.v1", id: MODEL_ALERT.id });
    expect(envelope.MessageAttributes.severity).toEqual({ Type: "String", Value: "high" });
  });

  it("asks SNS to give each protocol its own form", async () => {
    const sent: unknown[] = [];
    sns.middlewareStack.add((next) => (args) => next({ ...args, input: note(sent, args.input) }), {
      name: "note",
      step: "initialize",
    });

    await publisher.publish(MODEL_ALERT);
    sns.middlewareStack.remove("note");

    expect(sent).toEqual([expect.objectContaining({ TopicArn: topicArn, MessageStructure: "json" })]);
    const { Message } = sent[0] as { readonly Message: string };
    expect(Object.keys(JSON.parse(Message))).toEqual(["default", "email", "sms"]);
  });

  it("lets a subscription choose by its filter policy", async () => {
    const loud = await subscribeQueue(topicArn, { raw: true, policy: { severityRank: [{ numeric: [">=", 3] }] } });
    const critical = await subscribeQueue(topicArn, { raw: true, policy: { severity: ["critical"] } });

    await publisher.publish(MODEL_ALERT);
    await publisher.publish({ ...MODEL_ALERT, id: "b".repeat(32), severity: "critical" });

    expect(await receive(loud)).toHaveLength(2);
    expect(await receive(critical)).toHaveLength(1);
  });

  it.each([
    ["a hostile alert", HOSTILE],
    ["an alert of 400 outlets", CROWDED],
  ])("gets %s through", async (_, alert) => {
    const queue = await subscribeQueue(topicArn, { raw: true });

    await publisher.publish(alert);

    const [message] = await receive(queue);
    expect(alertFromCloudEvent(defaultForm(message?.Body)).otherStories).toHaveLength(alert.otherStories.length);
  });

  it("sends chat programs their own message, on their own topic only", async () => {
    const chatTopicArn = await createTopic(`chat-${run}`);
    const desk = await subscribeQueue(topicArn, { raw: true });
    const chat = await subscribeQueue(chatTopicArn, { raw: true });
    const both = new SnsAlertPublisher({
      client: sns,
      topicArn,
      chatTopicArn,
      timeZone: ZONE,
      source: "urn:kivuwatch:test",
    });

    await both.publish(MODEL_ALERT);

    const [[toDesk], [toChat]] = [await receive(desk), await receive(chat)];
    expect(defaultForm(toDesk?.Body)).toMatchObject({ specversion: "1.0" });
    expect(JSON.parse(toChat?.Body ?? "")).toMatchObject({
      version: "1.0",
      source: "custom",
      metadata: { threadId: MODEL_ALERT.eventId },
    });
  });

  it("sends a digest to the desk and to chat programs, each in its own form", async () => {
    const chatTopicArn = await createTopic(`chat-${run}`);
    const desk = await subscribeQueue(topicArn, { raw: true });
    const chat = await subscribeQueue(chatTopicArn, { raw: true });
    const source = "urn:kivuwatch:test";
    const both = new SnsAlertPublisher({ client: sns, topicArn, chatTopicArn, timeZone: ZONE, source });
    const digest = { id: digestId(NOW, 1), dueAt: NOW, number: 1, entries: [ENTRY] };

    await both.publishDigest(digest);

    const [[toDesk], [toChat]] = [await receive(desk), await receive(chat)];
    expect(defaultForm(toDesk?.Body)).toMatchObject({ type: "kivuwatch.digest.v1", id: digest.id });
    expect(JSON.parse(toChat?.Body ?? "")).toMatchObject({
      source: "custom",
      id: digest.id,
      metadata: { threadId: "urn:kivuwatch:test:digest", eventType: "KivuWatch digest" },
    });
  });

  it("rejects with the alert, the topic and the cause when SNS does not take it", async () => {
    const nowhere = `${topicArn}-gone`;
    const lost = new SnsAlertPublisher({
      client: sns,
      topicArn: nowhere,
      timeZone: ZONE,
      source: "urn:kivuwatch:test",
    });

    const failure: unknown = await lost.publish(MODEL_ALERT).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(PublishError);
    expect(failure).toMatchObject({ code: "E_PUBLISH", cause: expect.any(Error) });
    expect(String(failure)).toContain(`alert ${MODEL_ALERT.id} was not taken by ${nowhere}: `);
  });
});

describe("SnsOperationsPublisher", () => {
  const NOTICE: HealthNotice = {
    id: "c".repeat(32),
    kind: "changes",
    at: 0,
    worsened: [{ name: "Radio\r\nBcc: x", from: "healthy", to: "failing", detail: "http-500: \u0000error" }],
    recovered: [],
    counts: { worsened: 1, recovered: 0, ill: 1, feeds: 9 },
  };

  it("mails a notice with a subject and its id", async () => {
    const queue = await subscribeQueue(topicArn, { raw: false });

    await new SnsOperationsPublisher(topicArn, sns).publishNotice(NOTICE);

    const [message] = await receive(queue);
    const envelope = JSON.parse(message?.Body ?? "");
    expect(envelope.Subject).toBe("KivuWatch: feeds: 1 worse");
    expect(envelope.Message).toContain("failing (was healthy) Radio Bcc: x: http-500: error");
    expect(envelope.MessageAttributes.noticeId.Value).toBe(NOTICE.id);
  });

  it("rejects with the notice and the topic when SNS does not take it", async () => {
    const nowhere = `${topicArn}-gone`;

    const failure = new SnsOperationsPublisher(nowhere, sns).publishNotice(NOTICE);

    await expect(failure).rejects.toThrow(`health notice ${NOTICE.id} was not taken by ${nowhere}: `);
  });
});

const ENTRY = digestEntry(sampleStory(), { eventId: hexOf(0xe1), dueAt: NOW, at: NOW }, () => []);

function note<T>(list: unknown[], value: T): T {
  list.push(value);
  return value;
}

/**
 * What AWS hands a queue of a message with `MessageStructure: json`. The emulator knows no structure and hands over all
 * forms, as they were sent.
 */
function defaultForm(body: string | undefined): unknown {
  const message = JSON.parse(body ?? "");
  return "default" in message ? JSON.parse(message.default) : message;
}

async function createTopic(name: string): Promise<string> {
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: name }));
  return TopicArn;
}

let queues = 0;

async function subscribeQueue(topic: string, options: { raw: boolean; policy?: object }): Promise<string> {
  queues += 1;
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `desk-${queues}` }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: "sqs",
      Endpoint: Attributes?.QueueArn,
      Attributes: {
        RawMessageDelivery: String(options.raw),
        ...(options.policy === undefined ? {} : { FilterPolicy: JSON.stringify(options.policy) }),
      },
    }),
  );
  return QueueUrl;
}

async function receive(queueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ["All"],
      WaitTimeSeconds: 1,
    }),
  );
  return Messages;
}

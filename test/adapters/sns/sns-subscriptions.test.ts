import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SnsAlertPublisher } from "../../../lambdas/adapters/sns/sns-alert-publisher.ts";
import { SnsSubscriptions } from "../../../lambdas/adapters/sns/sns-subscriptions.ts";
import { digestEntry, digestId } from "../../../lambdas/core/alerts/digest.ts";
import { buildFilterPolicy } from "../../../lambdas/core/alerts/filter-policy.ts";
import { digestEventSchema } from "../../../lambdas/core/alerts/messages/digest-schema.ts";
import { story } from "../../support/domain.ts";
import type { EmulatorServer } from "../../support/emulator-server.ts";
import { startFauxqs } from "../../support/fauxqs-server.ts";
import { hexOf, NOW, sampleAlert } from "../../support/samples.ts";

const NOTHING = { rules: [], places: [], groups: [], themes: [], langs: [] };

let server: EmulatorServer;
let sns: SNSClient;
let sqs: SQSClient;
let topicArn: string;
let subscriptions: SnsSubscriptions;
let run = 0;

beforeAll(async () => {
  server = await startFauxqs();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const config = { endpoint: server.endpoint, region: "us-east-1", credentials, maxAttempts: 1 };
  sns = new SNSClient(config);
  sqs = new SQSClient(config);
});

afterAll(async () => {
  sns?.destroy();
  sqs?.destroy();
  await server?.stop();
});

beforeEach(async () => {
  run += 1;
  topicArn = (await sns.send(new CreateTopicCommand({ Name: `alerts-${run}` }))).TopicArn ?? "";
  subscriptions = new SnsSubscriptions(topicArn, sns);
});

async function makeQueue(): Promise<{ readonly url: string; readonly arn: string }> {
  const name = `desk-${run}`;
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return { url: QueueUrl, arn: `arn:aws:sqs:us-east-1:${topicArn.split(":")[4]}:${name}` };
}

async function received(url: string): Promise<readonly string[]> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = "" }) => Body);
}

describe("SnsSubscriptions", () => {
  it("subscribes a queue to loud alerts alone, and lists it with its policy", async () => {
    const queue = await makeQueue();
    const policy = buildFilterPolicy({ ...NOTHING, severity: "high+" });

    const arn = await subscriptions.subscribe("sqs", queue.arn, policy);

    const publisher = new SnsAlertPublisher({ client: sns, topicArn, timeZone: "UTC", source: "urn:kivuwatch:test" });
    await publisher.publish(sampleAlert({ severity: "medium" }));
    await publisher.publish(sampleAlert({ severity: "critical" }));
    expect(await received(queue.url)).toEqual([expect.stringContaining('\\"severity\\":\\"critical\\"')]);
    expect(await subscriptions.list()).toEqual([
      { arn, protocol: "sqs", endpoint: queue.arn, filterPolicy: JSON.stringify(policy) },
    ]);
  });

  it("lets a subscription to every alert have no policy at all", async () => {
    const queue = await makeQueue();

    const arn = await subscriptions.subscribe("sqs", queue.arn, {});

    expect(await subscriptions.list()).toEqual([
      { arn, protocol: "sqs", endpoint: queue.arn, filterPolicy: undefined },
    ]);
  });

  it("unsubscribes", async () => {
    const queue = await makeQueue();
    const arn = await subscriptions.subscribe("sqs", queue.arn, {});

    await subscriptions.unsubscribe(arn);

    expect(await subscriptions.list()).toEqual([]);
  });

  it("touches no subscription of another topic", async () => {
    const foreign = `${topicArn}-other:0123`;

    await expect(subscriptions.unsubscribe(foreign)).rejects.toMatchObject({
      code: "E_SUBSCRIPTION",
      message: `${foreign} is no subscription of ${topicArn}`,
    });
  });

  it("says what SNS did not do", async () => {
    const lost = new SnsSubscriptions(`${topicArn}-gone`, sns);

    await expect(lost.subscribe("email", "desk@example.org", {})).rejects.toMatchObject({
      code: "E_SUBSCRIPTION",
      message: expect.stringMatching(/^SNS did not subscribe: ./),
      cause: expect.any(Error),
    });
  });
});

describe("a published digest", () => {
  it("reaches a queue as a CloudEvent with the attributes of its stories", async () => {
    const queue = await makeQueue();
    await subscriptions.subscribe("sqs", queue.arn, buildFilterPolicy({ ...NOTHING, severity: "high+" }));
    const publisher = new SnsAlertPublisher({ client: sns, topicArn, timeZone: "UTC", source: "urn:kivuwatch:test" });
    const held = { eventId: hexOf(0xe1), dueAt: NOW, at: NOW };
    const [loud, quiet] = [story({}), story({ severity: "low" })].map((each) => digestEntry(each, held, () => []));

    for (const [number, entry] of [loud, quiet].entries()) {
      if (entry)
        await publisher.publishDigest({ id: digestId(NOW, number), dueAt: NOW, number: number + 1, entries: [entry] });
    }

    const events = (await received(queue.url)).map((body) =>
      digestEventSchema.parse(JSON.parse(JSON.parse(body).default)),
    );
    expect(events.map(({ id, data }) => [id, data.severity])).toEqual([[digestId(NOW, 0), "high"]]);
  });
});

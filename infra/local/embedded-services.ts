/**
 * The cloud on one machine: DynamoDB by dynalite with its state in a folder, SNS and SQS by fauxqs in memory. Both listen
 * on 127.0.0.1 only. Queues hold nothing that the tables could not give again, so losing them with the process is fine.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import { createTables } from "../../lambdas/adapters/dynamo/create-tables.ts";
import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { tableNames } from "../../lambdas/adapters/dynamo/tables.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { lockDataFolder } from "./data-lock.ts";
import { type EmbeddedServer, startEmbeddedDatabase } from "./embedded-database.ts";

/** What the functions find in their environment, and what the local run needs beside it. */
export interface EmbeddedServices {
  /** variables for the functions: tables, queues, topic, endpoints, credentials that no cloud would take */
  readonly environment: Readonly<Record<string, string>>;
  readonly collectQueueUrl: string;
  readonly alertQueueUrl: string;
  /** subscribed to the alert topic, as a desk's own queue would be */
  readonly deskQueueUrl: string;
  stop(): Promise<void>;
}

const REGION = "us-east-1";

/**
 * @param dataDir - made when it is missing; a second run finds the state there
 * @throws {@link ConfigError} when the folder cannot be used or another run holds it
 */
export async function startEmbeddedServices(dataDir: string, isFresh: boolean): Promise<EmbeddedServices> {
  // Set before any client is made: the notice is for whoever deploys, not for a desk's terminal.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const database = await startDatabase(dataDir, isFresh);
  const messaging = buildApp({ logger: false, defaultRegion: REGION });
  const messagingEndpoint = await messaging.listen({ host: "127.0.0.1", port: 0 });
  const names = tableNames("kivuwatch");
  const endpoints = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_ENDPOINT_URL_SNS: messagingEndpoint,
    AWS_ENDPOINT_URL_SQS: messagingEndpoint,
  };
  const tables = createDynamoClient({ endpoint: database.endpoint, region: REGION });
  await createTables(tables, names);
  tables.destroy();
  const queues = await createMessaging(messagingEndpoint);
  const environment = {
    ...endpoints,
    STORIES_TABLE: names.stories,
    MENTIONS_TABLE: names.mentions,
    EVENTS_TABLE: names.events,
    FEEDS_TABLE: names.feeds,
    RULES_TABLE: names.rules,
    COLLECT_QUEUE_URL: queues.collectQueueUrl,
    ALERT_TOPIC_ARN: queues.topicArn,
    OPERATIONS_TOPIC_ARN: queues.operationsTopicArn,
  };
  // For the operator's command with --local; it holds loopback addresses and nothing secret.
  const environmentFile = join(dataDir, "environment");
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(environmentFile, lines.join(""));
  return {
    ...queues,
    environment,
    async stop() {
      rmSync(environmentFile, { force: true });
      messaging.server.closeAllConnections();
      await messaging.close();
      await database.stop();
    },
  };
}

async function startDatabase(dataDir: string, isFresh: boolean): Promise<EmbeddedServer> {
  const unlock = lockDataFolder(dataDir);
  const folder = join(dataDir, "dynamodb");
  if (isFresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const database = await startEmbeddedDatabase(folder);
  return {
    endpoint: database.endpoint,
    async stop() {
      await database.stop();
      unlock();
    },
  };
}

interface Messaging {
  readonly topicArn: string;
  /** nobody is subscribed: the terminal is told by the function itself */
  readonly operationsTopicArn: string;
  readonly collectQueueUrl: string;
  readonly alertQueueUrl: string;
  readonly deskQueueUrl: string;
}

async function createMessaging(endpoint: string): Promise<Messaging> {
  const settings = { endpoint, region: REGION, credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  const sns = new SNSClient(settings);
  const collectQueueUrl = await createQueue(sqs, "kivuwatch-collect", { VisibilityTimeout: "900" });
  const alertQueueUrl = await createQueue(sqs, "kivuwatch-alert.fifo", { FifoQueue: "true", VisibilityTimeout: "300" });
  const deskQueueUrl = await createQueue(sqs, "kivuwatch-desk", {});
  const topicArn = await createTopic(sns, "kivuwatch-alerts");
  const operationsTopicArn = await createTopic(sns, "kivuwatch-operations");
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deskQueueUrl, AttributeNames: ["QueueArn"] }),
  );
  await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: "sqs",
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: "true" },
    }),
  );
  sqs.destroy();
  sns.destroy();
  return { topicArn, operationsTopicArn, collectQueueUrl, alertQueueUrl, deskQueueUrl };
}

async function createTopic(sns: SNSClient, name: string): Promise<string> {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
  if (TopicArn === undefined) throw new ConfigError(`the embedded SNS made no topic ${name}`);
  return TopicArn;
}

async function createQueue(sqs: SQSClient, name: string, attributes: Record<string, string>): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  if (QueueUrl === undefined) throw new ConfigError(`the embedded SQS made no queue ${name}`);
  return QueueUrl;
}

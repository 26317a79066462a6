/** Everything that one run of the faults needs: services in memory behind the gate, tables and queues of its own, and processes that can be killed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AttributeValue, BatchWriteItemCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { buildApp } from "fauxqs";
import { drainQueue, sendAlertTick } from "../../../infra/local/event-source.ts";
import { createTables } from "../../../lambdas/adapters/dynamo/create-tables.ts";
import { createDynamoClient } from "../../../lambdas/adapters/dynamo/dynamo-client.ts";
import { tableNames } from "../../../lambdas/adapters/dynamo/tables.ts";
import { type AlertHandler, createAlert } from "../../../lambdas/alert/create-alert.ts";
import { type CollectHandler, createCollect } from "../../../lambdas/collect/create-collect.ts";
import { parseDesk } from "../../../lambdas/core/desk.ts";
import { feedIdOf } from "../../../lambdas/core/feeds/entry-identity.ts";
import type { FeedSpec } from "../../../lambdas/core/feeds/feed.ts";
import type { Clock } from "../../../lambdas/core/time.ts";
import { createDispatch, type DispatchHandler } from "../../../lambdas/dispatch/create-dispatch.ts";
import type { ServedDocument } from "../../support/feed-server.ts";
import { type Backend, FaultGate, type Service } from "./fault-gate.ts";
import { PACK, PATHS } from "./news.ts";

/** Stands once for all runs. */
export interface Services {
  readonly gate: FaultGate;
  readonly feeds: readonly FeedSpec[];
  /** what the outlets serve now, by path */
  readonly documents: Map<string, ServedDocument>;
  /** tables, queues and a topic that nobody has used */
  openWorld(): Promise<World>;
  stop(): Promise<void>;
}

/** What a run leaves behind. */
export interface World {
  /** functions as a new process has them */
  startProcess(now: Clock): FunctionProcess;
  /** ids of the alerts and digests that reached the desk since the last look, in order, repeats included */
  takeAlertIds(): Promise<readonly string[]>;
  /** texts of the notices that reached the operators since the last look */
  takeNotices(): Promise<readonly string[]>;
  /** every item of every table */
  readTables(): Promise<Tables>;
  /** put items where none are: the state that another world was in */
  writeTables(tables: Tables): Promise<void>;
}

/** Items as the service gives them, by the variable that names the table. */
export type Tables = Readonly<Record<string, readonly Record<string, AttributeValue>[]>>;

export interface FunctionProcess {
  readonly dispatch: DispatchHandler;
  readonly collect: CollectHandler;
  readonly alert: AlertHandler;
  /** dispatch, then collect what the queue holds */
  collectAll(): Promise<void>;
  /** one tick of the alert worker */
  tell(): Promise<void>;
}

const REGION = "us-east-1";
const TABLES = ["STORIES_TABLE", "MENTIONS_TABLE", "EVENTS_TABLE", "FEEDS_TABLE", "RULES_TABLE"] as const;
/** Items that DynamoDB takes at a time. */
const BATCH = 25;
/** For an invocation made by hand. */
export const INVOCATION = { getRemainingTimeInMillis: () => 600_000 };

// The package is CommonJS and has no types: this is the part of its documented interface that we use.
const dynalite = createRequire(import.meta.url)("dynalite") as (options: { createTableMs: number }) => Server;

export async function startServices(): Promise<Services> {
  const database = dynalite({ createTableMs: 0 });
  const messaging = buildApp({ logger: false, defaultRegion: REGION });
  await messaging.ready();
  const documents = new Map<string, ServedDocument>();
  const gate = new FaultGate((service) => backendOf(service, database, messaging.server, documents));
  const host = await gate.open();
  const folder = mkdtempSync(join(tmpdir(), "kivuwatch-faults-"));
  const feeds = PATHS.map((path): FeedSpec => {
    const url = `http://${host}${path}`;
    return { id: feedIdOf(url), url, title: path, source: `Outlet ${path.slice(1)}`, lang: "en", tags: [] };
  });
  writeFileSync(join(folder, "pack.json"), JSON.stringify({ ...PACK, feeds }));
  const former = { ...process.env };
  prepareProcess(host);
  const random = Math.random;
  // The SDK draws its pauses between two tries with it; thousands of runs need not wait.
  Math.random = () => 0;
  let worlds = 0;
  return {
    gate,
    feeds,
    documents,
    openWorld() {
      worlds += 1;
      gate.hangUp();
      return openWorld(`w${worlds}`, host, join(folder, "pack.json"));
    },
    async stop() {
      Math.random = random;
      process.env = former;
      await gate.close();
      await messaging.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function backendOf(
  service: Service,
  database: Server,
  messaging: Server,
  documents: ReadonlyMap<string, ServedDocument>,
): Backend {
  if (service === "DynamoDB") return (request, response) => database.emit("request", request, response);
  if (service !== "feeds") return (request, response) => messaging.emit("request", request, response);
  return (request, response) => {
    const document = documents.get(request.url ?? "");
    const isUnchanged = document?.etag !== undefined && request.headers["if-none-match"] === document.etag;
    if (document?.etag !== undefined) response.setHeader("etag", document.etag);
    response.writeHead(isUnchanged ? 304 : (document?.status ?? 200), { "content-type": "application/rss+xml" });
    response.end(isUnchanged ? undefined : document?.body);
  };
}

function prepareProcess(host: string): void {
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"]) delete process.env[name];
  Object.assign(process.env, {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: `http://${host}`,
    AWS_ENDPOINT_URL_SNS: `http://${host}`,
    AWS_ENDPOINT_URL_SQS: `http://${host}`,
    POWERTOOLS_DEV: "true",
    POWERTOOLS_LOG_LEVEL: "SILENT",
    POWERTOOLS_METRICS_DISABLED: "true",
    POWERTOOLS_METRICS_NAMESPACE: "KivuWatch",
  });
}

async function openWorld(name: string, host: string, packFile: string): Promise<World> {
  const names = tableNames(name);
  const tables = createDynamoClient();
  await createTables(tables, names);
  tables.destroy();
  const queues = await openQueues(name);
  const env: Readonly<Record<string, string>> = {
    STORIES_TABLE: names.stories,
    MENTIONS_TABLE: names.mentions,
    EVENTS_TABLE: names.events,
    FEEDS_TABLE: names.feeds,
    RULES_TABLE: names.rules,
    COLLECT_QUEUE_URL: queues.collect,
    ALERT_TOPIC_ARN: queues.topicArn,
    OPERATIONS_TOPIC_ARN: queues.operationsTopicArn,
    PACK_FILE: packFile,
    // What is not urgent waits for a digest, so that faults strike digests, too.
    DESK: JSON.stringify(parseDesk("digest: { every: hourly, upTo: medium }", "the desk of the faults")),
    ALLOWED_HOSTS: host,
  };
  return {
    startProcess: (now) => startProcess(env, queues, now),
    takeAlertIds: async () => (await takeMessages(queues.desk)).map(alertIdIn),
    takeNotices: () => takeMessages(queues.operators),
    readTables: () => readTables(env),
    writeTables: (state) => writeTables(env, state),
  };
}

interface Queues {
  readonly topicArn: string;
  readonly operationsTopicArn: string;
  readonly collect: string;
  readonly alert: string;
  readonly desk: string;
  readonly operators: string;
}

async function openQueues(name: string): Promise<Queues> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const sns = new SNSClient({});
  // No message is hidden while it is worked on: one that was not finished is back at once.
  const hidden = { VisibilityTimeout: "0" };
  const collect = await createQueue(sqs, `${name}-collect`, hidden);
  const alert = await createQueue(sqs, `${name}-alert.fifo`, { ...hidden, FifoQueue: "true" });
  const desk = await createQueue(sqs, `${name}-desk`, {});
  const operators = await createQueue(sqs, `${name}-operators`, {});
  const topicArn = await createTopic(sns, sqs, `${name}-alerts`, desk);
  const operationsTopicArn = await createTopic(sns, sqs, `${name}-operations`, operators);
  sqs.destroy();
  sns.destroy();
  return { topicArn, operationsTopicArn, collect, alert, desk, operators };
}

/** A topic that delivers to the queue. */
async function createTopic(sns: SNSClient, sqs: SQSClient, name: string, queueUrl: string): Promise<string> {
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: name }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }),
  );
  const subscription = { TopicArn, Protocol: "sqs", Endpoint: Attributes?.QueueArn };
  await sns.send(new SubscribeCommand({ ...subscription, Attributes: { RawMessageDelivery: "true" } }));
  return TopicArn;
}

async function createQueue(sqs: SQSClient, name: string, attributes: Record<string, string>): Promise<string> {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  return QueueUrl;
}

function startProcess(env: Readonly<Record<string, string>>, queues: Queues, now: Clock): FunctionProcess {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const dispatch = createDispatch(env, { now });
  const collect = createCollect(env, { now });
  const alert = createAlert(env, { now });
  const never = new AbortController().signal;
  return {
    dispatch,
    collect,
    alert,
    async collectAll() {
      // What is due is seldom all; both ways to the queue are tried.
      await dispatch({});
      await dispatch({ feeds: "all" });
      await drainQueue(sqs, queues.collect, collect, never);
    },
    async tell() {
      await sendAlertTick(sqs, queues.alert);
      await drainQueue(sqs, queues.alert, alert, never);
    },
  };
}

/** A queue's delivery, made by hand: in whatever order and as often as a test wants. */
export function deliveryOf(bodies: readonly unknown[]): SQSEvent {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `message-${index}`,
      receiptHandle: `receipt-${index}`,
      body: JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: "0",
        SenderId: "test",
        ApproximateFirstReceiveTimestamp: "0",
      },
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:test",
      awsRegion: REGION,
    })),
  };
}

async function takeMessages(queueUrl: string): Promise<readonly string[]> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) break;
    for (const { Body = "", ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    }
  }
  sqs.destroy();
  return bodies;
}

/** The embedded SNS hands over all forms of a message; a program's is the CloudEvent. */
function alertIdIn(body: string): string {
  const forms = JSON.parse(body) as { readonly default?: string; readonly id?: string };
  const event = forms.default === undefined ? forms : (JSON.parse(forms.default) as { readonly id?: string });
  return event.id ?? "";
}

async function readTables(env: Readonly<Record<string, string>>): Promise<Tables> {
  const client = new DynamoDBClient({});
  const tables: Record<string, Record<string, AttributeValue>[]> = {};
  for (const name of TABLES) {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: env[name] }));
    tables[name] = Items;
  }
  client.destroy();
  return tables;
}

async function writeTables(env: Readonly<Record<string, string>>, tables: Tables): Promise<void> {
  const client = new DynamoDBClient({});
  for (const [name, items] of Object.entries(tables)) {
    for (let start = 0; start < items.length; start += BATCH) {
      const requests = items.slice(start, start + BATCH).map((item) => ({ PutRequest: { Item: item } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [env[name] ?? ""]: requests } }));
    }
  }
  client.destroy();
}

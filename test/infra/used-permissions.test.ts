/**
 * The embedded services allow everything, the cloud only what a role says. So the real handlers run a whole cycle here,
 * every request to DynamoDB is noted with the function that made it, and the template has to allow each of them.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invokeQuery } from "../../infra/local/api-gateway.ts";
import { type EmbeddedServices, startEmbeddedServices } from "../../infra/local/embedded-services.ts";
import { drainQueue, sendAlertTick } from "../../infra/local/event-source.ts";
import type { FunctionName } from "../../infra/metrics.ts";
import { configPaths, readPackFiles } from "../../lambdas/adapters/config-files.ts";
import type { Environment } from "../../lambdas/adapters/environment.ts";
import { createAlert } from "../../lambdas/alert/create-alert.ts";
import { createCollect } from "../../lambdas/collect/create-collect.ts";
import type { Pack } from "../../lambdas/core/pack.ts";
import { createDispatch } from "../../lambdas/dispatch/create-dispatch.ts";
import { createQueryHandler } from "../../lambdas/query/create-query-handler.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { MODEL_ITEM, MODEL_TIME } from "../support/model-story.ts";
import { feedAt } from "../support/pipeline.ts";
import { permissionsOf } from "./permissions-of.ts";
import { synthesize } from "./synthesize.ts";

const folder = mkdtempSync(join(tmpdir(), "kivuwatch-permissions-"));
const used = new Set<string>();
let actor: FunctionName = "dispatch";
let services: EmbeddedServices;
let feeds: FeedServer;
let recorder: Server;

/** Notes who asks for what, and passes it on. */
function startRecorder(target: string): Promise<Server> {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      note(String(incoming.headers["x-amz-target"]), JSON.parse(body.toString()));
      const { method, url: path, headers } = incoming;
      const forwarded = httpRequest({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.end(body);
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function note(target: string, body: Readonly<Record<string, unknown>>): void {
  const action = `dynamodb:${target.split(".").at(-1)}`;
  const tables = body.RequestItems === undefined ? [String(body.TableName)] : Object.keys(body.RequestItems as object);
  const index = body.IndexName === undefined ? "" : `/index/${body.IndexName}`;
  for (const table of tables) {
    // `kivuwatch-stories` locally, `TablesStories…` in the template.
    const key = table.split("-").at(-1) ?? table;
    used.add(`${actor} ${action} Tables${key.charAt(0).toUpperCase()}${key.slice(1)}${index}`);
  }
}

function environmentWith(pack: Pack): Environment {
  const packFile = join(folder, "pack.json");
  writeFileSync(packFile, JSON.stringify(pack));
  // The model story waits for a digest, which the second cycle, an hour later, finds due.
  const desk = JSON.stringify({ digest: { every: "hourly", upTo: "high" } });
  return { ...services.environment, PACK_FILE: packFile, DESK: desk, ALLOWED_HOSTS: feeds.host };
}

/** One tick of everything, each function from a cold start. */
async function runCycle(env: Environment, now: () => number): Promise<void> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const { signal } = new AbortController();
  actor = "dispatch";
  const dispatch = createDispatch(env, { now });
  await dispatch({ feeds: "all" });
  await dispatch({});
  // The tick that checks the ledger, at an hour of which nothing is known.
  await dispatch({ scheduledTime: "2023-05-10T00:20:00Z" });
  actor = "collect";
  await drainQueue(sqs, services.collectQueueUrl, createCollect(env, { now }), signal);
  actor = "alert";
  await sendAlertTick(sqs, services.alertQueueUrl);
  await drainQueue(sqs, services.alertQueueUrl, createAlert(env, { now }), signal);
  sqs.destroy();
}

async function askEverything(env: Environment, now: () => number): Promise<readonly number[]> {
  actor = "query";
  const query = createQueryHandler(env, { now });
  const get = (path: string) => invokeQuery(query, new Request(`http://127.0.0.1${path}`));
  const { stories } = JSON.parse(await (await get("/stories")).text());
  const { events } = JSON.parse(await (await get("/events")).text());
  const paths = [
    `/stories/${stories[0].id}`,
    `/stories?event=${events[0].id}`,
    "/stories?place=north-kivu&group=m23",
    `/events/${events[0].id}`,
    "/stats?group=place",
    "/coverage",
    "/events.atom",
    "/feeds",
    "/feeds.opml",
    "/ledger",
    "/stories.ndjson?all=true",
    "/rules",
    "/health",
    "/openapi.json",
  ];
  const statuses: number[] = [];
  for (const path of paths) statuses.push((await get(path)).status);
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const all = { "Content-Type": "application/json", ...headers };
    const request = new Request(`http://127.0.0.1${path}`, { method, headers: all, body: JSON.stringify(body) });
    statuses.push((await invokeQuery(query, request)).status);
  };
  const rule = { id: "kibumba", title: "Kibumba", severity: "high", query: "Kibumba" };
  await send("POST", "/rules/backtest", { query: "Kibumba" });
  await send("PUT", "/rules/kibumba", rule, { "If-None-Match": "*" });
  await send("DELETE", "/rules/kibumba", {}, { "If-Match": '"v1"' });
  await send("POST", "/rules/kibumba/rollback", { version: 1 }, { "If-None-Match": "*" });
  statuses.push((await get("/rules/kibumba/history")).status);
  await send("POST", "/feed-tokens", { name: "Reader", search: "lang=en" });
  const { tokens } = JSON.parse(await (await get("/feed-tokens")).text());
  await send("DELETE", `/feed-tokens/${tokens[0].id}`, {});
  return statuses;
}

beforeAll(async () => {
  feeds = await startFeedServer();
  services = await startEmbeddedServices(folder, true);
  recorder = await startRecorder(String(services.environment.AWS_ENDPOINT_URL_DYNAMODB));
  // A listening TCP server has an address of this form.
  const { port } = recorder.address() as AddressInfo;
  Object.assign(process.env, services.environment, {
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
    POWERTOOLS_LOG_LEVEL: "SILENT",
    POWERTOOLS_METRICS_DISABLED: "true",
    POWERTOOLS_METRICS_NAMESPACE: "KivuWatch",
  });
}, 120_000);

afterAll(async () => {
  recorder.closeAllConnections();
  await new Promise((resolve) => recorder.close(resolve));
  await services.stop();
  await feeds.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a whole cycle of the real handlers", { timeout: 120_000 }, () => {
  let statuses: readonly number[] = [];
  const { template } = synthesize();
  const allowed = ["Dispatch", "Collect", "Alert", "Query"].flatMap((name) =>
    permissionsOf(template, `${name}WorkerRole`)
      .filter((permission) => permission.startsWith("dynamodb:"))
      .map((permission) => `${name.toLowerCase()} ${permission}`),
  );

  beforeAll(async () => {
    const { pack } = readPackFiles(configPaths("config"));
    const first = { ...pack, feeds: ["/a", "/b"].map((path) => feedAt(feeds, path, `Outlet ${path}`)) };
    // A later deployment with a rule less and another changed: what dispatch does to rules that exist.
    const [, changed, ...others] = pack.rules;
    const second = { ...first, rules: [...(changed ? [{ ...changed, description: "Changed." }] : []), ...others] };
    feeds.serve("/a", { body: rss([MODEL_ITEM]) });
    feeds.serve("/b", { body: rss([{ ...MODEL_ITEM, guid: "other-1" }]) });
    await runCycle(environmentWith(first), () => MODEL_TIME);
    feeds.serve("/a", { body: rss([{ ...MODEL_ITEM, title: `${MODEL_ITEM.title}, says envoy` }]) });
    await runCycle(environmentWith(second), () => MODEL_TIME + 60 * 60_000);
    statuses = await askEverything(environmentWith(second), () => MODEL_TIME + 61 * 60_000);
  }, 120_000);

  test("gets an answer to every question", () => {
    expect(statuses.length).toBeGreaterThan(0);
    expect(statuses).toEqual(statuses.map(() => 200));
  });

  test("asks DynamoDB for nothing that the roles do not allow", () => {
    expect(used.size).toBeGreaterThan(0);
    expect([...used].filter((call) => !allowed.includes(call))).toEqual([]);
  });

  test("leaves no permission unused", () => {
    expect(allowed.filter((permission) => !used.has(permission))).toEqual([]);
  });
});

/**
 * The process dies at every single write of a cycle, before the write or after it with its answer lost. A rerun must
 * end in the same stored state as an undisturbed run, with each alert published at least once and repeats under one id.
 */
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Pack } from "../../lambdas/core/pack.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { MODEL_ITEM, MODEL_TIME, MOTORWAY_ITEM } from "../support/model-story.ts";
import { feedAt, type Pipeline, startPipeline } from "../support/pipeline.ts";
import { type Death, isWrite, startRequestProxy } from "../support/request-proxy.ts";

let server: FeedServer;

/** Small, because it is compiled for every death. */
const PACK: Pick<Pack, "rules" | "gazetteer"> = {
  rules: [{ id: "m23", title: "M23", severity: "high", query: "@group.m23 AND @place.kibumba", enabled: true }],
  gazetteer: [
    { id: "place.north-kivu", type: "place", title: "North Kivu", names: { any: ['"North Kivu"'] }, alone: "yes" },
    {
      id: "place.kibumba",
      type: "place",
      title: "Kibumba",
      parent: "place.north-kivu",
      names: { any: ["Kibumba"] },
      alone: "yes",
    },
    { id: "group.m23", type: "group", title: "M23", names: { any: ["M23"] }, alone: "yes" },
    { id: "person.kagame", type: "person", title: "Paul Kagame", names: { any: ["Kagame"] }, alone: "yes" },
  ],
};

/** Everything stored, table by table, and the ids of the alerts that the desk received. */
interface EndState {
  readonly tables: Readonly<Record<string, readonly string[]>>;
  readonly alertIds: readonly string[];
}

beforeAll(async () => {
  server = await startFeedServer();
  server.serve("/a", { body: rss([MODEL_ITEM, MOTORWAY_ITEM]), etag: '"v1"' });
  server.serve("/b", {
    body: rss([
      { ...MODEL_ITEM, guid: "b1" },
      {
        ...MODEL_ITEM,
        guid: "b2",
        link: "https://herald.example/call",
        title: "Kagame, Blinken discuss M23 and Kibumba by phone",
      },
    ]),
  });
});

afterAll(async () => {
  await server.stop();
});

async function startFresh(): Promise<Pipeline> {
  const feeds = [feedAt(server, "/a", "Courier"), feedAt(server, "/b", "Herald")];
  return startPipeline({ feeds, server, now: () => MODEL_TIME, pack: PACK });
}

/** One cycle in a process that may die in it. @returns the ids of the alerts that reached the desk */
async function runCycle(pipeline: Pipeline, environment: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const runtime = pipeline.restart(environment);
  await runtime.collect("all");
  const { alerts } = await runtime.tell();
  return alerts.map((alert) => alert.id);
}

async function readEndState(pipeline: Pipeline, alertIds: readonly string[]): Promise<EndState> {
  const { environment } = pipeline.services;
  const client = new DynamoDBClient({ endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB });
  const tables: Record<string, string[]> = {};
  for (const name of ["STORIES_TABLE", "MENTIONS_TABLE", "EVENTS_TABLE", "FEEDS_TABLE", "RULES_TABLE"]) {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: environment[name] }));
    tables[name] = Items.map((item) => JSON.stringify(item, Object.keys(flatten(item)).sort())).sort();
  }
  client.destroy();
  return { tables, alertIds: [...new Set(alertIds)].sort() };
}

/** All keys at any depth, as JSON.stringify wants them for a stable order. */
function flatten(value: unknown, keys: Record<string, true> = {}): Record<string, true> {
  if (typeof value !== "object" || value === null) return keys;
  for (const [key, inner] of Object.entries(value)) {
    keys[key] = true;
    flatten(inner, keys);
  }
  return keys;
}

/** Dies at the given write, then runs undisturbed. */
async function runWithDeath(writesLeft: number, losesAnswer: boolean): Promise<{ state: EndState; died: boolean }> {
  const pipeline = await startFresh();
  const death: Death = { writesLeft, losesAnswer, isDead: false };
  const { AWS_ENDPOINT_URL_DYNAMODB: dynamo = "", AWS_ENDPOINT_URL_SNS: sns = "" } = pipeline.services.environment;
  const proxies = [await startRequestProxy(dynamo, death), await startRequestProxy(sns, death)] as const;
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: proxies[0].endpoint,
    AWS_ENDPOINT_URL_SNS: proxies[1].endpoint,
    AWS_MAX_ATTEMPTS: "1",
  };
  const beforeDeath = await runCycle(pipeline, environment).catch(() => []);
  const afterwards = await runCycle(pipeline, { AWS_MAX_ATTEMPTS: "1" });
  const state = await readEndState(pipeline, [...beforeDeath, ...afterwards]);
  for (const proxy of proxies) await proxy.stop();
  await pipeline.stop();
  return { state, died: death.isDead };
}

describe("a process that dies at any write", () => {
  it("leaves nothing that a rerun does not repair", async () => {
    const undisturbed = await startFresh();
    const { AWS_ENDPOINT_URL_DYNAMODB: dynamo = "", AWS_ENDPOINT_URL_SNS: sns = "" } = undisturbed.services.environment;
    const counters = [await startRequestProxy(dynamo), await startRequestProxy(sns)] as const;
    const alertIds = await runCycle(undisturbed, {
      AWS_ENDPOINT_URL_DYNAMODB: counters[0].endpoint,
      AWS_ENDPOINT_URL_SNS: counters[1].endpoint,
    });
    const expected = await readEndState(undisturbed, alertIds);
    const writes = counters.flatMap((counter) => counter.operations.filter(isWrite)).length;
    for (const counter of counters) await counter.stop();
    await undisturbed.stop();
    expect(expected.alertIds).toHaveLength(1);
    expect(writes).toBeGreaterThan(8);

    for (let write = 0; write < writes; write += 1) {
      for (const losesAnswer of [false, true]) {
        const { state, died } = await runWithDeath(write, losesAnswer);

        expect(died, `write ${write} was reached`).toBe(true);
        expect(state, `died at write ${write}${losesAnswer ? ", its answer lost" : ""}`).toEqual(expected);
      }
    }
  }, 240_000);
});

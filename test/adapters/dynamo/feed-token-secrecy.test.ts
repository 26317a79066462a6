/** The query function as it is wired, on an embedded table: a feed token stands in no log and no item. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { invokeQuery } from "../../../infra/local/api-gateway.ts";
import { createQueryHandler, type QueryHandler } from "../../../lambdas/query/create-query-handler.ts";
import { useDynalite } from "../../support/use-dynalite.ts";

const openTable = useDynalite();
const folder = mkdtempSync(join(tmpdir(), "kivuwatch-secrecy-"));
const { console: realConsole } = globalThis;
const logged: string[] = [];
const setVariables = ["POWERTOOLS_DEV", "POWERTOOLS_LOG_LEVEL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_REGION"];

beforeEach(() => {
  const note = (...words: readonly unknown[]) => logged.push(words.map(String).join(" "));
  globalThis.console = Object.assign(Object.create(realConsole), { info: note, warn: note, error: note, log: note });
});

afterEach(() => {
  globalThis.console = realConsole;
  for (const name of setVariables) delete process.env[name];
  rmSync(folder, { recursive: true, force: true });
});

async function openQuery(): Promise<{ query: QueryHandler; readAll: () => Promise<string> }> {
  const rules = await openTable("rules");
  const { table: mentions } = await openTable("mentions");
  const endpoint = await rules.client.config.endpoint?.();
  Object.assign(process.env, {
    POWERTOOLS_DEV: "true",
    POWERTOOLS_LOG_LEVEL: "INFO",
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${endpoint?.port}`,
  });
  const packFile = join(folder, "pack.json");
  writeFileSync(packFile, JSON.stringify({ feeds: [], rules: [], gazetteer: [] }));
  const env = {
    STORIES_TABLE: "none",
    MENTIONS_TABLE: mentions,
    EVENTS_TABLE: "none",
    FEEDS_TABLE: "none",
    RULES_TABLE: rules.table,
    PACK_FILE: packFile,
    DESK: "{}",
  };
  return {
    query: createQueryHandler(env),
    readAll: async () => JSON.stringify(await rules.client.send(new ScanCommand({ TableName: rules.table }))),
  };
}

it("keeps a feed token out of its log and its table", async () => {
  const { query, readAll } = await openQuery();
  const ask = (path: string, init?: RequestInit) => invokeQuery(query, new Request(`http://127.0.0.1${path}`, init));
  const made = await ask("/feed-tokens", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Reader", search: "lang=fr" }),
  });
  const { token, id } = (await made.json()) as { token: string; id: string };

  const feed = await ask(`/feed/${token}.atom`);
  await ask(`/machine/feed/${token}.rss`);
  const wrong = await ask(`/feed/${token}.txt`);

  expect([feed.status, wrong.status]).toEqual([200, 404]);
  // The three were logged, and the token kept: only not in clear.
  expect(logged.filter((line) => line.includes("/feed/…"))).toHaveLength(3);
  const stored = await readAll();
  expect(stored).toContain(id);
  for (const text of [...logged, stored]) expect(text).not.toContain(token);
}, 30_000);

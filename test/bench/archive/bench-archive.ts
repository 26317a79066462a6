/**
 * What the archive costs: stories a second of a backtest, one core; milliseconds of the API by route, stories in memory, so
 * our own code; and, where Java 17 is found, read units of a question as DynamoDB Local counts them, in an archive of a
 * thousand stories and in one of many.
 */

import { configPaths, readPackFiles } from "../../../lambdas/adapters/config-files.ts";
import { createDynamoClient } from "../../../lambdas/adapters/dynamo/dynamo-client.ts";
import { backtest } from "../../../lambdas/core/archive/backtest.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { StoryTimeline } from "../../../lambdas/core/ports.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";
import { DAY_MS, utcDay } from "../../../lambdas/core/time.ts";
import { countReadUnits } from "../../support/count-read-units.ts";
import { dynamodbLocalObstacle, startDynamodbLocal } from "../../support/dynamodb-local-server.ts";
import { createLargeArchive } from "../../support/large-archive.ts";
import { createArchive, eventOf, NOW, numbered } from "../../unit/query/archive.ts";
import { operationsOf } from "../../unit/query/openapi-operations.ts";
import { positiveOption, readBenchOptions } from "../bench-options.ts";

const USAGE = `Usage: npm run -s bench:archive -- [--stories 100000] [--stored 100000] [--json]

  --stories   replayed by a backtest, on one core
  --stored    in the larger of two archives whose read units are compared; needs Java 17
`;

const values = readBenchOptions(USAGE, {
  json: { type: "boolean" },
  stories: { type: "string", default: "100000" },
  stored: { type: "string", default: "100000" },
});
const count = positiveOption("--stories", values.stories);
const DAYS = 7;
const TEXTS = [
  "Parliament debates the budget for the coming year while teachers wait for their salaries",
  "M23 rebels clash with the army near Kibumba, north of Goma, residents say",
  "Le prix du carburant augmente de nouveau dans plusieurs villes du pays",
  "Football: the national team loses the final after extra time in the capital",
];

/** Every story of a day in four shards, a hundred a page. */
function timelineOf(total: number): StoryTimeline {
  const days = new Map<string, Story[]>();
  for (let n = 0; n < total; n += 1) {
    const text = TEXTS[n % TEXTS.length] ?? "";
    const firstSeenAt = NOW - Math.floor((n * DAYS * DAY_MS) / total);
    const story = numbered(n, {
      title: `${text} ${n}`,
      summary: `${text}. `.repeat(4),
      matches: [],
      entities: [],
      firstSeenAt,
    });
    const day = utcDay(firstSeenAt);
    const known = days.get(day) ?? [];
    days.set(day, known);
    known.push(story);
  }
  return {
    shards: 4,
    async readShard({ day, shard, after, since, until }) {
      const all = (days.get(day) ?? []).filter(
        ({ firstSeenAt }, index) => index % 4 === shard && firstSeenAt >= since && firstSeenAt < until,
      );
      const start = Number(after ?? 0);
      const items = all.slice(start, start + 2_000);
      const next = start + items.length < all.length ? { next: String(start + items.length) } : {};
      return { items, readUnits: items.length / 8, ...next };
    },
    async *listSeen() {},
  };
}

async function benchReplay() {
  const { pack } = readPackFiles(configPaths("config"));
  const { gazetteer } = buildGazetteer(pack.gazetteer);
  const rule: Rule = { id: "bench", title: "Bench", severity: "high", query: "@group.m23 AND Kibumba", enabled: true };
  const timeline = timelineOf(count);
  const startedAt = performance.now();
  const bounds = { ms: 600_000, readUnits: Number.POSITIVE_INFINITY, stories: Number.POSITIVE_INFINITY };
  const span = { since: NOW - DAYS * DAY_MS, until: NOW + 1 };
  const result = await backtest({ timeline, gazetteer, clock: Date.now }, rule, undefined, span, bounds);
  const ms = performance.now() - startedAt;
  return {
    stories: result.scanned,
    hits: result.hits,
    ms: Math.round(ms),
    storiesPerSecond: Math.round((1_000 * result.scanned) / ms),
    readUnits: result.readUnits,
    dollars: result.dollars,
  };
}

/** Every route that reads, as the OpenAPI document lists them, and some questions to the list of stories. */
async function benchApi() {
  const archive = await createArchive();
  for (let n = 1; n <= 500; n += 1) await archive.add(numbered(n));
  const event = eventOf([numbered(1)]);
  await archive.events.put(event);
  const routes = (await operationsOf(archive)).filter(
    ({ method, path }) => method === "GET" && !path.includes("{file}"),
  );
  const concrete = routes.map(({ path }) =>
    path
      .replace("/events/{id}", `/events/${event.id}`)
      .replace("/rules/{id}", "/rules/adf-attacks")
      .replace("{id}", numbered(1).id),
  );
  const questions = ["/stories?limit=20", "/stories?q=M23&limit=20", "/stories?place=north-kivu&group=m23&limit=20"];
  const caller = { name: "bench", mayWrite: true };
  const latencies: Record<string, { p50: number; p95: number }> = {};
  for (const path of [...concrete, ...questions]) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedAt = performance.now();
      const response = await archive.app.request(`http://desk.example${path}`, {}, { caller });
      await response.arrayBuffer();
      times.push(performance.now() - startedAt);
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => Number(times[Math.floor(ROUNDS * share)]?.toFixed(2));
    latencies[path] = { p50: at(0.5), p95: at(0.95) };
  }
  return latencies;
}

const ROUNDS = 40;
const FEW = 1_000;

const QUESTIONS = [
  "/stories?place=north-kivu&limit=20",
  "/stories?place=north-kivu&limit=50",
  "/stories?place=north-kivu&group=adf&limit=20",
  "/stories?place=north-kivu&q=Story&limit=20",
];

async function benchReadUnits() {
  const obstacle = dynamodbLocalObstacle();
  if (obstacle !== undefined) return { skipped: obstacle };
  const server = await startDynamodbLocal();
  const client = createDynamoClient({ endpoint: server.endpoint, region: "eu-west-1" });
  try {
    const units = countReadUnits(client);
    const many = positiveOption("--stored", values.stored);
    const small = await createLargeArchive(client, "few", FEW);
    const large = await createLargeArchive(client, "many", many);
    const costOf = async (app: typeof small, path: string) => {
      const before = units.total;
      const response = await app.request(`http://desk.example${path}`);
      const { stories } = (await response.json()) as { stories: readonly unknown[] };
      return { stories: stories.length, readUnits: units.total - before };
    };
    const questions: Record<string, Record<string, Awaited<ReturnType<typeof costOf>>>> = {};
    for (const path of QUESTIONS) {
      questions[path] = { [`of ${FEW}`]: await costOf(small, path), [`of ${many}`]: await costOf(large, path) };
    }
    return { questions };
  } finally {
    client.destroy();
    await server.stop();
  }
}

const report = { replay: await benchReplay(), apiLatencyMs: await benchApi(), reads: await benchReadUnits() };
process.stdout.write(`${JSON.stringify(report, null, values.json === true ? 0 : 2)}\n`);

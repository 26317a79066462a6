/**
 * What the archive costs: `npm run -s bench:archive -- [--json] [--stories N]`. Stories are kept in memory, so the figures
 * are those of our own code: requests a second of the API and stories a second of a backtest, one core.
 */
import { parseArgs } from "node:util";
import { configPaths, readPackFiles } from "../../../lambdas/adapters/config-files.ts";
import { backtest } from "../../../lambdas/core/archive/backtest.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { StoryTimeline } from "../../../lambdas/core/ports.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";
import { DAY_MS, utcDay } from "../../../lambdas/core/time.ts";
import { createArchive, NOW, numbered } from "../../unit/query/archive.ts";

const { values } = parseArgs({
  options: { json: { type: "boolean" }, stories: { type: "string", default: "100000" } },
});
const count = Number(values.stories);
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
    readUnits: result.readUnits,
    dollars: result.dollars,
  };
}

async function benchApi() {
  const archive = await createArchive();
  for (let n = 1; n <= 500; n += 1) await archive.add(numbered(n));
  const paths = [
    "/stories?limit=20",
    "/stories?q=M23&limit=20",
    "/stories.atom?place=goma&limit=20",
    "/stats?group=place",
  ];
  const latencies: Record<string, { p50: number; p95: number }> = {};
  for (const path of paths) {
    const times: number[] = [];
    for (let round = 0; round < 100; round += 1) {
      const startedAt = performance.now();
      await archive.app.request(`http://desk.example${path}`);
      times.push(performance.now() - startedAt);
    }
    times.sort((a, b) => a - b);
    latencies[path] = { p50: Number(times[50]?.toFixed(2)), p95: Number(times[95]?.toFixed(2)) };
  }
  return latencies;
}

const report = { replay: await benchReplay(), apiLatencyMs: await benchApi() };
process.stdout.write(`${JSON.stringify(report, null, values.json === true ? 0 : 2)}\n`);

/**
 * `GET /stats`: how many stories, by day or hour, by rule, place, theme, language or outlet.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { COUNT_GROUPS, COUNT_STEPS, countStories } from "../core/archive/count-stories.ts";
import { writeCsv } from "../core/archive/export/csv.ts";
import { writeNdjson } from "../core/archive/export/ndjson.ts";
import type { RuleSnapshot } from "../core/ports.ts";
import { DAY_MS, HOUR_MS } from "../core/time.ts";
import { BAD_REQUEST, jsonAnswer, UNAVAILABLE } from "./answers.ts";
import { isoTime, timeSchema } from "./iso-time.ts";
import { addExportRoutes, answerAccepted, type ListExports } from "./list-exports.ts";
import { listFormats } from "./list-format.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { floorTo } from "./parse-moment.ts";
import { type ParameterError, parameterProblem } from "./problem.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { statsQuerySchema } from "./query-parameters.ts";
import { readFilters } from "./read-story-search.ts";
import { readWindow } from "./read-window.ts";

const valueSchema = z.object({ value: z.string(), stories: z.int() });

const statsSchema = z
  .object({
    by: z.enum(COUNT_STEPS),
    group: z.enum(COUNT_GROUPS).optional(),
    since: timeSchema,
    until: timeSchema,
    buckets: z.array(z.object({ start: timeSchema, stories: z.int(), values: z.array(valueSchema) })),
    totals: z.object({ stories: z.int(), values: z.array(valueSchema) }),
    scanned: z.int(),
    isPartial: z.boolean().openapi({ description: "the bound was met; `wholeSince` says from when on all is counted" }),
    wholeSince: timeSchema,
  })
  .openapi("Stats");

const statsRoute = createRoute({
  method: "get",
  path: "/stats",
  summary: "Matched stories counted by day or hour",
  description: "Of the last 30 days unless `since` says otherwise; empty days and hours are left out.",
  request: { query: statsQuerySchema },
  responses: { ...jsonAnswer("the counts", statsSchema), ...BAD_REQUEST, ...UNAVAILABLE },
});

/** Buckets of one answer: a year of days, or a fortnight and more of hours. */
const MAX_SPAN_MS = { day: 400 * DAY_MS, hour: 31 * DAY_MS };

type StatsQuery = z.output<typeof statsQuerySchema>;
type Stats = z.infer<typeof statsSchema>;

/** A row for each bucket, or for each value of each when they are counted apart. */
const STATS_EXPORTS: ListExports<Stats> = {
  formats: listFormats("csv", "ndjson"),
  write({ by, group, buckets }, format, options) {
    if (format === "ndjson") return writeNdjson(buckets);
    const rows = buckets.flatMap(({ start, stories, values }) =>
      group === undefined ? [[start, stories]] : values.map((each) => [start, each.value, each.stories]),
    );
    return writeCsv(group === undefined ? [by, "stories"] : [by, group, "stories"], rows, options);
  },
};

export function addStatsRoutes(
  app: QueryApp,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): void {
  const read = (query: StatsQuery) => readStats(query, deps, currentRules);
  app.openapi(
    statsRoute,
    async (c) => {
      const stats = await read(c.req.valid("query"));
      return answerAccepted(c, STATS_EXPORTS, stats) ?? c.json(stats, 200);
    },
    (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(statsQuerySchema.shape)));
    },
  );
  addExportRoutes(app, {
    path: "/stats",
    title: "The counts",
    querySchema: statsQuerySchema,
    exports: STATS_EXPORTS,
    read,
  });
}

async function readStats(
  { by, group, since, until, ...filters }: StatsQuery,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): Promise<Stats> {
  const now = deps.now();
  const errors: ParameterError[] = [];
  const rules = filters.rule === undefined ? [] : (await currentRules()).rules;
  const context = { gazetteer: deps.gazetteer, ruleIds: rules.map((rule) => rule.id), now };
  const { allOf } = readFilters(filters, context, errors);
  // Whole hours at both ends, so that the answer, and its ETag, hold for a while.
  const window = readWindow({ since: since ?? "30d", until, limit: 1 }, "stats", now, errors);
  const from = floorTo(by === "day" ? DAY_MS : HOUR_MS, window.since);
  if (window.until - from > MAX_SPAN_MS[by] + DAY_MS) {
    const days = MAX_SPAN_MS[by] / DAY_MS;
    errors.push({ parameter: "since", detail: `by ${by}, ${days} days can be counted at once: ask in parts` });
  }
  if (errors.length > 0) throw parameterProblem(errors);

  const counts = await countStories(deps.mentions, { by, group, allOf, since: from, until: window.until }, now);
  return {
    by,
    group,
    since: isoTime(from),
    until: isoTime(until === undefined ? floorTo(HOUR_MS, now) + HOUR_MS : window.until),
    buckets: counts.buckets.map(({ start, stories, values }) => ({
      start: isoTime(start),
      stories,
      values: [...values],
    })),
    totals: { stories: counts.totals.stories, values: [...counts.totals.values] },
    scanned: counts.scanned,
    isPartial: counts.isPartial,
    wholeSince: isoTime(counts.wholeSince),
  };
}

/**
 * `POST /rules/backtest`: replays a rule, or a query alone, over the stories that are kept. It changes nothing, so
 * whoever may read may ask.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { type BacktestDifference, type BacktestSample, backtest } from "../core/archive/backtest.ts";
import { checkRule } from "../core/archive/check-rule.ts";
import type { RuleSnapshot } from "../core/ports.ts";
import { DAY_MS, MINUTE_MS } from "../core/time.ts";
import { BAD_REQUEST, jsonAnswer, UNAVAILABLE } from "./answers.ts";
import { jsonBodiesOnly } from "./guard-writes.ts";
import { isoTime, timeSchema } from "./iso-time.ts";
import { floorTo, parseMoment } from "./parse-moment.ts";
import { parameterProblem } from "./problem.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { noQuerySchema } from "./query-parameters.ts";
import { ruleProblem } from "./rule-problem.ts";
import { matchSchema, matchView } from "./story-view.ts";

/** As long as unmatched stories are kept unless the desk decides otherwise. */
const MAX_DAYS = 30;

const bodySchema = z
  .strictObject({
    query: z.string().optional().openapi({ description: "a query in the rule language", example: "M23 AND Kibumba" }),
    rule: z
      .unknown()
      .optional()
      .openapi({ type: "object", description: "or a whole rule; compared with the saved one of its id" }),
    days: z.int().min(1).max(MAX_DAYS).prefault(7).openapi({ default: 7 }),
    until: z.string().max(40).optional().openapi({ description: "end of the days; now when absent" }),
  })
  .openapi("BacktestRequest");

const sampleSchema = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string().optional(),
  source: z.string(),
  lang: z.string().optional(),
  firstSeenAt: timeSchema,
  match: matchSchema,
});
const countsSchema = z.array(z.object({ value: z.string(), hits: z.int() }));
const differenceSchema = z.object({ count: z.int(), samples: z.array(sampleSchema) });

const backtestSchema = z
  .object({
    since: timeSchema,
    until: timeSchema,
    scanned: z.int(),
    hits: z.int(),
    hitsPerDay: z.number(),
    byDay: z.array(z.object({ day: z.string(), hits: z.int(), scanned: z.int(), isWhole: z.boolean() })),
    byLang: countsSchema,
    bySource: countsSchema,
    samples: z.array(sampleSchema),
    gained: differenceSchema.optional(),
    lost: differenceSchema.optional(),
    readUnits: z.number(),
    dollars: z.number(),
    isPartial: z.boolean().openapi({ description: "a bound was met; `byDay` says which days are whole" }),
    stoppedBy: z.enum(["time", "reads", "stories"]).optional(),
  })
  .openapi("Backtest");

const backtestRoute = createRoute({
  method: "post",
  path: "/rules/backtest",
  summary: "What a rule would have found",
  description:
    "All kept stories of the days are held against it, matched or not; at most 20 seconds and 50,000 read units.",
  middleware: [jsonBodiesOnly] as const,
  request: { query: noQuerySchema, body: { required: true, content: { "application/json": { schema: bodySchema } } } },
  responses: { ...jsonAnswer("the result", backtestSchema), ...BAD_REQUEST, ...UNAVAILABLE },
});

/** What a query alone is taken for. */
const QUERY_ALONE = { id: "backtest", title: "Backtest", severity: "low" };

export function addBacktestRoute(
  app: QueryApp,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): void {
  app.openapi(backtestRoute, async (c) => {
    const { query, rule, days, until: untilText } = c.req.valid("json");
    if ((query === undefined) === (rule === undefined)) {
      throw parameterProblem([{ parameter: "query", detail: "give either `query` or `rule`" }]);
    }
    // Without its tests: a rule that fails them is just what somebody wants to try.
    const checked = checkRule(rule ?? { ...QUERY_ALONE, query }, deps.gazetteer, false);
    if (checked.kind === "faulty") throw ruleProblem(checked.faults);
    const candidate = checked.rule;
    const now = deps.now();
    const until = untilText === undefined ? floorTo(MINUTE_MS, now) + MINUTE_MS : parseMoment(untilText, now);
    if (until === undefined) throw parameterProblem([{ parameter: "until", detail: "is not a time in ISO 8601" }]);
    const saved = rule === undefined ? undefined : (await currentRules()).rules.find(({ id }) => id === candidate.id);
    const span = { since: until - days * DAY_MS, until };
    const result = await backtest({ ...deps, clock: deps.now }, candidate, saved, span);
    const { byDay, byLang, bySource, samples, gained, lost, ...rest } = result;
    return c.json(
      {
        since: isoTime(span.since),
        until: isoTime(span.until),
        ...rest,
        hitsPerDay: Math.round((100 * result.hits) / days) / 100,
        byDay: byDay.map((each) => ({ ...each })),
        byLang: [...byLang],
        bySource: [...bySource],
        samples: samples.map(sampleView),
        gained: gained && differenceView(gained),
        lost: lost && differenceView(lost),
      },
      200,
    );
  });
}

function differenceView({ count, samples }: BacktestDifference): z.infer<typeof differenceSchema> {
  return { count, samples: samples.map(sampleView) };
}

function sampleView({ match, firstSeenAt, ...sample }: BacktestSample): z.infer<typeof sampleSchema> {
  return { ...sample, firstSeenAt: isoTime(firstSeenAt), match: matchView(match) };
}

/** `GET /coverage`: the desk's blind spots. */
import { createRoute, z } from "@hono/zod-openapi";
import { findBlindSpots } from "../core/archive/coverage.ts";
import type { RuleSnapshot } from "../core/ports.ts";
import { HOUR_MS } from "../core/time.ts";
import { BAD_REQUEST, jsonAnswer, UNAVAILABLE } from "./answers.ts";
import { isoTime, isoTimeOrNone, timeSchema } from "./iso-time.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { floorTo } from "./parse-moment.ts";
import { parameterProblem } from "./problem.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";

const DAYS = "must be a whole number from 1 to 28";

const querySchema = z.strictObject({
  days: z
    .string()
    .regex(/^([1-9]|1\d|2[0-8])$/, DAYS)
    .transform(Number)
    .prefault("7")
    .openapi({
      type: "integer",
      minimum: 1,
      maximum: 28,
      default: 7,
      description: "how many days are held against the 28 before",
    }),
});

/** Cells of one answer: some hundred rules in six languages and six provinces. */
const MAX_CELLS = 4_000;

const coverageSchema = z
  .object({
    days: z.int(),
    cells: z
      .array(
        z.object({
          rule: z.string(),
          lang: z.string(),
          province: z.string(),
          recent: z.int(),
          expected: z.number().openapi({ description: "by the 28 days before" }),
        }),
      )
      .openapi({ description: "those that fell furthest behind first" }),
    silentFeeds: z.array(
      z.object({ id: z.string(), title: z.string(), source: z.string(), lastNewAt: timeSchema.optional() }),
    ),
    silentLanguages: z.array(z.string()),
    neverMatched: z.array(z.string()),
    unseenEntities: z.array(z.string()),
    scanned: z.int(),
    isPartial: z.boolean(),
    wholeSince: timeSchema,
  })
  .openapi("Coverage");

const coverageRoute = createRoute({
  method: "get",
  path: "/coverage",
  summary: "Blind spots: what the desk sees less of than before, or not at all",
  request: { query: querySchema },
  responses: { ...jsonAnswer("the blind spots", coverageSchema), ...BAD_REQUEST, ...UNAVAILABLE },
});

export function addCoverageRoute(
  app: QueryApp,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): void {
  app.openapi(
    coverageRoute,
    async (c) => {
      const { days } = c.req.valid("query");
      // Whole hours, so that the answer, and its ETag, hold for a while.
      const now = floorTo(HOUR_MS, deps.now()) + HOUR_MS;
      const [feeds, { rules }] = await Promise.all([deps.feeds.list(), currentRules()]);
      const found = await findBlindSpots({ ...deps, feeds, rules }, days, now);
      return c.json(
        {
          ...found,
          cells: found.cells
            .slice(0, MAX_CELLS)
            .map((cell) => ({ ...cell, expected: Math.round(100 * cell.expected) / 100 })),
          silentFeeds: found.silentFeeds.map(({ lastNewAt, ...feed }) => ({
            ...feed,
            lastNewAt: isoTimeOrNone(lastNewAt),
          })),
          silentLanguages: [...found.silentLanguages],
          neverMatched: [...found.neverMatched],
          unseenEntities: [...found.unseenEntities],
          wholeSince: isoTime(found.wholeSince),
        },
        200,
      );
    },
    (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(querySchema.shape)));
    },
  );
}

/**
 * What a desk asks about its own watch: `GET /feeds`, `GET /rules` and `GET /health`.
 */
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { RuleSnapshot } from "../core/ports.ts";
import { BAD_REQUEST, jsonAnswer, UNAVAILABLE } from "./answers.ts";
import { feedSchema, feedView } from "./feed-view.ts";
import { isoTime, timeSchema } from "./iso-time.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { noQuerySchema } from "./query-parameters.ts";
import { ruleSchema, ruleView } from "./rule-view.ts";

const feedsRoute = createRoute({
  method: "get",
  path: "/feeds",
  summary: "All feeds and their health",
  request: { query: noQuerySchema },
  responses: {
    ...jsonAnswer("the feeds, by source and title", z.object({ feeds: z.array(feedSchema) }).openapi("FeedList")),
    ...BAD_REQUEST,
    ...UNAVAILABLE,
  },
});

const rulesRoute = createRoute({
  method: "get",
  path: "/rules",
  summary: "The current rules",
  request: { query: noQuerySchema },
  responses: {
    ...jsonAnswer(
      "the rules, by id",
      z
        .object({
          revision: z.int().openapi({ description: "moves whenever any rule changes" }),
          rules: z.array(ruleSchema),
        })
        .openapi("RuleList"),
    ),
    ...BAD_REQUEST,
    ...UNAVAILABLE,
  },
});

const healthRoute = createRoute({
  method: "get",
  path: "/health",
  summary: "Whether the archive can be read",
  request: { query: noQuerySchema },
  responses: {
    200: {
      description: "it can",
      content: {
        "application/json": {
          schema: z.object({ status: z.literal("ok"), time: timeSchema, rulesRevision: z.int() }).openapi("Health"),
        },
      },
    },
    ...BAD_REQUEST,
    ...UNAVAILABLE,
  },
});

export function addDeskRoutes(
  app: OpenAPIHono,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): void {
  app.openapi(feedsRoute, async (c) => {
    const now = deps.now();
    const feeds = [...(await deps.feeds.list())].sort(
      (a, b) => compareText(a.source, b.source) || compareText(a.title, b.title) || compareText(a.id, b.id),
    );
    return c.json({ feeds: feeds.map((feed) => feedView(feed, now)) }, 200);
  });

  app.openapi(rulesRoute, async (c) => {
    const { revision, rules } = await currentRules();
    return c.json({ revision, rules: [...rules].sort((a, b) => compareText(a.id, b.id)).map(ruleView) }, 200);
  });

  app.openapi(healthRoute, async (c) => {
    const rulesRevision = await deps.rules.getRevision();
    c.header("Cache-Control", "no-store");
    return c.json({ status: "ok" as const, time: isoTime(deps.now()), rulesRevision }, 200);
  });
}

/** By code unit: the same order on every machine, which a locale's is not. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

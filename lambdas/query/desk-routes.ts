/**
 * What a desk asks about its own watch: `GET /feeds` and `GET /health`.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { BAD_REQUEST, jsonAnswer, UNAVAILABLE } from "./answers.ts";
import { sortFeeds } from "./feed-exports-routes.ts";
import { feedSchema, feedView } from "./feed-view.ts";
import { isoTime, timeSchema } from "./iso-time.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { noQuerySchema } from "./query-parameters.ts";

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

export function addDeskRoutes(app: QueryApp, deps: QueryDependencies): void {
  app.openapi(feedsRoute, async (c) => {
    const now = deps.now();
    const feeds = sortFeeds(await deps.feeds.list());
    return c.json({ feeds: feeds.map((feed) => feedView(feed, now)) }, 200);
  });

  app.openapi(healthRoute, async (c) => {
    const rulesRevision = await deps.rules.getRevision();
    c.header("Cache-Control", "no-store");
    return c.json({ status: "ok" as const, time: isoTime(deps.now()), rulesRevision }, 200);
  });
}

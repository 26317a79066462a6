/**
 * What a desk asks about its own watch: `GET /feeds` and `GET /health`.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { languageVolumes } from "../core/feeds/language-volumes.ts";
import { CREDENTIAL } from "./access-rules.ts";
import { BAD_REQUEST, jsonAnswer, UNAVAILABLE } from "./answers.ts";
import { FEED_EXPORTS, readFeedList } from "./feed-exports-routes.ts";
import { feedSchema, feedView, languageSchema, languageView } from "./feed-view.ts";
import { isoTime, isoTimeOrNone, timeSchema } from "./iso-time.ts";
import { answerAccepted } from "./list-exports.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { noQuerySchema } from "./query-parameters.ts";

const feedListSchema = z
  .object({
    feeds: z.array(feedSchema),
    languages: z
      .array(languageSchema)
      .openapi({ description: "silent ones first, then those with the fewest stories" }),
    dispatchedAt: timeSchema
      .optional()
      .openapi({ description: "the last minute whose polls were sent out; feeds are late when it stands still" }),
  })
  .openapi("FeedList");

const feedsRoute = createRoute({
  method: "get",
  path: "/feeds",
  summary: "All feeds and their health",
  request: { query: noQuerySchema },
  responses: {
    ...jsonAnswer("the feeds, by source and title, and what each language brings", feedListSchema),
    ...BAD_REQUEST,
    ...UNAVAILABLE,
  },
});

const healthRoute = createRoute({
  method: "get",
  path: "/health",
  summary: "Whether the archive can be read",
  security: [],
  [CREDENTIAL]: "none",
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
    const list = await readFeedList(deps);
    const { feeds, dispatchedAt, now } = list;
    const exported = answerAccepted(c, FEED_EXPORTS, list);
    if (exported !== undefined) return exported;
    return c.json(
      {
        feeds: feeds.map((feed) => feedView(feed, dispatchedAt, now)),
        languages: languageVolumes(feeds, now).map(languageView),
        dispatchedAt: isoTimeOrNone(dispatchedAt),
      },
      200,
    );
  });

  app.openapi(healthRoute, async (c) => {
    const rulesRevision = await deps.rules.getRevision();
    c.header("Cache-Control", "no-store");
    return c.json({ status: "ok" as const, time: isoTime(deps.now()), rulesRevision }, 200);
  });
}

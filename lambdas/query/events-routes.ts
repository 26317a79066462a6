/**
 * `GET /events` and `GET /events/{id}`. An event stands in the list where its first story stands, and an event's id
 * follows from that story: so the list is read off the stories, names each event once, and needs no index of its own.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { eventIdFor } from "../core/alerts/alert-id.ts";
import type { NewsEvent } from "../core/alerts/event.ts";
import { positionOf, searchStories } from "../core/stories/search-stories.ts";
import type { Story } from "../core/stories/story.ts";
import { BAD_REQUEST, jsonAnswer, NOT_FOUND, UNAVAILABLE } from "./answers.ts";
import { eventSchema, eventView, wholeEventSchema, wholeEventView } from "./event-view.ts";
import { nextPath } from "./next-link.ts";
import { pageOfViews } from "./page-of-views.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { type ParameterError, ProblemError, parameterProblem } from "./problem.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { idParameterSchema, noQuerySchema, pageQuerySchema } from "./query-parameters.ts";
import { readWindow } from "./read-window.ts";
import { pageSchemaFields } from "./stories-routes.ts";

const listRoute = createRoute({
  method: "get",
  path: "/events",
  summary: "Events, by when their first story was seen, newest first",
  request: { query: pageQuerySchema },
  responses: {
    ...jsonAnswer("one page", z.object({ events: z.array(eventSchema), ...pageSchemaFields }).openapi("EventPage")),
    ...BAD_REQUEST,
    ...UNAVAILABLE,
  },
});

const getRoute = createRoute({
  method: "get",
  path: "/events/{id}",
  summary: "One event with its stories",
  request: { params: idParameterSchema, query: noQuerySchema },
  responses: { ...jsonAnswer("the event", wholeEventSchema), ...BAD_REQUEST, ...NOT_FOUND, ...UNAVAILABLE },
});

export function addEventsRoutes(app: QueryApp, deps: QueryDependencies): void {
  app.openapi(
    listRoute,
    async (c) => {
      const query = c.req.valid("query");
      const now = deps.now();
      const errors: ParameterError[] = [];
      const list = JSON.stringify(["events", query.since ?? "", query.until ?? ""]);
      const window = readWindow(query, list, now, errors);
      if (errors.length > 0) throw parameterProblem(errors);

      const result = await searchStories(deps, { ...window, allOf: [], accepts: isFirstOfEvent }, now);
      const events = await Promise.all(result.stories.map((story) => deps.events.get(eventIdFor(story.id))));
      const views = result.stories.flatMap((story, index) => viewOf(story, events[index]));
      const page = pageOfViews(views, result.next, window.since, list);
      const next = page.next === undefined ? undefined : nextPath(c.req.url, page.next);
      if (next !== undefined) c.header("Link", `<${next}>; rel="next"`);
      const { scanned, isPartial } = result;
      return c.json({ events: page.views, next, nextCursor: page.next, scanned, isPartial }, 200);
    },
    (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(pageQuerySchema.shape)));
    },
  );

  app.openapi(getRoute, async (c) => {
    const { id } = c.req.valid("param");
    const event = await deps.events.get(id);
    // DynamoDB deletes expired items within days, not at once.
    if (event === undefined || event.expiresAt <= deps.now()) {
      throw new ProblemError(404, "E_EVENT", `there is no event ${id}: GET /events lists the recent ones`);
    }
    return c.json(wholeEventView(event), 200);
  });
}

function isFirstOfEvent(story: Story): boolean {
  return story.decision?.eventId === eventIdFor(story.id);
}

function viewOf(story: Story, event: NewsEvent | undefined) {
  return event === undefined ? [] : [{ view: eventView(event), position: positionOf(story) }];
}

/**
 * `GET /events` and `GET /events/{id}`. An event stands in the list where its first story stands, and an event's id
 * follows from that story: so the list is read off the stories, names each event once, and needs no index of its own.
 */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { eventIdFor } from "../core/alerts/alert-id.ts";
import { writeAtom } from "../core/archive/export/atom.ts";
import { writeCsv } from "../core/archive/export/csv.ts";
import { EVENT_COLUMNS, eventRow } from "../core/archive/export/csv-rows.ts";
import { feedItemOfEvent } from "../core/archive/export/feed-item.ts";
import { writeJsonFeed } from "../core/archive/export/json-feed.ts";
import { writeNdjson } from "../core/archive/export/ndjson.ts";
import { writeRss } from "../core/archive/export/rss.ts";
import { positionOf, searchStories } from "../core/stories/search-stories.ts";
import type { Story } from "../core/stories/story.ts";
import { BAD_REQUEST, jsonAnswer, NOT_FOUND, textAnswer, UNAVAILABLE } from "./answers.ts";
import { eventSchema, eventView, wholeEventSchema, wholeEventView } from "./event-view.ts";
import { feedChannel } from "./feed-channel.ts";
import { acceptedFormat, contentTypeOf, type ListFormat, listFormats } from "./list-format.ts";
import { nextPath } from "./next-link.ts";
import { MAX_EXPORT_BYTES, pageOfViews } from "./page-of-views.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { type ParameterError, ProblemError, parameterProblem } from "./problem.ts";
import type { QueryApp, QueryEnv } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { bomField, idParameterSchema, noQuerySchema, type PageQuery, pageQuerySchema } from "./query-parameters.ts";
import { readWindow } from "./read-window.ts";
import { pageSchemaFields } from "./stories-routes.ts";

const FORMATS = listFormats("csv", "ndjson", "json-feed", "atom", "rss");

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
      c.header("Vary", "Accept");
      const format = acceptedFormat(c.req.header("Accept"), FORMATS);
      const query = c.req.valid("query");
      if (format !== undefined) return writeExport(c, format, await readPage(c.req.url, query, deps, MAX_EXPORT_BYTES));
      const { result, views, next, nextCursor } = await readPage(c.req.url, query, deps);
      if (next !== undefined) c.header("Link", `<${next}>; rel="next"`);
      const { scanned, isPartial } = result;
      return c.json({ events: views, next, nextCursor, scanned, isPartial }, 200);
    },
    (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(pageQuerySchema.shape)));
    },
  );

  for (const format of FORMATS) {
    const querySchema = format.name === "csv" ? pageQuerySchema.extend(bomField) : pageQuerySchema;
    const route = createRoute({
      method: "get",
      path: `/events${format.suffix}`,
      summary: `Events as ${format.description}`,
      request: { query: querySchema },
      responses: { ...textAnswer("one page", format.mediaType), ...BAD_REQUEST, ...UNAVAILABLE },
    });
    app.openapi(
      route,
      async (c) => {
        // Without `bom`, which only the schema of CSV has.
        const { bom, ...query }: PageQuery & { bom?: string } = c.req.valid("query");
        return writeExport(c, format, await readPage(c.req.url, query, deps, MAX_EXPORT_BYTES), bom === "true");
      },
      (result) => {
        if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(querySchema.shape)));
      },
    );
  }

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

/** One page of the list: the events, and as many of their views as fit into an answer. */
async function readPage(url: string, query: PageQuery, deps: QueryDependencies, maxBytes?: number) {
  const now = deps.now();
  const errors: ParameterError[] = [];
  const list = JSON.stringify(["events", query.since ?? "", query.until ?? ""]);
  const window = readWindow(query, list, now, errors);
  if (errors.length > 0) throw parameterProblem(errors);

  const result = await searchStories(deps, { ...window, allOf: [], accepts: isFirstOfEvent }, now);
  const read = await Promise.all(result.stories.map((story) => deps.events.get(eventIdFor(story.id))));
  const found = result.stories.flatMap((story, index) => {
    const event = read[index];
    return event === undefined ? [] : [{ event, view: eventView(event), position: positionOf(story) }];
  });
  const { views, next: nextCursor } = pageOfViews(found, result.next, window.since, list, maxBytes);
  const events = found.slice(0, views.length).map(({ event }) => event);
  return { result, events, views, nextCursor, next: nextCursor === undefined ? undefined : nextPath(url, nextCursor) };
}

function writeExport(
  c: Context<QueryEnv>,
  format: ListFormat,
  { events, views, next }: Awaited<ReturnType<typeof readPage>>,
  hasByteOrderMark = false,
): Response {
  if (next !== undefined) c.header("Link", `<${next}>; rel="next"`);
  const headers = { "Content-Type": contentTypeOf(format) };
  const channel = feedChannel("events", c.req.url, next);
  switch (format.name) {
    case "csv":
      return c.body(writeCsv(EVENT_COLUMNS, events.map(eventRow), { hasByteOrderMark }), 200, headers);
    case "ndjson":
      return c.body(writeNdjson(views), 200, headers);
    case "json-feed":
      return c.body(writeJsonFeed(channel, events.map(feedItemOfEvent)), 200, headers);
    case "atom":
      return c.body(writeAtom(channel, events.map(feedItemOfEvent)), 200, headers);
    case "rss":
      return c.body(writeRss(channel, events.map(feedItemOfEvent)), 200, headers);
    default:
      throw new Error(`events have no form ${format.name}`);
  }
}

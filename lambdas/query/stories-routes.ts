/**
 * `GET /stories`, in every form that a list can be had in, and `GET /stories/{id}`.
 */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { RuleSnapshot } from "../core/ports.ts";
import { positionOf, type SearchResult, searchAmong, searchStories } from "../core/stories/search-stories.ts";
import { BAD_REQUEST, jsonAnswer, NOT_FOUND, textAnswer, UNAVAILABLE } from "./answers.ts";
import type { RulesInForce } from "./compiled-rules.ts";
import { feedChannel } from "./feed-channel.ts";
import { acceptedFormat, contentTypeOf, type FormatName, type ListFormat, listFormats } from "./list-format.ts";
import { nextPath } from "./next-link.ts";
import { MAX_EXPORT_BYTES, pageOfViews } from "./page-of-views.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { ProblemError, parameterProblem } from "./problem.ts";
import type { QueryApp, QueryEnv } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import {
  allField,
  bomField,
  idParameterSchema,
  type StoriesQuery,
  storiesQuerySchema,
  storyQuerySchema,
} from "./query-parameters.ts";
import { readStorySearch, type StoryQuestion } from "./read-story-search.ts";
import { listAllLines, streamOf } from "./stories-stream.ts";
import { exportStories } from "./story-exports.ts";
import { storySchema, storyView, wholeStorySchema } from "./story-view.ts";
import { traceSchema, traceViews } from "./trace-view.ts";

/** What every list says beside its items. */
export const pageSchemaFields = {
  next: z.string().optional().openapi({ description: "path of the next page; absent on the last" }),
  nextCursor: z.string().optional().openapi({ description: "the cursor in it" }),
  scanned: z.int().openapi({ description: "index entries looked at for this page" }),
  isPartial: z.boolean().openapi({
    description: "the search met its bound before the page was full; `next` goes on from there",
  }),
};

const FORMATS = listFormats("csv", "ndjson", "json-feed", "atom", "rss", "ninjs");

const listRoute = createRoute({
  method: "get",
  path: "/stories",
  summary: "Matched stories, newest first",
  description:
    "All filters must hold. A Link header with rel=next leads to the next page. " +
    `Accept chooses another form: ${FORMATS.map(({ mediaType }) => mediaType).join(", ")}.`,
  request: { query: storiesQuerySchema },
  responses: {
    ...jsonAnswer("one page", z.object({ stories: z.array(storySchema), ...pageSchemaFields }).openapi("StoryPage")),
    ...BAD_REQUEST,
    ...UNAVAILABLE,
  },
});

const getRoute = createRoute({
  method: "get",
  path: "/stories/{id}",
  summary: "One story, whole",
  request: { params: idParameterSchema, query: storyQuerySchema },
  responses: {
    ...jsonAnswer("the story", wholeStorySchema.extend({ trace: z.array(traceSchema).optional() })),
    ...BAD_REQUEST,
    ...NOT_FOUND,
    ...UNAVAILABLE,
  },
});

interface RuleSources {
  readonly currentRules: () => Promise<RuleSnapshot>;
  readonly compiledRules: () => Promise<RulesInForce>;
}

export function addStoriesRoutes(app: QueryApp, deps: QueryDependencies, rules: RuleSources): void {
  const page = (c: Context<QueryEnv>, query: StoriesQuery) => readPage(c.req.url, query, deps, rules);

  app.openapi(
    listRoute,
    async (c) => {
      c.header("Vary", "Accept");
      const format = acceptedFormat(c.req.header("Accept"), FORMATS);
      const query = c.req.valid("query");
      if (format !== undefined) return writeExport(c, format, await page(c, query), deps);
      const { result, views, next, nextCursor } = await page(c, query);
      if (next !== undefined) c.header("Link", `<${next}>; rel="next"`);
      const { scanned, isPartial } = result;
      return c.json({ stories: views, next, nextCursor, scanned, isPartial }, 200);
    },
    (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(storiesQuerySchema.shape)));
    },
  );

  for (const format of FORMATS) {
    const querySchema = querySchemaOf(format.name);
    const route = createRoute({
      method: "get",
      path: `/stories${format.suffix}`,
      summary: `Matched stories as ${format.description}`,
      request: { query: querySchema },
      responses: { ...textAnswer("one page", format.mediaType), ...BAD_REQUEST, ...UNAVAILABLE },
    });
    app.openapi(
      route,
      async (c) => {
        // Without what only one form has.
        const { bom, all, ...query }: StoriesQuery & { bom?: string; all?: string } = c.req.valid("query");
        if (all === "true") return writeAll(c, format, await readQuestion(query, deps, rules), deps);
        return writeExport(c, format, await page(c, query), deps, bom === "true");
      },
      (result) => {
        if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(querySchema.shape)));
      },
    );
  }

  app.openapi(
    getRoute,
    async (c) => {
      const { id } = c.req.valid("param");
      const { trace } = c.req.valid("query");
      const story = await deps.stories.get(id, deps.now());
      if (story === undefined) {
        throw new ProblemError(404, "E_STORY", `there is no story ${id}: it never was, or it has expired`);
      }
      const traces = trace === undefined ? undefined : traceViews(story, trace, await rules.compiledRules());
      return c.json({ ...storyView(story), body: story.body, trace: traces }, 200);
    },
    (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(storyQuerySchema.shape)));
    },
  );
}

/** Two forms can be asked something of their own. */
function querySchemaOf(format: FormatName) {
  if (format === "csv") return storiesQuerySchema.extend(bomField);
  return format === "ndjson" ? storiesQuerySchema.extend(allField) : storiesQuerySchema;
}

async function readQuestion(query: StoriesQuery, deps: QueryDependencies, { currentRules }: RuleSources) {
  const rules = query.rule === undefined ? [] : (await currentRules()).rules;
  const context = { gazetteer: deps.gazetteer, ruleIds: rules.map((rule) => rule.id), now: deps.now() };
  return readStorySearch(query, context);
}

/** One page of a list: the stories, and as many of their views as fit into an answer. */
async function readPage(url: string, query: StoriesQuery, deps: QueryDependencies, rules: RuleSources) {
  const question = await readQuestion(query, deps, rules);
  const result = await search(question, await idsOfEvent(question, deps), deps, deps.now());
  const pageWithin = (maxBytes?: number) => {
    const positioned = result.stories.map((story) => ({ view: storyView(story), position: positionOf(story) }));
    const { views, next: nextCursor } = pageOfViews(
      positioned,
      result.next,
      question.search.since,
      question.list,
      maxBytes,
    );
    const next = nextCursor === undefined ? undefined : nextPath(url, nextCursor);
    return { views, next, nextCursor };
  };
  return { result, ...pageWithin(), pageWithin };
}

function writeExport(
  c: Context<QueryEnv>,
  format: ListFormat,
  { result, pageWithin }: Awaited<ReturnType<typeof readPage>>,
  deps: QueryDependencies,
  hasByteOrderMark = false,
): Response {
  const { views, next } = pageWithin(MAX_EXPORT_BYTES);
  if (next !== undefined) c.header("Link", `<${next}>; rel="next"`);
  const text = exportStories(format.name, result.stories.slice(0, views.length), {
    channel: feedChannel("stories", c.req.url, next),
    gazetteer: deps.gazetteer,
    hasByteOrderMark,
  });
  return c.body(text, 200, { "Content-Type": contentTypeOf(format) });
}

/** The stream has no ETag, since nobody knows it before the end, and no Link, since nobody knows whether there is one. */
async function writeAll(
  c: Context<QueryEnv>,
  format: ListFormat,
  question: StoryQuestion,
  deps: QueryDependencies,
): Promise<Response> {
  const now = deps.now();
  // Before the status is sent, which an unknown event changes.
  const ids = await idsOfEvent(question, deps);
  const { url, method, path } = c.req;
  const lines = listAllLines(question, url, (limit, after) =>
    search({ ...question, search: { ...question.search, limit, after } }, ids, deps, now),
  );
  const headers = { "Content-Type": contentTypeOf(format), "Cache-Control": "no-store" };
  return c.body(
    streamOf(lines, (error) => deps.reportFailure?.(error, { method, path })),
    200,
    headers,
  );
}

/** @returns undefined when the question names no event */
async function idsOfEvent(question: StoryQuestion, deps: QueryDependencies): Promise<readonly string[] | undefined> {
  if (question.eventId === undefined) return undefined;
  const event = await deps.events.get(question.eventId);
  if (event === undefined) {
    const detail = `there is no event ${question.eventId}: GET /events lists the recent ones`;
    throw parameterProblem([{ parameter: "event", detail }]);
  }
  return event.stories.map((story) => story.storyId);
}

/** An event knows its stories: that beats any posting. @param ids - of the event's stories */
function search(
  question: StoryQuestion,
  ids: readonly string[] | undefined,
  deps: QueryDependencies,
  now: number,
): Promise<SearchResult> {
  return ids === undefined ? searchStories(deps, question.search, now) : searchAmong(ids, deps, question.search, now);
}

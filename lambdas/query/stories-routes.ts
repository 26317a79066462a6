/**
 * `GET /stories` and `GET /stories/{id}`.
 */
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { RuleSnapshot } from "../core/ports.ts";
import { positionOf, type SearchResult, searchAmong, searchStories } from "../core/stories/search-stories.ts";
import { BAD_REQUEST, jsonAnswer, NOT_FOUND, UNAVAILABLE } from "./answers.ts";
import { nextPath } from "./next-link.ts";
import { pageOfViews } from "./page-of-views.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { ProblemError, parameterProblem } from "./problem.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { idParameterSchema, noQuerySchema, storiesQuerySchema } from "./query-parameters.ts";
import { readStorySearch, type StoryQuestion } from "./read-story-search.ts";
import { storySchema, storyView, wholeStorySchema } from "./story-view.ts";

/** What every list says beside its items. */
export const pageSchemaFields = {
  next: z.string().optional().openapi({ description: "path of the next page; absent on the last" }),
  nextCursor: z.string().optional().openapi({ description: "the cursor in it" }),
  scanned: z.int().openapi({ description: "index entries looked at for this page" }),
  isPartial: z.boolean().openapi({
    description: "the search met its bound before the page was full; `next` goes on from there",
  }),
};

const listRoute = createRoute({
  method: "get",
  path: "/stories",
  summary: "Matched stories, newest first",
  description: "All filters must hold. A Link header with rel=next leads to the next page.",
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
  request: { params: idParameterSchema, query: noQuerySchema },
  responses: { ...jsonAnswer("the story", wholeStorySchema), ...BAD_REQUEST, ...NOT_FOUND, ...UNAVAILABLE },
});

export function addStoriesRoutes(
  app: OpenAPIHono,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): void {
  app.openapi(
    listRoute,
    async (c) => {
      const query = c.req.valid("query");
      const now = deps.now();
      const rules = query.rule === undefined ? [] : (await currentRules()).rules;
      const context = { gazetteer: deps.gazetteer, ruleIds: rules.map((rule) => rule.id), now };
      const question = readStorySearch(query, context);
      const result = await search(question, deps, now);
      const views = result.stories.map((story) => ({ view: storyView(story), position: positionOf(story) }));
      const page = pageOfViews(views, result.next, question.search.since, question.list);
      const next = page.next === undefined ? undefined : nextPath(c.req.url, page.next);
      if (next !== undefined) c.header("Link", `<${next}>; rel="next"`);
      const { scanned, isPartial } = result;
      return c.json({ stories: page.views, next, nextCursor: page.next, scanned, isPartial }, 200);
    },
    (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(storiesQuerySchema.shape)));
    },
  );

  app.openapi(getRoute, async (c) => {
    const { id } = c.req.valid("param");
    const story = await deps.stories.get(id, deps.now());
    if (story === undefined) {
      throw new ProblemError(404, "E_STORY", `there is no story ${id}: it never was, or it has expired`);
    }
    return c.json({ ...storyView(story), body: story.body }, 200);
  });
}

/** An event knows its stories: that beats any posting. */
async function search(question: StoryQuestion, deps: QueryDependencies, now: number): Promise<SearchResult> {
  if (question.eventId === undefined) return searchStories(deps, question.search, now);
  const event = await deps.events.get(question.eventId);
  if (event === undefined) {
    const detail = `there is no event ${question.eventId}: GET /events lists the recent ones`;
    throw parameterProblem([{ parameter: "event", detail }]);
  }
  const ids = event.stories.map((story) => story.storyId);
  return searchAmong(ids, deps, question.search, now);
}

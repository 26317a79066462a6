/**
 * A search that is kept: the filters of `GET /stories` as they stand in an address, checked when it is saved and read again
 * whenever it is asked.
 */
import { z } from "@hono/zod-openapi";
import { parameterErrors } from "./parameter-errors.ts";
import { parameterProblem } from "./problem.ts";
import { filterFields, type StoriesQuery, storiesQuerySchema } from "./query-parameters.ts";
import { readStorySearch, type StoryQuestion, type StorySearchContext } from "./read-story-search.ts";

/** Stories of a feed: as many as a page has unless somebody asks for more. */
const FEED_LENGTH = 50;

/** An event is over in days, and an end would make a feed that never has anything new. */
const { event: _event, ...lastingFields } = filterFields;

const savedSchema = z.strictObject({ ...lastingFields, since: storiesQuerySchema.shape.since });

export interface SavedSearch {
  /** in the one order that is stored */
  readonly text: string;
  readonly question: StoryQuestion;
}

/** @throws {@link ProblemError} a 400 that names everything that is wrong */
export function readSavedSearch(text: string, context: StorySearchContext): SavedSearch {
  const given = new URLSearchParams(text);
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(given.keys())) {
    const [first = "", ...more] = given.getAll(name);
    Object.defineProperty(values, name, { value: more.length === 0 ? first : [first, ...more], enumerable: true });
  }
  const parsed = savedSchema.safeParse(values);
  if (!parsed.success) throw parameterProblem(parameterErrors(parsed.error, Object.keys(savedSchema.shape)));
  const query: StoriesQuery = { ...parsed.data, limit: FEED_LENGTH };
  given.sort();
  return { text: given.toString(), question: readStorySearch(query, context) };
}

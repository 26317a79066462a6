/**
 * Query parameters as they may be written, for the OpenAPI document and for a first check of their form. Whatever else
 * is in a query string is refused: a mistyped filter that is quietly ignored answers a question nobody asked.
 */
import { z } from "@hono/zod-openapi";
import { COUNT_GROUPS, COUNT_STEPS } from "../core/archive/count-stories.ts";
import { DECISIONS } from "../core/stories/story.ts";
import { MAX_CURSOR_LENGTH } from "./cursor.ts";
import { MOMENT_FORM } from "./parse-moment.ts";

const MAX_PAGE_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/** No value that can be meant is longer than this. */
const MAX_VALUE_LENGTH = 200;

function parameter(description: string, example: string) {
  return z
    .string()
    .min(1, "is empty: give a value or leave it out")
    .max(MAX_VALUE_LENGTH, `is longer than ${MAX_VALUE_LENGTH} characters`)
    .optional()
    .openapi({ description, example });
}

const limit = z
  .string()
  .regex(/^\d{1,4}$/, `must be a whole number from 1 to ${MAX_PAGE_LIMIT}`)
  .transform(Number)
  .refine((count) => count >= 1 && count <= MAX_PAGE_LIMIT, `must be a whole number from 1 to ${MAX_PAGE_LIMIT}`)
  .prefault(String(DEFAULT_LIMIT))
  .openapi({ type: "integer", minimum: 1, maximum: MAX_PAGE_LIMIT, default: DEFAULT_LIMIT });

const cursor = z
  .string()
  .max(MAX_CURSOR_LENGTH, "is not a cursor that this API gave out: use `next` of the page before, or leave it out")
  .optional()
  .openapi({ description: "opaque, from the page before; good only for the same filters" });

/** What a URL can carry through API Gateway, with room for the other filters. */
const MAX_QUERY_LENGTH = 4_000;

const query = z
  .string()
  .min(1, "is empty: give a query or leave it out")
  .max(MAX_QUERY_LENGTH, `is longer than ${MAX_QUERY_LENGTH} characters: make it a rule`)
  .optional()
  .openapi({ description: "a query in the rule language, beside the other filters", example: "M23 AND Kibumba" });

const pageFields = {
  since: parameter(`first seen at or after: ${MOMENT_FORM}`, "24h"),
  until: parameter(`first seen before: ${MOMENT_FORM}`, "2026-11-24T00:00:00Z"),
  limit,
  cursor,
};

export const pageQuerySchema = z.strictObject(pageFields);

export type PageQuery = Readonly<z.infer<typeof pageQuerySchema>>;

export const filterFields = {
  q: query,
  rule: parameter("id of a rule that matches", "m23-front-lines"),
  place: parameter("id of a place, short or full; everything below it counts", "north-kivu"),
  group: parameter("id of a group", "m23"),
  person: parameter("id of a person", "kagame"),
  process: parameter("id of a process", "nairobi-process"),
  theme: parameter("id of a theme", "displacement"),
  lang: parameter("language, BCP 47; `fr` finds `fr-CD` too", "fr"),
  country: parameter("country of the outlet, ISO 3166-1 alpha-2", "CD"),
  source: parameter("name of the outlet, in any case", "Radio Okapi"),
  severity: parameter("`low`, `medium`, `high` or `critical`; with a plus, that or louder", "high+"),
  decision: parameter(`what became of it: ${DECISIONS.join(", ")}, or open`, "new"),
  event: parameter("id of an event, 32 hex digits", "0123456789abcdef0123456789abcdef"),
};

export const storiesQuerySchema = z.strictObject({ ...filterFields, ...pageFields });

/** The filters of a list of stories; `limit` and the like left out. */
export type FilterQuery = Omit<StoriesQuery, keyof typeof pageFields>;

export type StoriesQuery = Readonly<z.infer<typeof storiesQuerySchema>>;

const { event: _event, decision: _decision, q: _q, group: _group, ...facetFields } = filterFields;

/** Counting reads postings only, so what postings cannot tell (`q`, `decision`, `event`) is not among the filters; `group` means another thing here. */
export const statsQuerySchema = z.strictObject({
  by: z
    .enum(COUNT_STEPS, { error: `must be ${COUNT_STEPS.join(" or ")}` })
    .prefault("day")
    .openapi({ default: "day" }),
  group: z
    .enum(COUNT_GROUPS, { error: `must be one of ${COUNT_GROUPS.join(", ")}` })
    .optional()
    .openapi({ description: "count apart by this as well" }),
  ...facetFields,
  since: pageFields.since,
  until: pageFields.until,
});

export const storyQuerySchema = z.strictObject({
  trace: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, "must be true, or the id of a rule")
    .optional()
    .openapi({
      description: "`true` for why each rule matches or nearly does; the id of a rule for that one",
      example: "true",
    }),
});

/** Beside the filters of a list as CSV. */
export const bomField = {
  bom: z
    .enum(["true", "false"], { error: "must be true or false" })
    .optional()
    .openapi({ description: "begin with a byte order mark, by which Excel knows UTF-8" }),
};

/** Beside the filters of a list as NDJSON. */
export const allField = {
  all: z.enum(["true", "false"], { error: "must be true or false" }).optional().openapi({
    description: 'every story, streamed, whatever `limit` says; where a bound is met, the last line is `{"next": …}`',
  }),
};

/** For routes that take no parameters. */
export const noQuerySchema = z.strictObject({});

export const idParameterSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "must be 32 hex digits in lower case")
    .openapi({ param: { name: "id", in: "path" }, example: "0123456789abcdef0123456789abcdef" }),
});

export const ruleIdParameterSchema = z.strictObject({
  id: z
    .string()
    .max(64, "is longer than 64 characters")
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case letters, digits and single hyphens")
    .openapi({ param: { name: "id", in: "path" }, example: "m23-front-lines" }),
});

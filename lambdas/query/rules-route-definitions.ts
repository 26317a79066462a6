/** The routes of rules as the OpenAPI document tells them. */
import { createRoute, z } from "@hono/zod-openapi";
import { BAD_REQUEST, FORBIDDEN, jsonAnswer, NOT_FOUND, PRECONDITION, UNAVAILABLE } from "./answers.ts";
import { editorsOnly, jsonBodiesOnly } from "./guard-writes.ts";
import { noQuerySchema, ruleIdParameterSchema } from "./query-parameters.ts";
import { ruleSchema, ruleVersionSchema, wholeRuleSchema } from "./rule-view.ts";

const PRECONDITIONS = z.object({
  "if-match": z.string().optional().openapi({ description: "ETag of the version that you have read", example: '"v3"' }),
  "if-none-match": z.string().optional().openapi({ description: "`*` for a rule that does not exist yet" }),
});

const params = ruleIdParameterSchema;
const query = noQuerySchema;

export const listRules = createRoute({
  method: "get",
  path: "/rules",
  summary: "The current rules",
  request: { query },
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

export const getRule = createRoute({
  method: "get",
  path: "/rules/{id}",
  summary: "One rule, with its tests, who wrote it and when",
  request: { params, query },
  responses: { ...jsonAnswer("the version in force", ruleVersionSchema), ...BAD_REQUEST, ...NOT_FOUND, ...UNAVAILABLE },
});

export const putRule = createRoute({
  method: "put",
  path: "/rules/{id}",
  summary: "Write a rule; it is in force within a minute",
  description:
    "Checked like a rule file, its own tests included. Configuration never changes a rule that was written here.",
  middleware: [editorsOnly, jsonBodiesOnly] as const,
  request: {
    params,
    query,
    headers: PRECONDITIONS,
    // Read by the schema of rule files, whose messages are for people; this one is for the document.
    body: { required: true, content: { "application/json": { schema: z.unknown().openapi({ type: "object" }) } } },
  },
  responses: {
    ...jsonAnswer(
      "the new version",
      ruleVersionSchema.extend({ rule: wholeRuleSchema.optional(), warnings: z.array(z.string()) }),
    ),
    ...BAD_REQUEST,
    ...FORBIDDEN,
    ...PRECONDITION,
    ...UNAVAILABLE,
  },
});

export const deleteRule = createRoute({
  method: "delete",
  path: "/rules/{id}",
  summary: "Take a rule out of force",
  description: "It stays in the history, and out of force although the configuration may still have it.",
  middleware: [editorsOnly] as const,
  request: { params, query, headers: PRECONDITIONS },
  responses: {
    ...jsonAnswer("the version that deletes it", ruleVersionSchema),
    ...BAD_REQUEST,
    ...FORBIDDEN,
    ...NOT_FOUND,
    ...PRECONDITION,
    ...UNAVAILABLE,
  },
});

export const listHistory = createRoute({
  method: "get",
  path: "/rules/{id}/history",
  summary: "Every version of a rule, the newest first",
  request: { params, query },
  responses: {
    ...jsonAnswer(
      "the last hundred versions",
      z.object({ versions: z.array(ruleVersionSchema) }).openapi("RuleHistory"),
    ),
    ...BAD_REQUEST,
    ...NOT_FOUND,
    ...UNAVAILABLE,
  },
});

export const rollBack = createRoute({
  method: "post",
  path: "/rules/{id}/rollback",
  summary: "Put a former version in force again, as a new one",
  middleware: [editorsOnly, jsonBodiesOnly] as const,
  request: {
    params,
    query,
    headers: PRECONDITIONS,
    body: {
      required: true,
      content: { "application/json": { schema: z.strictObject({ version: z.int().min(1) }).openapi("Rollback") } },
    },
  },
  responses: {
    ...jsonAnswer("the new version", ruleVersionSchema),
    ...BAD_REQUEST,
    ...FORBIDDEN,
    ...NOT_FOUND,
    ...PRECONDITION,
    ...UNAVAILABLE,
  },
});

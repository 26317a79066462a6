/**
 * Secret addresses for feed readers: `GET`, `POST /feed-tokens` and `DELETE /feed-tokens/{id}`, for editors. The secret is
 * in the answer to its making and nowhere else.
 */
import { createRoute, z } from "@hono/zod-openapi";
import {
  FEED_TOKEN_ID,
  type FeedToken,
  feedTokenId,
  hashFeedToken,
  writeFeedToken,
} from "../core/archive/feed-token.ts";
import type { RuleSnapshot } from "../core/ports.ts";
import { FEED_PREFIX } from "./access-rules.ts";
import { BAD_REQUEST, FORBIDDEN, jsonAnswer, NOT_FOUND, UNAVAILABLE } from "./answers.ts";
import { compareText } from "./compare-text.ts";
import { editorsOnly, jsonBodiesOnly } from "./guard-writes.ts";
import { isoTime, timeSchema } from "./iso-time.ts";
import { ProblemError, parameterProblem } from "./problem.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { noQuerySchema } from "./query-parameters.ts";
import { readSavedSearch } from "./saved-search.ts";
import { TOKEN_FEED_FORMATS } from "./token-feed-route.ts";

/** Of one desk, those that were revoked among them: they are all listed at once. */
const MAX_TOKENS = 500;

const tokenSchema = z
  .object({
    id: z.string().openapi({ description: "names it to editors; opens nothing" }),
    name: z.string(),
    search: z.string().openapi({ description: "the filters of its one search" }),
    createdBy: z.string(),
    createdAt: timeSchema,
    revoked: z.object({ by: z.string(), at: timeSchema }).optional(),
  })
  .openapi("FeedToken");

const newTokenSchema = tokenSchema
  .extend({
    token: z.string().openapi({ description: "the secret; it is not kept, so it cannot be shown again" }),
    paths: z.array(z.string()).openapi({ description: "for feed readers, one for each form" }),
  })
  .openapi("NewFeedToken");

const bodySchema = z
  .strictObject({
    name: z.string().trim().min(1, "is empty: say who reads with it").max(100).openapi({ example: "News room" }),
    search: z
      .string()
      .max(4_000)
      .openapi({ description: "filters as GET /stories takes them", example: "rule=m23-front-lines&lang=fr" }),
  })
  .openapi("FeedTokenRequest");

const listRoute = createRoute({
  method: "get",
  path: "/feed-tokens",
  summary: "All secret addresses for feed readers, without the secrets",
  middleware: [editorsOnly] as const,
  request: { query: noQuerySchema },
  responses: {
    ...jsonAnswer("the tokens, the oldest first", z.object({ tokens: z.array(tokenSchema) }).openapi("FeedTokenList")),
    ...BAD_REQUEST,
    ...FORBIDDEN,
    ...UNAVAILABLE,
  },
});

const addRoute = createRoute({
  method: "post",
  path: "/feed-tokens",
  summary: "Make a secret address that answers one search",
  middleware: [editorsOnly, jsonBodiesOnly] as const,
  request: { query: noQuerySchema, body: { required: true, content: { "application/json": { schema: bodySchema } } } },
  responses: {
    ...jsonAnswer("the token, this once", newTokenSchema),
    ...BAD_REQUEST,
    ...FORBIDDEN,
    ...UNAVAILABLE,
  },
});

const revokeRoute = createRoute({
  method: "delete",
  path: "/feed-tokens/{id}",
  summary: "Revoke a secret address; it opens nothing from then on",
  middleware: [editorsOnly] as const,
  request: {
    params: z.strictObject({
      id: z
        .string()
        .regex(FEED_TOKEN_ID, "must be 12 hex digits in lower case, as GET /feed-tokens gives them")
        .openapi({ param: { name: "id", in: "path" }, example: "0123456789ab" }),
    }),
    query: noQuerySchema,
  },
  responses: {
    ...jsonAnswer("the token as it is now", tokenSchema),
    ...BAD_REQUEST,
    ...FORBIDDEN,
    ...NOT_FOUND,
    ...UNAVAILABLE,
  },
});

export function addFeedTokensRoutes(
  app: QueryApp,
  deps: QueryDependencies,
  currentRules: () => Promise<RuleSnapshot>,
): void {
  app.openapi(listRoute, async (c) => {
    const tokens = await deps.feedTokens.list(MAX_TOKENS);
    const sorted = tokens.toSorted((a, b) => a.createdAt - b.createdAt || compareText(a.id, b.id));
    return c.json({ tokens: sorted.map(tokenView) }, 200);
  });

  app.openapi(addRoute, async (c) => {
    const { name, search } = c.req.valid("json");
    const ruleIds = (await currentRules()).rules.map((rule) => rule.id);
    const { text } = readSavedSearch(search, { gazetteer: deps.gazetteer, ruleIds, now: deps.now() });
    if ((await deps.feedTokens.list(MAX_TOKENS)).length === MAX_TOKENS) {
      throw parameterProblem([{ parameter: "name", detail: `a desk has at most ${MAX_TOKENS} tokens` }]);
    }
    const secret = writeFeedToken(deps.randomBytes());
    const hash = hashFeedToken(secret);
    if (hash === undefined) throw new Error("a token was made that is none");
    const createdBy = c.env?.caller?.name ?? "unknown";
    const token: FeedToken = { id: feedTokenId(hash), hash, name, search: text, createdBy, createdAt: deps.now() };
    if (!(await deps.feedTokens.add(token))) throw new Error("a random token came twice");
    c.header("Cache-Control", "no-store");
    const paths = TOKEN_FEED_FORMATS.map(({ ending }) => `${FEED_PREFIX}${secret}${ending}`);
    return c.json({ ...tokenView(token), token: secret, paths }, 200);
  });

  app.openapi(revokeRoute, async (c) => {
    const { id } = c.req.valid("param");
    const revoked = await deps.feedTokens.revoke(id, c.env?.caller?.name ?? "unknown", deps.now());
    if (revoked === undefined) {
      const detail = `there is no token ${id} in force: GET /feed-tokens lists them`;
      throw new ProblemError(404, "E_FEED_TOKEN", detail);
    }
    return c.json(tokenView(revoked), 200);
  });
}

function tokenView({ id, name, search, createdBy, createdAt, revoked }: FeedToken): z.infer<typeof tokenSchema> {
  return {
    id,
    name,
    search,
    createdBy,
    createdAt: isoTime(createdAt),
    ...(revoked && { revoked: { by: revoked.by, at: isoTime(revoked.at) } }),
  };
}

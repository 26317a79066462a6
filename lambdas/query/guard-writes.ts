/**
 * What stands before every route that takes a body: JSON only, of a size that a rule can have, and for those that change
 * something, only from whom may. A page of another site cannot send JSON without asking first (CORS), and it is not
 * answered when it asks; so the media type is checked strictly.
 */
import type { MiddlewareHandler } from "hono";
import { ProblemError } from "./problem.ts";
import type { QueryEnv } from "./query-app.ts";

/** A rule may have a query of 100,000 characters, and tests. */
const MAX_BODY_CHARS = 1_000_000;

export const jsonBodiesOnly: MiddlewareHandler<QueryEnv> = async (c, next) => {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header("Content-Type") ?? "")) {
    throw new ProblemError(415, "E_MEDIA_TYPE", "send JSON, with Content-Type: application/json");
  }
  const text = await c.req.text();
  if (text.length > MAX_BODY_CHARS) {
    throw new ProblemError(413, "E_LIMIT", `a body may have ${MAX_BODY_CHARS} characters, this one has ${text.length}`);
  }
  try {
    JSON.parse(text);
  } catch {
    // The platform's message would quote the body; what is wrong is for a JSON checker to find.
    throw new ProblemError(400, "E_JSON", "the body is not valid JSON");
  }
  await next();
};

export const editorsOnly: MiddlewareHandler<QueryEnv> = async (c, next) => {
  if (c.env?.caller?.mayWrite !== true) {
    throw new ProblemError(403, "E_EDITORS", "only members of the group editor change rules: ask an administrator");
  }
  await next();
};

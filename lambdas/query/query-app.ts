/**
 * The empty app: what every route has in common. Each response is sealed against sniffing and framing, reads carry an
 * ETag, and whatever goes wrong leaves as a problem document.
 */
import { createHash } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { parameterErrors } from "./parameter-errors.ts";
import { ProblemError, parameterProblem, problemFrom, problemResponse } from "./problem.ts";

/** Tells the operator of a failure that the client is not told about. */
export type ReportFailure = (error: unknown, request: { readonly method: string; readonly path: string }) => void;

/** The API serves data only: nothing of it is to be run, framed or guessed at by a browser. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
};

export function createQueryApp(reportFailure: ReportFailure): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, []));
    },
  });
  app.use(sealResponses);
  app.use(answerConditionally);
  app.notFound((c) => problemResponse(notFound(c.req.path)));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return problemResponse(new ProblemError(400, "E_REQUEST", error.message));
    const problem = problemFrom(error);
    if (problem.status >= 500) reportFailure(error, { method: c.req.method, path: c.req.path });
    return problemResponse(problem);
  });
  return app;
}

/** Answer other methods on the paths that exist; to be called once all routes are there. */
export function refuseOtherMethods(app: OpenAPIHono): void {
  const paths = new Set(app.routes.filter((route) => route.method === "GET").map((route) => route.path));
  for (const path of paths) {
    app.all(path, (c) => {
      const headers = { Allow: "GET, HEAD" };
      const detail = `${c.req.method} is not possible here: the archive is read with GET`;
      return problemResponse(new ProblemError(405, "E_METHOD", detail, { headers }));
    });
  }
}

function notFound(path: string): ProblemError {
  const where = path.slice(0, 100);
  return new ProblemError(404, "E_ROUTE", `there is nothing at ${where}: GET /openapi.json lists what there is`);
}

const sealResponses: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.res.headers.set(name, value);
};

/**
 * ETag and 304 (RFC 9110, 13.1.2). `no-cache` lets a client keep an answer and makes it ask whether it still holds;
 * an answer that says `no-store` is left alone.
 */
const answerConditionally: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.status !== 200 || c.res.headers.get("Cache-Control") === "no-store") return;
  const body = await c.res.text();
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = new Headers(c.res.headers);
  headers.set("ETag", etag);
  headers.set("Cache-Control", "private, no-cache");
  const isCurrent = matchesEtag(c.req.header("If-None-Match"), etag);
  if (isCurrent) headers.delete("Content-Type");
  // Cleared first: assigning a response merges the headers of the one before into it.
  c.res = undefined;
  c.res = isCurrent ? new Response(null, { status: 304, headers }) : new Response(body, { status: 200, headers });
};

function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
}

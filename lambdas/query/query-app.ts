/**
 * The empty app: what every route has in common. Each response is sealed against sniffing and framing, reads carry an
 * ETag, and whatever goes wrong leaves as a problem document.
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Caller } from "./caller.ts";
import { answerConditionally } from "./conditional-reads.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { ProblemError, parameterProblem, problemFrom, problemResponse } from "./problem.ts";

/** What comes with a request beside its HTTP: who sent it. */
export interface QueryEnv {
  readonly Bindings: { readonly caller?: Caller } | undefined;
}

export type QueryApp = OpenAPIHono<QueryEnv>;

/** Tells the operator of a failure that the client is not told about. */
export type ReportFailure = (error: unknown, request: { readonly method: string; readonly path: string }) => void;

/** The API serves data only: nothing of it is to be run, framed or guessed at by a browser. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
};

export function createQueryApp(reportFailure: ReportFailure): QueryApp {
  const app = new OpenAPIHono<QueryEnv>({
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
export function refuseOtherMethods(app: QueryApp): void {
  const methods = new Map<string, Set<string>>();
  for (const { method, path } of app.routes) {
    // What applies to all methods is a middleware.
    if (method === "ALL") continue;
    const known = methods.get(path) ?? new Set();
    methods.set(path, known.add(method));
  }
  for (const [path, known] of methods) {
    const allowed = [...known].flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
    app.all(path, (c) => {
      const detail = `${c.req.method} is not possible here: this takes ${allowed}`;
      return problemResponse(new ProblemError(405, "E_METHOD", detail, { headers: { Allow: allowed } }));
    });
  }
}

function notFound(path: string): ProblemError {
  const where = path.slice(0, 100);
  return new ProblemError(404, "E_ROUTE", `there is nothing at ${where}: GET /openapi.json lists what there is`);
}

/** The reference page allows itself its own style; nothing else comes with a policy of its own. */
const sealResponses: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  }
};

/**
 * `GET /openapi.json`: the API described by the very schemas that it checks with.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { BAD_REQUEST, jsonAnswer } from "./answers.ts";
import { addDocsRoute } from "./docs-route.ts";
import type { QueryApp } from "./query-app.ts";
import { noQuerySchema } from "./query-parameters.ts";

const openApiRoute = createRoute({
  method: "get",
  path: "/openapi.json",
  summary: "This document",
  request: { query: noQuerySchema },
  responses: { ...jsonAnswer("OpenAPI 3.1", z.record(z.string(), z.unknown())), ...BAD_REQUEST },
});

const INFO = {
  openapi: "3.1.0",
  info: {
    title: "KivuWatch",
    version: "0.1.0",
    description:
      "Stories about the Eastern DRC that the desk's rules matched, the events they tell of, and the feeds and rules " +
      "behind them. Errors are RFC 9457 problem documents. Times are ISO 8601 in UTC.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [{ url: "/" }],
  // Of each route that says nothing else. OpenAPI has no word for a secret in a path: that route has `security: []` too,
  // and an extension that tells it from those that are open.
  security: [{ user: [] }],
};

/** To be called after the other routes, which it describes. */
export function addOpenApiRoute(app: QueryApp): void {
  const user = { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "or SigV4 below /machine" } as const;
  app.openAPIRegistry.registerComponent("securitySchemes", "user", user);
  addDocsRoute(app, () => app.getOpenAPI31Document(INFO));
  let text: string | undefined;
  app.openapi(openApiRoute, (c) => {
    // Made at the first request, so that a cold start does not pay for it.
    text ??= JSON.stringify(app.getOpenAPI31Document(INFO));
    return c.body(text, 200, { "Content-Type": "application/json" });
  });
}

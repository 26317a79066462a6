/**
 * The HTTP API over the archive. It only reads, every request has bounded work, and every error is a problem document:
 * see query-app.ts for what all routes share and each routes file for its own.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { createCurrentRules } from "./current-rules.ts";
import { addDeskRoutes } from "./desk-routes.ts";
import { addEventsRoutes } from "./events-routes.ts";
import { addOpenApiRoute } from "./openapi-route.ts";
import { createQueryApp, type ReportFailure, refuseOtherMethods } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { addStoriesRoutes } from "./stories-routes.ts";

const reportOnStandardError: ReportFailure = (error, { method, path }) => {
  console.error(`${method} ${path} failed:`, error);
};

/** @returns the app; serve its `fetch`, behind API Gateway by {@link toApiGatewayHandler} */
export function createQuery(deps: QueryDependencies): OpenAPIHono {
  const app = createQueryApp(deps.reportFailure ?? reportOnStandardError);
  const currentRules = createCurrentRules(deps.rules);
  addStoriesRoutes(app, deps, currentRules);
  addEventsRoutes(app, deps);
  addDeskRoutes(app, deps, currentRules);
  addOpenApiRoute(app);
  refuseOtherMethods(app);
  return app;
}

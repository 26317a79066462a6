/**
 * The HTTP API over the archive. It writes rules and feed tokens and nothing else, every request has bounded work, and every error is a problem document:
 * see query-app.ts for what all routes share and each routes file for its own.
 */
import { addBacktestRoute } from "./backtest-routes.ts";
import { addCapRoute } from "./cap-route.ts";
import { createCompiledRules } from "./compiled-rules.ts";
import { addCoverageRoute } from "./coverage-routes.ts";
import { createCurrentRules } from "./current-rules.ts";
import { addDeskRoutes } from "./desk-routes.ts";
import { addEventsRoutes } from "./events-routes.ts";
import { addFeedExportRoutes } from "./feed-exports-routes.ts";
import { addFeedTokensRoutes } from "./feed-tokens-routes.ts";
import { addLedgerRoutes } from "./ledger-routes.ts";
import { addOpenApiRoute } from "./openapi-route.ts";
import { createQueryApp, type QueryApp, type ReportFailure, refuseOtherMethods } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { addRulesRoutes } from "./rules-routes.ts";
import { addStatsRoutes } from "./stats-routes.ts";
import { addStoriesRoutes } from "./stories-routes.ts";
import { addTokenFeedRoute } from "./token-feed-route.ts";

const reportOnStandardError: ReportFailure = (error, { method, path }) => {
  console.error(`${method} ${path} failed:`, error);
};

/** @returns the app; serve its `fetch`, behind API Gateway by {@link toApiGatewayHandler} */
export function createQuery(deps: QueryDependencies): QueryApp {
  const app = createQueryApp(deps.reportFailure ?? reportOnStandardError);
  const currentRules = createCurrentRules(deps.rules);
  const compiledRules = createCompiledRules(currentRules, deps.gazetteer);
  addStoriesRoutes(app, deps, { currentRules, compiledRules });
  addEventsRoutes(app, deps);
  addStatsRoutes(app, deps, currentRules);
  addLedgerRoutes(app, deps);
  addCapRoute(app, deps);
  addCoverageRoute(app, deps, currentRules);
  addDeskRoutes(app, deps);
  addFeedExportRoutes(app, deps);
  addFeedTokensRoutes(app, deps, currentRules);
  addTokenFeedRoute(app, deps, currentRules);
  addBacktestRoute(app, deps, currentRules);
  addRulesRoutes(app, deps, currentRules);
  addOpenApiRoute(app);
  refuseOtherMethods(app);
  return app;
}

import { randomBytes } from "node:crypto";
import { Logger } from "@aws-lambda-powertools/logger";
import { createDynamoClient } from "../adapters/dynamo/dynamo-client.ts";
import { DynamoEventStore } from "../adapters/dynamo/dynamo-event-store.ts";
import { DynamoFeedStore } from "../adapters/dynamo/dynamo-feed-store.ts";
import { DynamoFeedTokenStore } from "../adapters/dynamo/dynamo-feed-token-store.ts";
import { DynamoMentionStore } from "../adapters/dynamo/dynamo-mention-store.ts";
import { DynamoRuleStore } from "../adapters/dynamo/dynamo-rule-store.ts";
import { DynamoStoryStore } from "../adapters/dynamo/dynamo-story-store.ts";
import { DynamoStoryTimeline } from "../adapters/dynamo/dynamo-story-timeline.ts";
import { type Environment, readPack, requireVariable } from "../adapters/environment.ts";
import { TOKEN_BYTES } from "../core/archive/feed-token.ts";
import { openGazetteer } from "../core/gazetteer/gazetteer.ts";
import type { Clock } from "../core/time.ts";
import { loggablePath } from "./access-rules.ts";
import { toApiGatewayHandler } from "./api-gateway.ts";
import { createQuery } from "./create-query.ts";

export interface QueryOptions {
  readonly now?: Clock;
}

export type QueryHandler = ReturnType<typeof toApiGatewayHandler>;

/** Wire the archive: a request of API Gateway's HTTP API (payload 2.0) in, its answer out. */
export function createQueryHandler(env: Environment, options: QueryOptions = {}): QueryHandler {
  const logger = new Logger({ serviceName: "query" });
  const client = createDynamoClient();
  const app = createQuery({
    stories: new DynamoStoryStore(client, requireVariable(env, "STORIES_TABLE")),
    timeline: new DynamoStoryTimeline(client, requireVariable(env, "STORIES_TABLE")),
    mentions: new DynamoMentionStore(client, requireVariable(env, "MENTIONS_TABLE")),
    events: new DynamoEventStore(client, requireVariable(env, "EVENTS_TABLE")),
    feeds: new DynamoFeedStore(client, requireVariable(env, "FEEDS_TABLE")),
    rules: new DynamoRuleStore(client, requireVariable(env, "RULES_TABLE")),
    feedTokens: new DynamoFeedTokenStore(client, requireVariable(env, "RULES_TABLE")),
    randomBytes: () => randomBytes(TOKEN_BYTES),
    gazetteer: openGazetteer(readPack(env).gazetteer),
    now: options.now ?? Date.now,
    reportFailure: (error, { method, path }) => {
      logger.error("request failed", {
        method,
        path: loggablePath(path),
        error: error instanceof Error ? error : new Error(String(error)),
      });
    },
  });
  const answer = toApiGatewayHandler(app);

  return async (event) => {
    const startedAt = performance.now();
    const { http, requestId } = event.requestContext;
    const path = loggablePath(http.path ?? "");
    const result = await answer(event);
    const ms = Math.round(performance.now() - startedAt);
    logger.info("request answered", { requestId, method: http.method, path, status: result.statusCode, ms });
    return result;
  };
}

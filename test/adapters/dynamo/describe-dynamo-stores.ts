import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe } from "vitest";
import { createTable } from "../../../lambdas/adapters/dynamo/create-tables.ts";
import { createDynamoClient } from "../../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoDigestStore } from "../../../lambdas/adapters/dynamo/dynamo-digest-store.ts";
import { DynamoEventStore } from "../../../lambdas/adapters/dynamo/dynamo-event-store.ts";
import { DynamoFeedStore } from "../../../lambdas/adapters/dynamo/dynamo-feed-store.ts";
import { DynamoFeedTokenStore } from "../../../lambdas/adapters/dynamo/dynamo-feed-token-store.ts";
import { DynamoHealthRecordStore } from "../../../lambdas/adapters/dynamo/dynamo-health-record-store.ts";
import { DynamoMentionStore } from "../../../lambdas/adapters/dynamo/dynamo-mention-store.ts";
import { DynamoRuleStore } from "../../../lambdas/adapters/dynamo/dynamo-rule-store.ts";
import { DynamoSilenceStore } from "../../../lambdas/adapters/dynamo/dynamo-silence-store.ts";
import { DynamoStoryStore } from "../../../lambdas/adapters/dynamo/dynamo-story-store.ts";
import { DynamoStoryTimeline } from "../../../lambdas/adapters/dynamo/dynamo-story-timeline.ts";
import { TABLES, type TableKey } from "../../../lambdas/adapters/dynamo/tables.ts";
import type { EmulatorServer } from "../../support/emulator-server.ts";
import { describeDigestStore } from "../contracts/digest-store-contract.ts";
import { describeEventStore } from "../contracts/event-store-contract.ts";
import { describeFeedStore } from "../contracts/feed-store-contract.ts";
import { describeFeedTokenStore } from "../contracts/feed-token-store-contract.ts";
import { describeHealthRecordStore } from "../contracts/health-record-store-contract.ts";
import { describeMentionStore } from "../contracts/mention-store-contract.ts";
import { describeRuleStore } from "../contracts/rule-store-contract.ts";
import { describeSilenceStore } from "../contracts/silence-store-contract.ts";
import { describeStoryStore } from "../contracts/story-store-contract.ts";
import { describeStoryTimeline } from "../contracts/story-timeline-contract.ts";

export interface DynamoEngine {
  readonly name: string;
  /** why it cannot run here */
  readonly obstacle?: string;
  start(): Promise<EmulatorServer>;
}

/**
 * Hold all DynamoDB stores to their contracts on an engine. Every test has a table of its own.
 * @param more - tests of this engine alone; `open` gives a further client
 */
export function describeDynamoStores(engine: DynamoEngine, more?: (open: () => DynamoDBDocumentClient) => void): void {
  const title = engine.obstacle ? `${engine.name} (skipped: ${engine.obstacle})` : engine.name;
  describe.skipIf(engine.obstacle !== undefined)(title, () => {
    let server: EmulatorServer;
    let client: DynamoDBDocumentClient;
    let tableCount = 0;

    beforeAll(async () => {
      server = await engine.start();
      client = createDynamoClient({ endpoint: server.endpoint, region: "eu-west-1" });
    });

    afterAll(async () => {
      client?.destroy();
      await server?.stop();
    });

    function subject<T>(key: TableKey, open: (table: string) => T) {
      return {
        name: engine.name,
        runs: 12,
        open: async () => {
          tableCount += 1;
          const table = `${key}-${tableCount}`;
          await createTable(client, table, TABLES[key]);
          return open(table);
        },
      };
    }

    describeStoryStore(subject("stories", (table) => new DynamoStoryStore(client, table)));
    describeStoryTimeline(
      subject("stories", (table) => ({
        stories: new DynamoStoryStore(client, table),
        timeline: new DynamoStoryTimeline(client, table),
      })),
    );
    describeMentionStore(subject("mentions", (table) => new DynamoMentionStore(client, table)));
    describeEventStore(subject("events", (table) => new DynamoEventStore(client, table)));
    describeFeedStore(subject("feeds", (table) => new DynamoFeedStore(client, table)));
    describeHealthRecordStore(subject("feeds", (table) => new DynamoHealthRecordStore(client, table)));
    describeSilenceStore(subject("events", (table) => new DynamoSilenceStore(client, table)));
    describeDigestStore(subject("events", (table) => new DynamoDigestStore(client, table)));
    describeRuleStore(subject("rules", (table) => new DynamoRuleStore(client, table)));
    describeFeedTokenStore(subject("rules", (table) => new DynamoFeedTokenStore(client, table)));
    more?.(() => createDynamoClient({ endpoint: server.endpoint, region: "eu-west-1" }));
  });
}

import { join } from "node:path";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { lockDataFolder } from "../infra/local/data-lock.ts";
import { startEmbeddedDatabase } from "../infra/local/embedded-database.ts";
import { createDynamoClient } from "../lambdas/adapters/dynamo/dynamo-client.ts";
import { tableNames } from "../lambdas/adapters/dynamo/tables.ts";
import { ConfigError } from "../lambdas/core/errors.ts";

/** Tables that a command may ask, and how to leave them. */
export interface OpenTables {
  readonly client: DynamoDBDocumentClient;
  readonly storiesTable: string;
  readonly feedsTable: string;
  close(): Promise<void>;
}

/**
 * The tables of a deployment, or those of a local run that is stopped.
 * @param dataDir - folder of a local run; when absent the variables STORIES_TABLE and FEEDS_TABLE name the tables
 * @throws {@link ConfigError} when neither is given, or the run is still going on
 */
export async function openTables(
  dataDir: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<OpenTables> {
  if (dataDir === undefined) {
    const { STORIES_TABLE: storiesTable, FEEDS_TABLE: feedsTable } = env;
    if (!storiesTable || !feedsTable) {
      throw new ConfigError(
        "which tables? --data DIR for a local run, or STORIES_TABLE and FEEDS_TABLE with the names that the stack's outputs give",
      );
    }
    const client = createDynamoClient();
    return { client, storiesTable, feedsTable, close: async () => client.destroy() };
  }
  const unlock = lockDataFolder(dataDir);
  const database = await startEmbeddedDatabase(join(dataDir, "dynamodb"));
  const client = createDynamoClient({ endpoint: database.endpoint, region: "us-east-1" });
  const names = tableNames("kivuwatch");
  return {
    client,
    storiesTable: names.stories,
    feedsTable: names.feeds,
    async close() {
      client.destroy();
      await database.stop();
      unlock();
    },
  };
}

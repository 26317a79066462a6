import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { lockDataFolder } from "../infra/local/data-lock.ts";
import { startEmbeddedDatabase } from "../infra/local/embedded-database.ts";
import { createDynamoClient } from "../lambdas/adapters/dynamo/dynamo-client.ts";
import { tableNames } from "../lambdas/adapters/dynamo/tables.ts";
import { ConfigError } from "../lambdas/core/errors.ts";
import { type DeploymentChoice, openDeployment } from "./deployment.ts";

/** Tables that a command may ask, and how to leave them. */
export interface OpenTables {
  readonly client: DynamoDBDocumentClient;
  readonly storiesTable: string;
  readonly feedsTable: string;
  close(): Promise<void>;
}

/**
 * The tables of a running deployment, or those of a local run that is stopped.
 * @param choice - `data` without `local` is the folder of a stopped run
 * @throws {@link ConfigError} when the choice names no tables, or the stopped run is still going on
 */
export async function openTables(choice: DeploymentChoice): Promise<OpenTables> {
  const { data, local } = choice;
  if (data === undefined || local === true) {
    const named = openDeployment(choice);
    const tables = { storiesTable: named("STORIES_TABLE"), feedsTable: named("FEEDS_TABLE") };
    const client = createDynamoClient();
    return { ...tables, client, close: async () => client.destroy() };
  }
  if (!existsSync(data)) throw new ConfigError(`--data ${data}: no folder`);
  const unlock = lockDataFolder(data);
  const database = await startEmbeddedDatabase(join(data, "dynamodb"));
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

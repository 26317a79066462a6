/** One dynalite for a file of tests, with a fresh table and a fresh client for each test that asks. */
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createTable } from "../../lambdas/adapters/dynamo/create-tables.ts";
import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { TABLES, type TableKey } from "../../lambdas/adapters/dynamo/tables.ts";
import { startDynalite } from "./dynalite-server.ts";
import type { EmulatorServer } from "./emulator-server.ts";

export interface DynamoTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Call it at the top of a test file. @returns opens an empty table of that kind with a client of its own */
export function useDynalite(): (key: TableKey) => Promise<DynamoTable> {
  let server: EmulatorServer;
  let tableCount = 0;
  const clients: DynamoDBDocumentClient[] = [];
  beforeAll(async () => {
    server = await startDynalite();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
  });
  afterAll(() => server?.stop());
  return async (key) => {
    const client = createDynamoClient({ endpoint: server.endpoint, region: "eu-west-1" });
    clients.push(client);
    tableCount += 1;
    const table = `${key}-${tableCount}`;
    await createTable(client, table, TABLES[key]);
    return { client, table };
  };
}

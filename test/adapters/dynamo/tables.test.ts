import { DescribeTableCommand, type DynamoDBClient, type TableDescription } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTables } from "../../../lambdas/adapters/dynamo/create-tables.ts";
import { createDynamoClient } from "../../../lambdas/adapters/dynamo/dynamo-client.ts";
import { TABLE_KEYS, TABLES, tableNames } from "../../../lambdas/adapters/dynamo/tables.ts";
import { startDynalite } from "../../support/dynalite-server.ts";
import type { EmulatorServer } from "../../support/emulator-server.ts";

const NAMES = tableNames("kivuwatch");
let server: EmulatorServer;
let client: DynamoDBDocumentClient;

beforeAll(async () => {
  server = await startDynalite();
  client = createDynamoClient({ endpoint: server.endpoint, region: "eu-west-1" });
});

afterAll(async () => {
  client?.destroy();
  await server?.stop();
});

async function describeTable(name: string): Promise<TableDescription | undefined> {
  // The document client sends plain commands as well; its type is a sibling of the plain client's.
  const plainClient = client as unknown as DynamoDBClient;
  const { Table } = await plainClient.send(new DescribeTableCommand({ TableName: name }));
  return Table;
}

describe("createTables", () => {
  it("creates every table as it is defined, on demand and ready for use", async () => {
    await createTables(client, NAMES);

    const stories = await describeTable("kivuwatch-stories");
    expect(stories).toMatchObject({ TableStatus: "ACTIVE", KeySchema: [{ AttributeName: "id", KeyType: "HASH" }] });
    const indexes = stories?.GlobalSecondaryIndexes?.map(({ IndexName, Projection }) => [IndexName, Projection]);
    expect(indexes?.sort()).toStrictEqual([
      ["outbox", { ProjectionType: "KEYS_ONLY" }],
      ["timeline", { ProjectionType: "ALL" }],
    ]);
    const feeds = await describeTable("kivuwatch-feeds");
    expect(feeds?.GlobalSecondaryIndexes?.[0]?.Projection?.NonKeyAttributes?.toSorted()).toStrictEqual([
      "schedule",
      "url",
    ]);
  });

  it("leaves tables alone that exist", async () => {
    await createTables(client, NAMES);
    const before = await describeTable(NAMES.rules);

    await createTables(client, NAMES);

    expect(await describeTable(NAMES.rules)).toStrictEqual(before);
  });
});

describe("table definitions", () => {
  it("name every table once", () => {
    const names = TABLE_KEYS.map((key) => NAMES[key]);

    expect(new Set(names).size).toBe(TABLE_KEYS.length);
    expect(Object.keys(TABLES).sort()).toStrictEqual([...TABLE_KEYS].sort());
  });

  it("let stories, mentions and events expire, and keep feeds and rules", () => {
    const expiring = TABLE_KEYS.filter((key) => TABLES[key].ttlAttribute === "expiresAt");

    expect(expiring).toStrictEqual(["stories", "mentions", "events"]);
  });
});

/** Makes the tables on an embedded DynamoDB. In the cloud the stack makes them, from the same definitions. */
import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  type Projection,
  ResourceInUseException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { callStore } from "./call-store.ts";
import {
  type IndexDefinition,
  type IndexProjection,
  type KeyAttribute,
  TABLE_KEYS,
  TABLES,
  type TableDefinition,
  type TableNames,
} from "./tables.ts";

const MAX_WAIT_SECONDS = 30;

/**
 * Create those tables that do not exist yet and wait until all can be used. Expiry is not switched on: the embedded
 * services do not have it, and every read hides what has expired.
 * @throws {@link StoreError}
 */
export async function createTables(client: DynamoDBDocumentClient, names: TableNames): Promise<void> {
  await Promise.all(TABLE_KEYS.map((key) => createTable(client, names[key], TABLES[key])));
}

/** Create one table, unless it exists, and wait until it can be used. @throws {@link StoreError} */
export async function createTable(
  client: DynamoDBDocumentClient,
  name: string,
  definition: TableDefinition,
): Promise<void> {
  const command = new CreateTableCommand(createTableInput(name, definition));
  await callStore(name, "CreateTable", async () => {
    try {
      await client.send(command);
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
    }
    // The document client sends plain commands as well; its type is a sibling of the plain client's, not a subtype.
    const plainClient = client as unknown as DynamoDBClient;
    const waiter = { client: plainClient, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 1, maxDelay: 1 };
    await waitUntilTableExists(waiter, { TableName: name });
  });
}

function createTableInput(name: string, definition: TableDefinition): CreateTableCommandInput {
  const indexes = definition.indexes.map(globalIndex);
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema(definition),
    AttributeDefinitions: attributeDefinitions([definition, ...definition.indexes]),
    GlobalSecondaryIndexes: indexes.length > 0 ? indexes : undefined,
  };
}

function globalIndex(index: IndexDefinition): GlobalSecondaryIndex {
  return { IndexName: index.name, KeySchema: keySchema(index), Projection: projection(index.projection) };
}

interface Keyed {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
}

function keySchema({ partitionKey, sortKey }: Keyed): KeySchemaElement[] {
  const schema: KeySchemaElement[] = [{ AttributeName: partitionKey.name, KeyType: "HASH" }];
  if (sortKey) schema.push({ AttributeName: sortKey.name, KeyType: "RANGE" });
  return schema;
}

function attributeDefinitions(keyed: readonly Keyed[]): AttributeDefinition[] {
  const types = new Map<string, "S" | "N">();
  for (const { partitionKey, sortKey } of keyed) {
    types.set(partitionKey.name, partitionKey.type);
    if (sortKey) types.set(sortKey.name, sortKey.type);
  }
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}

function projection(wanted: IndexProjection): Projection {
  switch (wanted.kind) {
    case "all":
      return { ProjectionType: "ALL" };
    case "keys-only":
      return { ProjectionType: "KEYS_ONLY" };
    case "include":
      return { ProjectionType: "INCLUDE", NonKeyAttributes: [...wanted.attributes] };
  }
}

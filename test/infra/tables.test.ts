import { describe, expect, test } from "vitest";
import { TABLE_KEYS, TABLES, type TableKey } from "../../lambdas/adapters/dynamo/tables.ts";
import { type CfnResource, resourceNamed, resourcesOf, synthesize } from "./synthesize.ts";

const { template } = synthesize();

function tableOf(key: TableKey): CfnResource {
  const name = key.charAt(0).toUpperCase() + key.slice(1);
  return resourceNamed(template, "AWS::DynamoDB::GlobalTable", `Tables${name}`);
}

describe("the tables of the stack", () => {
  test("are the five of the shared definitions and no others", () => {
    const tables = resourcesOf(template, "AWS::DynamoDB::GlobalTable");

    expect(Object.keys(tables)).toHaveLength(TABLE_KEYS.length);
    template.resourceCountIs("AWS::DynamoDB::Table", 0);
  });

  describe.each(TABLE_KEYS)("%s", (key) => {
    const definition = TABLES[key];
    const { Properties, DeletionPolicy, UpdateReplacePolicy } = tableOf(key);

    test("has the keys of its definition", () => {
      const sortKey = definition.sortKey ? [{ AttributeName: definition.sortKey.name, KeyType: "RANGE" }] : [];

      expect(Properties.KeySchema).toEqual([
        { AttributeName: definition.partitionKey.name, KeyType: "HASH" },
        ...sortKey,
      ]);
    });

    test("has the indexes of its definition, projections included", () => {
      const wanted = definition.indexes.map(({ name, partitionKey, sortKey, projection }) => ({
        IndexName: name,
        KeySchema: [
          { AttributeName: partitionKey.name, KeyType: "HASH" },
          ...(sortKey ? [{ AttributeName: sortKey.name, KeyType: "RANGE" }] : []),
        ],
        Projection: {
          ProjectionType: projection.kind.toUpperCase().replace("-", "_"),
          ...(projection.kind === "include" ? { NonKeyAttributes: projection.attributes } : {}),
        },
      }));

      const indexes: Record<string, unknown>[] = Properties.GlobalSecondaryIndexes ?? [];
      expect(indexes.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }))).toEqual(
        wanted,
      );
    });

    test("declares each key attribute with its type", () => {
      const keys = [definition, ...definition.indexes].flatMap(({ partitionKey, sortKey }) =>
        sortKey ? [partitionKey, sortKey] : [partitionKey],
      );

      const declared = Properties.AttributeDefinitions.map(
        (attribute: Record<string, string>) => `${attribute.AttributeName}:${attribute.AttributeType}`,
      );
      expect(new Set(declared)).toEqual(new Set(keys.map(({ name, type }) => `${name}:${type}`)));
    });

    test("expires items only where its definition says so", () => {
      const wanted = definition.ttlAttribute ? { AttributeName: definition.ttlAttribute, Enabled: true } : undefined;

      expect(Properties.TimeToLiveSpecification).toEqual(wanted);
    });

    test("is billed by the request and encrypted with a key that costs nothing", () => {
      expect(Properties.BillingMode).toBe("PAY_PER_REQUEST");
      expect(Properties.SSESpecification).toEqual({ SSEEnabled: false });
    });

    test("outlives the stack, refuses deletion and can be restored to any second", () => {
      const [replica] = Properties.Replicas;

      expect(DeletionPolicy).toBe("Retain");
      expect(UpdateReplacePolicy).toBe("Retain");
      expect(replica.DeletionProtectionEnabled).toBe(true);
      expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    });

    test("has no name of its own, so that a new stack can be made beside kept tables", () => {
      expect(Properties).not.toHaveProperty("TableName");
    });
  });
});

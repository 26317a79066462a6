/**
 * The five tables, made from the same definitions as the local ones. They are what a desk cannot get back: kept when the
 * stack goes, protected against deletion, restorable to any second of the last 35 days.
 */
import { RemovalPolicy } from "aws-cdk-lib";
import {
  type Attribute,
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import {
  type IndexDefinition,
  type KeyAttribute,
  TABLE_KEYS,
  TABLES,
  type TableDefinition,
  type TableKey,
} from "../../lambdas/adapters/dynamo/tables.ts";

export class Tables extends Construct {
  readonly stories: TableV2;
  readonly mentions: TableV2;
  readonly events: TableV2;
  readonly feeds: TableV2;
  readonly rules: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.stories = table(this, "Stories", TABLES.stories);
    this.mentions = table(this, "Mentions", TABLES.mentions);
    this.events = table(this, "Events", TABLES.events);
    this.feeds = table(this, "Feeds", TABLES.feeds);
    this.rules = table(this, "Rules", TABLES.rules);
  }

  /** All tables, by the key that code knows them by. */
  get all(): readonly (readonly [TableKey, TableV2])[] {
    return TABLE_KEYS.map((key) => [key, this[key]] as const);
  }
}

/** No physical name: CloudFormation makes one, so that a stack can be made anew while the kept tables still exist. */
function table(scope: Construct, id: string, definition: TableDefinition): TableV2 {
  return new TableV2(scope, id, {
    partitionKey: attribute(definition.partitionKey),
    sortKey: definition.sortKey && attribute(definition.sortKey),
    globalSecondaryIndexes: definition.indexes.map(globalIndex),
    timeToLiveAttribute: definition.ttlAttribute,
    billing: Billing.onDemand(),
    // A key that AWS owns costs nothing; a customer's key is $1 a month and a charge per request.
    encryption: TableEncryptionV2.dynamoOwnedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

function globalIndex(index: IndexDefinition): GlobalSecondaryIndexPropsV2 {
  return {
    indexName: index.name,
    partitionKey: attribute(index.partitionKey),
    sortKey: index.sortKey && attribute(index.sortKey),
    ...projection(index),
  };
}

function projection({
  projection: wanted,
}: IndexDefinition): Pick<GlobalSecondaryIndexPropsV2, "projectionType" | "nonKeyAttributes"> {
  switch (wanted.kind) {
    case "all":
      return { projectionType: ProjectionType.ALL };
    case "keys-only":
      return { projectionType: ProjectionType.KEYS_ONLY };
    case "include":
      return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...wanted.attributes] };
  }
}

function attribute({ name, type }: KeyAttribute): Attribute {
  return { name, type: type === "S" ? AttributeType.STRING : AttributeType.NUMBER };
}

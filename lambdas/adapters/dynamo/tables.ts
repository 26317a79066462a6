/**
 * The five tables as plain data: the one source for the CDK stack, the local run and the tests, so that the three
 * cannot drift apart. No SDK is imported here, which keeps `cdk synth` light.
 */

/** A key attribute: `S` a string, `N` a number. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N";
}

/** What an index carries beside the keys of the index and of its table. */
export type IndexProjection =
  | { readonly kind: "all" }
  | { readonly kind: "keys-only" }
  | { readonly kind: "include"; readonly attributes: readonly string[] };

/** A global secondary index. An item without the partition attribute is not in it: that is how an index is sparse. */
export interface IndexDefinition {
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly projection: IndexProjection;
}

/** One table, on demand. */
export interface TableDefinition {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly indexes: readonly IndexDefinition[];
  /** attribute holding the expiry in epoch SECONDS, as the service wants it; absent where nothing expires */
  readonly ttlAttribute?: string;
}

/** Names the tables are told apart by in code; the physical names come from the stack. */
export const TABLE_KEYS = ["stories", "mentions", "events", "feeds", "rules"] as const;

export type TableKey = (typeof TABLE_KEYS)[number];

/** Physical names, by key. */
export type TableNames = Readonly<Record<TableKey, string>>;

/**
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html the unit of an expiry is the second
 */
const TTL_ATTRIBUTE = "expiresAt";

/** Every story by UTC day and shard, for replay. */
export const TIMELINE_INDEX = "timeline";
/** Open stories only, oldest first. */
export const OUTBOX_INDEX = "outbox";
/** Feeds only (the watermark lives in the same table), with what dispatch reads every minute. */
export const ROSTER_INDEX = "roster";

/** Definitions of all tables; attributes beyond the keys are each store's own affair. */
export const TABLES: Readonly<Record<TableKey, TableDefinition>> = {
  stories: {
    partitionKey: { name: "id", type: "S" },
    indexes: [
      {
        name: TIMELINE_INDEX,
        partitionKey: { name: "day", type: "S" },
        sortKey: { name: "firstSeenAt", type: "N" },
        projection: { kind: "all" },
      },
      {
        name: OUTBOX_INDEX,
        partitionKey: { name: "outbox", type: "S" },
        sortKey: { name: "firstSeenAt", type: "N" },
        projection: { kind: "keys-only" },
      },
    ],
    ttlAttribute: TTL_ATTRIBUTE,
  },
  mentions: {
    partitionKey: { name: "bucket", type: "S" },
    sortKey: { name: "at", type: "S" },
    indexes: [],
    ttlAttribute: TTL_ATTRIBUTE,
  },
  events: {
    partitionKey: { name: "id", type: "S" },
    sortKey: { name: "part", type: "S" },
    indexes: [],
    ttlAttribute: TTL_ATTRIBUTE,
  },
  feeds: {
    partitionKey: { name: "id", type: "S" },
    indexes: [
      {
        name: ROSTER_INDEX,
        partitionKey: { name: "roster", type: "S" },
        sortKey: { name: "id", type: "S" },
        projection: { kind: "include", attributes: ["url", "schedule"] },
      },
    ],
  },
  rules: {
    partitionKey: { name: "ruleId", type: "S" },
    sortKey: { name: "version", type: "N" },
    indexes: [],
  },
};

/** Names for a local run or a test: `<prefix>-stories`, … */
export function tableNames(prefix: string): TableNames {
  return {
    stories: `${prefix}-stories`,
    mentions: `${prefix}-mentions`,
    events: `${prefix}-events`,
    feeds: `${prefix}-feeds`,
    rules: `${prefix}-rules`,
  };
}

/**
 * The stories of a day, shard by shard, off the timeline index. Reading is eventually consistent: what came in this very
 * second may be missing, at half the price.
 */
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { ShardQuery, StoryTimeline, TimelinePage } from "../../core/ports.ts";
import type { Item } from "./batch.ts";
import { callStore } from "./call-store.ts";
import { isExpired } from "./expiry.ts";
import { fromStoryItem, TIMELINE_SHARDS, timelinePartition } from "./story-item.ts";
import { TIMELINE_INDEX } from "./tables.ts";

/** The service reads 4 KB at a time, at half a unit when it need not be consistent. */
const BYTES_PER_UNIT = 8_192;

/** The timeline of one stories table. */
export class DynamoStoryTimeline implements StoryTimeline {
  readonly shards = TIMELINE_SHARDS;
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name of the table of stories */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async readShard(query: ShardQuery): Promise<TimelinePage> {
    const command = new QueryCommand({
      TableName: this.#table,
      IndexName: TIMELINE_INDEX,
      KeyConditionExpression: "#day = :day AND firstSeenAt BETWEEN :since AND :last",
      ExpressionAttributeNames: { "#day": "day" },
      ExpressionAttributeValues: {
        ":day": timelinePartition(query.day, query.shard),
        ":since": query.since,
        // BETWEEN includes both ends; times are whole milliseconds.
        ":last": query.until - 1,
      },
      ScanIndexForward: false,
      ReturnConsumedCapacity: "TOTAL",
      // Our own `next` of the page before: the key that the service gave.
      ExclusiveStartKey: query.after === undefined ? undefined : JSON.parse(query.after),
    });
    const answer = await callStore(this.#table, "Query of the timeline", () => this.#client.send(command));
    const items = answer.Items ?? [];
    const stories = items.map(fromStoryItem).filter((story) => !isExpired(story.expiresAt, query.now));
    // An engine that leaves indexes out of what it counts says 0.
    const readUnits = answer.ConsumedCapacity?.CapacityUnits || unitsOf(items);
    const next = answer.LastEvaluatedKey;
    return { items: stories, readUnits, ...(next !== undefined && { next: JSON.stringify(next) }) };
  }
}

/** An estimate for engines that do not count what indexes cost. */
function unitsOf(items: readonly Item[]): number {
  return Math.max(0.5, Math.ceil((2 * JSON.stringify(items).length) / BYTES_PER_UNIT) / 2);
}

/**
 * The stories of a day, shard by shard, off the timeline index; whole for replay, or for the ledger just what it counts. Reading is eventually consistent: what came in this very
 * second may be missing, at half the price.
 */
import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { SeenStory } from "../../core/ledger/seen-story.ts";
import type { ShardQuery, StoryTimeline, TimelinePage } from "../../core/ports.ts";
import type { DecisionKind } from "../../core/stories/story.ts";
import { DAY_MS, type EpochMs, utcDay } from "../../core/time.ts";
import type { Item } from "./batch.ts";
import { callStore } from "./call-store.ts";
import { isExpired } from "./expiry.ts";
import { queryItems } from "./query-items.ts";
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

  async *listSeen(since: EpochMs, until: EpochMs): AsyncGenerator<SeenStory> {
    if (until <= since) return;
    for (const day of daysOf(since, until)) {
      for (let shard = 0; shard < TIMELINE_SHARDS; shard += 1) {
        yield* this.#listPartition(timelinePartition(day, shard), since, until);
      }
    }
  }

  async *#listPartition(partition: string, since: EpochMs, until: EpochMs): AsyncGenerator<SeenStory> {
    const items = queryItems(this.#client, {
      TableName: this.#table,
      IndexName: TIMELINE_INDEX,
      KeyConditionExpression: "#day = :day AND firstSeenAt BETWEEN :since AND :last",
      ProjectionExpression: "firstSeenAt, severity, outbox, decision",
      ExpressionAttributeNames: { "#day": "day" },
      ExpressionAttributeValues: { ":day": partition, ":since": since, ":last": until - 1 },
    });
    for await (const item of items) {
      // Written by toStoryItem and settle; only a matched story has a severity.
      const decision = item.decision as { readonly kind: DecisionKind } | undefined;
      yield {
        firstSeenAt: Number(item.firstSeenAt),
        isMatched: item.severity !== undefined,
        isOpen: item.outbox !== undefined,
        ...(decision && { decision: decision.kind }),
      };
    }
  }
}

function daysOf(since: EpochMs, until: EpochMs): readonly string[] {
  const days: string[] = [];
  for (let at = Math.floor(since / DAY_MS) * DAY_MS; at < until; at += DAY_MS) days.push(utcDay(at));
  return days;
}

/** An estimate for engines that do not count what indexes cost. */
function unitsOf(items: readonly Item[]): number {
  return Math.max(0.5, Math.ceil((2 * JSON.stringify(items).length) / BYTES_PER_UNIT) / 2);
}

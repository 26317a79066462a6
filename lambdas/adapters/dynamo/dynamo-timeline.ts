/** The timeline index read for the ledger: day by day, shard by shard, and of each story only what is counted. */
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { SeenStory, StoryTimeline } from "../../core/ledger/story-timeline.ts";
import type { DecisionKind } from "../../core/stories/story.ts";
import { DAY_MS, type EpochMs, utcDay } from "../../core/time.ts";
import { queryItems } from "./query-items.ts";
import { TIMELINE_SHARDS, timelinePartition } from "./story-item.ts";
import { TIMELINE_INDEX } from "./tables.ts";

/** The stories of one table by the time of their first sight. @see tables.ts for the index */
export class DynamoTimeline implements StoryTimeline {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name of the table of stories */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
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
        decision: decision?.kind,
      };
    }
  }
}

function daysOf(since: EpochMs, until: EpochMs): readonly string[] {
  const days: string[] = [];
  for (let at = Math.floor(since / DAY_MS) * DAY_MS; at < until; at += DAY_MS) days.push(utcDay(at));
  return days;
}

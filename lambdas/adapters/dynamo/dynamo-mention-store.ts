/**
 * Mentions in DynamoDB: a page is read bucket by bucket, newest month first, and reading stops when it is full. A
 * long span asks first which months hold anything, so that a question over years does not knock at empty ones.
 */
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { MentionQuery, MentionStore, Page } from "../../core/ports.ts";
import type { Mention } from "../../core/stories/mention.ts";
import { utcMonth } from "../../core/time.ts";
import { batchPut, type Item } from "./batch.ts";
import { expiryMs, expirySeconds, isExpired } from "./expiry.ts";
import { decodeCursor, encodeCursor } from "./mention-cursor.ts";
import { type MentionKey, mentionBucket, mentionKey, monthSpan, monthsOf, paddedTime } from "./mention-key.ts";
import { assertPageLimit } from "./page-limit.ts";
import { queryItems } from "./query-items.ts";

/** Holds one empty item a month that has mentions. No facet starts with `#`. */
const MONTHS_BUCKET = "#months";
/** As many buckets are tried without asking: one read of a month costs no more than asking does. */
const MAX_BLIND_MONTHS = 3;

/** The mentions of one table. @see tables.ts for its keys */
export class DynamoMentionStore implements MentionStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  /** months that this process knows to be recorded */
  readonly #recorded = new Set<string>();

  /** @param table - physical name */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async putAll(mentions: readonly Mention[]): Promise<void> {
    const months = new Set(mentions.map(({ firstSeenAt }) => utcMonth(firstSeenAt)));
    const newMonths = [...months].filter((month) => !this.#recorded.has(month));
    const items = new Map<string, Item>();
    for (const month of newMonths) items.set(month, { bucket: MONTHS_BUCKET, at: month });
    for (const mention of mentions) {
      const item = toMentionItem(mention);
      // The service refuses a batch that names a key twice.
      items.set(JSON.stringify([item.bucket, item.at]), item);
    }
    await batchPut(this.#client, this.#table, [...items.values()]);
    for (const month of newMonths) this.#recorded.add(month);
  }

  async list(query: MentionQuery): Promise<Page<Mention>> {
    assertPageLimit(query.limit);
    const after = query.after === undefined ? undefined : decodeCursor(query.after, query);
    const found: Mention[] = [];
    for (const month of await this.#months(query, after)) {
      // One more than asked for tells whether there is a next page.
      for await (const mention of this.#listMonth(query, month, after, query.limit + 1 - found.length)) {
        found.push(mention);
        if (found.length <= query.limit) continue;
        const items = found.slice(0, query.limit);
        return { items, next: encodeCursor(mentionKey(items[query.limit - 1] ?? mention)) };
      }
    }
    return { items: found };
  }

  async *#listMonth(
    query: MentionQuery,
    month: string,
    after: MentionKey | undefined,
    wanted: number,
  ): AsyncGenerator<Mention> {
    const bucket = mentionBucket(query.facet, month);
    const items = queryItems(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: "#bucket = :bucket AND #at BETWEEN :since AND :until",
      ExpressionAttributeNames: { "#bucket": "bucket", "#at": "at" },
      ExpressionAttributeValues: {
        ":bucket": bucket,
        ":since": paddedTime(query.since),
        // BETWEEN takes its upper end in, but no key is a bare time: this one sorts before all of that millisecond.
        ":until": paddedTime(query.until),
      },
      ScanIndexForward: false,
      Limit: wanted,
      ...(after?.bucket === bucket && { ExclusiveStartKey: { bucket, at: after.at } }),
    });
    for await (const item of items) {
      const mention = fromMentionItem(item);
      if (!isExpired(mention.expiresAt, query.now)) yield mention;
    }
  }

  /** Months to look into, newest first. */
  async #months(query: MentionQuery, after: MentionKey | undefined): Promise<readonly string[]> {
    const until = after ? Number(after.at.slice(0, 15)) + 1 : query.until;
    const span = monthSpan(query.since, until);
    if (!span) return [];
    if (span.count <= MAX_BLIND_MONTHS) return monthsOf(span);
    const recorded = queryItems(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: "#bucket = :bucket AND #at BETWEEN :oldest AND :newest",
      ExpressionAttributeNames: { "#bucket": "bucket", "#at": "at" },
      ExpressionAttributeValues: { ":bucket": MONTHS_BUCKET, ":oldest": span.oldest, ":newest": span.newest },
      ScanIndexForward: false,
    });
    const months: string[] = [];
    for await (const item of recorded) months.push(String(item.at));
    return months;
  }
}

function toMentionItem(mention: Mention): Item & MentionKey {
  return { ...mention, ...mentionKey(mention), expiresAt: expirySeconds(mention.expiresAt) };
}

function fromMentionItem(item: Item): Mention {
  const { bucket: _bucket, at: _at, expiresAt, ...rest } = item;
  // Every posting of this table was written by toMentionItem.
  const mention = rest as unknown as Omit<Mention, "expiresAt">;
  const expiry = expiryMs(expiresAt as number | undefined);
  return { ...mention, ...(expiry !== undefined && { expiresAt: expiry }) };
}

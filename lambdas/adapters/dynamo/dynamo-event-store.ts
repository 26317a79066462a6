/**
 * Events in DynamoDB, and beside them in the same table the postings that lead to them. An event is written in one
 * conditional put and says which of its postings are still owed, so that whoever meets it after a crash pays them.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { NewsEvent } from "../../core/alerts/event.ts";
import type { EventStore } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";
import { batchPut, type Item } from "./batch.ts";
import { callConditional, callStore } from "./call-store.ts";
import { expiryMs, expirySeconds, isExpired } from "./expiry.ts";
import { paddedTime } from "./mention-key.ts";
import { queryItems } from "./query-items.ts";

const EVENT_PART = "event";
/** Before a posting's key, so that no posting can stand among the events. */
const POSTING_PREFIX = "posting#";
/** Queries under way at once; a story has some dozens of keys. */
const PARALLEL_QUERIES = 8;

/** The events of one table. @see tables.ts for its keys */
export class DynamoEventStore implements EventStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #isReader: boolean;

  /**
   * @param table - physical name
   * @param options - `isReader`: never writes, so it leaves to others what a dead writer owes
   */
  constructor(client: DynamoDBDocumentClient, table: string, options: { readonly isReader?: boolean } = {}) {
    this.#client = client;
    this.#table = table;
    this.#isReader = options.isReader ?? false;
  }

  async get(id: string): Promise<NewsEvent | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: eventKey(id), ConsistentRead: true });
    const { Item } = await callStore(this.#table, `GetItem of event ${id}`, () => this.#client.send(command));
    if (!Item) return undefined;
    const event = fromEventItem(Item);
    // Its writer may still be at it, or dead: posting again changes nothing, so both are served.
    if (!this.#isReader && Array.isArray(Item.owedPostings)) await this.#post(event, Item.owedPostings.map(String));
    return event;
  }

  async put(event: NewsEvent, postings: readonly string[]): Promise<boolean> {
    const keys = [...new Set(postings)];
    const isFirst = event.version === 1;
    const command = new PutCommand({
      TableName: this.#table,
      Item: toEventItem(event, keys),
      ConditionExpression: isFirst ? "attribute_not_exists(id)" : "#version = :stored",
      ...(!isFirst && {
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":stored": event.version - 1 },
      }),
    });
    const operation = `PutItem of event ${event.id}`;
    const isWritten = await callConditional(this.#table, operation, () => this.#client.send(command));
    if (!isWritten) return false;
    await this.#post(event, keys);
    return true;
  }

  async findIds(postings: readonly string[], now: EpochMs): Promise<readonly string[]> {
    const keys = [...new Set(postings)];
    const found = new Set<string>();
    for (let start = 0; start < keys.length; start += PARALLEL_QUERIES) {
      const part = keys.slice(start, start + PARALLEL_QUERIES);
      const lists = await Promise.all(part.map((key) => this.#findByKey(key, now)));
      for (const id of lists.flat()) found.add(id);
    }
    return [...found];
  }

  /** Newest event first. */
  async #findByKey(key: string, now: EpochMs): Promise<readonly string[]> {
    const ids: string[] = [];
    const items = queryItems(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: "id = :key",
      ExpressionAttributeValues: { ":key": POSTING_PREFIX + key },
      ScanIndexForward: false,
      // The alert worker looks for the event that it may have made a moment ago.
      ConsistentRead: true,
    });
    for await (const item of items) {
      if (!isExpired(expiryMs(Number(item.expiresAt)), now)) ids.push(String(item.eventId));
    }
    return ids;
  }

  async #post(event: NewsEvent, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const items = keys.map((key) => toPostingItem(event, key));
    await batchPut(this.#client, this.#table, items);
    const paid = new UpdateCommand({
      TableName: this.#table,
      Key: eventKey(event.id),
      UpdateExpression: "REMOVE owedPostings",
      // A later version owes its own.
      ConditionExpression: "#version = :version",
      ExpressionAttributeNames: { "#version": "version" },
      ExpressionAttributeValues: { ":version": event.version },
    });
    await callConditional(this.#table, `UpdateItem of event ${event.id}`, () => this.#client.send(paid));
  }
}

function eventKey(id: string): { id: string; part: string } {
  return { id, part: EVENT_PART };
}

function toEventItem(event: NewsEvent, owedPostings: readonly string[]): Item {
  return {
    ...event,
    part: EVENT_PART,
    expiresAt: expirySeconds(event.expiresAt),
    owedPostings: owedPostings.length > 0 ? owedPostings : undefined,
  };
}

function fromEventItem(item: Item): NewsEvent {
  const { part: _part, owedPostings: _owed, expiresAt, ...rest } = item;
  // Every item of this part was written by toEventItem, whose input is a NewsEvent.
  const event = rest as unknown as Omit<NewsEvent, "expiresAt">;
  return { ...event, expiresAt: expiryMs(Number(expiresAt)) ?? 0 };
}

function toPostingItem(event: NewsEvent, key: string): Item {
  return {
    id: POSTING_PREFIX + key,
    part: `${paddedTime(event.createdAt)}#${event.id}`,
    eventId: event.id,
    expiresAt: expirySeconds(event.expiresAt),
  };
}

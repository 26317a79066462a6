/**
 * Events in DynamoDB, and beside them in the same table the postings that lead to them. Postings are written first, in one
 * batch, and the event in one conditional put after them: what exists can be found, and whoever dies between the two
 * leaves postings that lead nowhere until the story is tried again.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { EventKeys, EventLookup, NewsEvent } from "../../core/alerts/event.ts";
import { type EventStore, MAX_EVENTS_PER_FEATURE } from "../../core/ports.ts";
import { DAY_MS } from "../../core/time.ts";
import { batchGet, batchPut, type Item } from "./batch.ts";
import { callConditional, callStore } from "./call-store.ts";
import { expiryMs, expirySeconds } from "./expiry.ts";
import { paddedTime } from "./mention-key.ts";
import { queryItems } from "./query-items.ts";

const EVENT_PART = "event";
/** Of the one posting of a band. */
const LAST_PART = "last";
/** Before a posting's key, so that no posting can stand among the events. */
const POSTING_PREFIX = "posting#";
/** An event takes no story more than three days from its first; a worker may be days late. */
const POSTING_RETENTION_MS = 14 * DAY_MS;

/** The events of one table. @see tables.ts for its keys */
export class DynamoEventStore implements EventStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(id: string): Promise<NewsEvent | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: eventKey(id), ConsistentRead: true });
    const { Item } = await callStore(this.#table, `GetItem of event ${id}`, () => this.#client.send(command));
    return Item && fromEventItem(Item);
  }

  async getMany(ids: readonly string[]): Promise<readonly NewsEvent[]> {
    const items = await batchGet(this.#client, this.#table, [...new Set(ids)].map(eventKey));
    return items.map(fromEventItem);
  }

  async put(event: NewsEvent, postings: EventKeys = { bands: [], features: [] }): Promise<boolean> {
    await batchPut(this.#client, this.#table, postingItems(event, postings));
    const isFirst = event.version === 1;
    const command = new PutCommand({
      TableName: this.#table,
      Item: toEventItem(event),
      ConditionExpression: isFirst ? "attribute_not_exists(id)" : "#version = :stored",
      ...(!isFirst && {
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":stored": event.version - 1 },
      }),
    });
    return callConditional(this.#table, `PutItem of event ${event.id}`, () => this.#client.send(command));
  }

  async findIds(lookup: EventLookup): Promise<readonly string[]> {
    const features = [...new Set(lookup.features)];
    const [byBand, ...byFeature] = await Promise.all([
      this.#findByBands(lookup),
      ...features.map((key) => this.#findByFeature(key, lookup)),
    ]);
    return [...new Set([...byBand, ...byFeature.flat()])];
  }

  /** In the order of the keys. */
  async #findByBands({ bands, since, until }: EventLookup): Promise<readonly string[]> {
    const ids = [...new Set(bands)].map((key) => POSTING_PREFIX + key);
    const items = await batchGet(
      this.#client,
      this.#table,
      ids.map((id) => ({ id, part: LAST_PART })),
    );
    const byKey = new Map(items.map((item) => [String(item.id), item]));
    return ids.flatMap((id) => {
      const item = byKey.get(id);
      const createdAt = Number(item?.createdAt);
      return item !== undefined && createdAt >= since && createdAt <= until ? String(item.eventId) : [];
    });
  }

  /** Newest event first. */
  async #findByFeature(key: string, { since, until }: EventLookup): Promise<readonly string[]> {
    const ids: string[] = [];
    const items = queryItems(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: "id = :key AND part BETWEEN :since AND :until",
      ExpressionAttributeValues: {
        ":key": POSTING_PREFIX + key,
        ":since": paddedTime(since),
        // No part is a bare time: all of the last millisecond sort before the next.
        ":until": paddedTime(until + 1),
      },
      ScanIndexForward: false,
      // The alert worker looks for the event that it may have made a moment ago.
      ConsistentRead: true,
      Limit: MAX_EVENTS_PER_FEATURE,
    });
    for await (const item of items) {
      ids.push(String(item.eventId));
      if (ids.length === MAX_EVENTS_PER_FEATURE) break;
    }
    return ids;
  }
}

function eventKey(id: string): { id: string; part: string } {
  return { id, part: EVENT_PART };
}

function toEventItem(event: NewsEvent): Item {
  return { ...event, part: EVENT_PART, expiresAt: expirySeconds(event.expiresAt) };
}

function fromEventItem(item: Item): NewsEvent {
  const { part: _part, expiresAt, ...rest } = item;
  // Every item of this part was written by toEventItem, whose input is a NewsEvent.
  const event = rest as unknown as Omit<NewsEvent, "expiresAt">;
  return { ...event, expiresAt: expiryMs(Number(expiresAt)) ?? 0 };
}

function postingItems({ id: eventId, createdAt }: NewsEvent, { bands, features }: EventKeys): readonly Item[] {
  const expiresAt = expirySeconds(createdAt + POSTING_RETENTION_MS);
  const posting = { eventId, expiresAt };
  const part = `${paddedTime(createdAt)}#${eventId}`;
  return [
    ...[...new Set(bands)].map((key) => ({ ...posting, id: POSTING_PREFIX + key, part: LAST_PART, createdAt })),
    ...[...new Set(features)].map((key) => ({ ...posting, id: POSTING_PREFIX + key, part })),
  ];
}

/**
 * Digests in DynamoDB, in the table of the events. All of a window lies in one partition; which windows are open stands
 * in one small item, so that looking for due ones is one read however many there ever were.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type DigestEntry, type DigestSeal, entryKey } from "../../core/alerts/digest.ts";
import type { DigestStore, OpenWindow } from "../../core/ports.ts";
import { DAY_MS, type EpochMs } from "../../core/time.ts";
import type { Item } from "./batch.ts";
import { callConditional, callStore } from "./call-store.ts";
import { expirySeconds } from "./expiry.ts";
import { paddedTime } from "./mention-key.ts";
import { queryItems } from "./query-items.ts";

/** Events have hexadecimal ids and postings begin with `posting#`: neither can be taken for these. */
const OPEN_KEY = { id: "digests", part: "open" };
const WINDOW_PREFIX = "digest#";
const ENTRY_PREFIX = "entry#";
const SEAL_PREFIX = "seal#";
/** Before a window's time, in the item of the open ones. */
const MARK_PREFIX = "w";
/** As long as an event is remembered after its last story. */
const RETENTION_MS = 400 * DAY_MS;

/** The digests of one table. @see tables.ts for the keys of events */
export class DynamoDigestStore implements DigestStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name of the table of events */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async hold(entry: DigestEntry): Promise<void> {
    await this.#putOnce(entry.dueAt, ENTRY_PREFIX + entryKey(entry), { ...entry });
    // After the entry: an open window without one is harmless, an entry in a closed window is lost.
    const open = new UpdateCommand({
      TableName: this.#table,
      Key: OPEN_KEY,
      UpdateExpression: "SET #window = :mark",
      ExpressionAttributeNames: { "#window": markName(entry.dueAt) },
      ExpressionAttributeValues: { ":mark": entryKey(entry) },
    });
    await callStore(this.#table, "UpdateItem of open digests", () => this.#client.send(open));
  }

  async listOpen(): Promise<readonly OpenWindow[]> {
    const command = new GetCommand({ TableName: this.#table, Key: OPEN_KEY, ConsistentRead: true });
    const { Item } = await callStore(this.#table, "GetItem of open digests", () => this.#client.send(command));
    return Object.entries(Item ?? {})
      .filter(([name]) => /^w\d+$/.test(name))
      .map(([name, mark]) => ({ dueAt: Number(name.slice(MARK_PREFIX.length)), mark: String(mark) }))
      .sort((a, b) => a.dueAt - b.dueAt);
  }

  async read(dueAt: EpochMs): Promise<{ entries: readonly DigestEntry[]; seals: readonly DigestSeal[] }> {
    const entries: DigestEntry[] = [];
    const seals: DigestSeal[] = [];
    const items = queryItems(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: "id = :window",
      ExpressionAttributeValues: { ":window": windowId(dueAt) },
      ConsistentRead: true,
    });
    for await (const { id: _id, part, expiresAt: _expiry, ...rest } of items) {
      // Every item of a window was written by hold or seal, and its part says by which.
      if (String(part).startsWith(ENTRY_PREFIX)) entries.push(rest as unknown as DigestEntry);
      else seals.push(rest as unknown as DigestSeal);
    }
    return { entries, seals };
  }

  async seal(seal: DigestSeal): Promise<boolean> {
    return this.#putOnce(seal.dueAt, sealPart(seal.number), { ...seal });
  }

  async markSent(dueAt: EpochMs, number: number, at: EpochMs): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: { id: windowId(dueAt), part: sealPart(number) },
      UpdateExpression: "SET sentAt = :at",
      ConditionExpression: "attribute_exists(id)",
      ExpressionAttributeValues: { ":at": at },
    });
    await callConditional(this.#table, `UpdateItem of digest ${dueAt}`, () => this.#client.send(command));
  }

  async close({ dueAt, mark }: OpenWindow): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: OPEN_KEY,
      UpdateExpression: "REMOVE #window",
      ConditionExpression: "#window = :mark",
      ExpressionAttributeNames: { "#window": markName(dueAt) },
      ExpressionAttributeValues: { ":mark": mark },
    });
    return callConditional(this.#table, `UpdateItem of digest ${dueAt}`, () => this.#client.send(command));
  }

  async #putOnce(dueAt: EpochMs, part: string, item: Item): Promise<boolean> {
    const expiresAt = expirySeconds(dueAt + RETENTION_MS);
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...item, id: windowId(dueAt), part, expiresAt },
      ConditionExpression: "attribute_not_exists(id)",
    });
    return callConditional(this.#table, `PutItem of digest ${dueAt}`, () => this.#client.send(command));
  }
}

function windowId(dueAt: EpochMs): string {
  return WINDOW_PREFIX + paddedTime(dueAt);
}

function sealPart(number: number): string {
  return SEAL_PREFIX + String(number).padStart(6, "0");
}

function markName(dueAt: EpochMs): string {
  return MARK_PREFIX + paddedTime(dueAt);
}

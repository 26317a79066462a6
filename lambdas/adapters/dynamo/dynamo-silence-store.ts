/**
 * Silences in DynamoDB, in one partition of the table of events, by their end: those in force are a query beyond now,
 * so the worker's read stays small however long the history grows. No item here has the attribute that lets the table
 * forget.
 */
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { isActive, type Silence } from "../../core/alerts/silence.ts";
import type { SilenceStore } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";
import type { Item } from "./batch.ts";
import { callConditional } from "./call-store.ts";
import { paddedTime } from "./mention-key.ts";
import { queryItems } from "./query-items.ts";

/** Events have hexadecimal ids: none can be taken for it. */
const PARTITION = "silences";

/** The silences of one table. @see tables.ts for the keys of events */
export class DynamoSilenceStore implements SilenceStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name of the table of events */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async add(silence: Silence): Promise<boolean> {
    const { id, ...rest } = silence;
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...rest, ...keyOf(silence), silenceId: id },
      ConditionExpression: "attribute_not_exists(id)",
    });
    return callConditional(this.#table, `PutItem of silence ${id}`, () => this.#client.send(command));
  }

  async listActive(now: EpochMs): Promise<readonly Silence[]> {
    const silences: Silence[] = [];
    const items = queryItems(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: "id = :silences AND part > :now",
      ExpressionAttributeValues: { ":silences": PARTITION, ":now": paddedTime(now) },
      ConsistentRead: true,
    });
    for await (const item of items) silences.push(fromItem(item));
    return silences.filter((silence) => isActive(silence, now));
  }

  async list(limit: number): Promise<readonly Silence[]> {
    const silences: Silence[] = [];
    const items = queryItems(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: "id = :silences",
      ExpressionAttributeValues: { ":silences": PARTITION },
      ScanIndexForward: false,
      Limit: limit,
    });
    for await (const item of items) {
      silences.push(fromItem(item));
      if (silences.length === limit) break;
    }
    return silences;
  }

  async lift(id: string, by: string, at: EpochMs): Promise<Silence | undefined> {
    const silence = (await this.listActive(at)).find((each) => each.id === id);
    if (silence === undefined) return undefined;
    const lifted = { by, at };
    const command = new UpdateCommand({
      TableName: this.#table,
      Key: keyOf(silence),
      UpdateExpression: "SET lifted = :lifted",
      ConditionExpression: "attribute_exists(id) AND attribute_not_exists(lifted)",
      ExpressionAttributeValues: { ":lifted": lifted },
    });
    const isLifted = await callConditional(this.#table, `UpdateItem of silence ${id}`, () =>
      this.#client.send(command),
    );
    return isLifted ? { ...silence, lifted } : undefined;
  }
}

function keyOf({ until, id }: Silence): { id: string; part: string } {
  return { id: PARTITION, part: `${paddedTime(until)}#${id}` };
}

function fromItem({ id: _id, part: _part, silenceId, ...rest }: Item): Silence {
  // Every item of this partition was written by add, whose input is a Silence.
  return { ...(rest as unknown as Omit<Silence, "id">), id: String(silenceId) };
}

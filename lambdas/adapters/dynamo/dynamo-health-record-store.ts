/** The record of what operators were told of the feeds' health, as one item beside the feeds. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { HealthRecord } from "../../core/feeds/judge-health.ts";
import type { HealthRecordStore } from "../../core/ports.ts";
import { callConditional, callStore } from "./call-store.ts";

/** Feed ids are hex digits, so no feed can be taken for it. */
const RECORD_ID = "#health";

/** @see tables.ts for the keys of feeds */
export class DynamoHealthRecordStore implements HealthRecordStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name of the table of feeds */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(): Promise<HealthRecord | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: { id: RECORD_ID }, ConsistentRead: true });
    const { Item } = await callStore(this.#table, "GetItem of the health record", () => this.#client.send(command));
    if (Item === undefined) return undefined;
    const { id: _id, ...record } = Item;
    // The item was written by write, whose input is a HealthRecord.
    return record as unknown as HealthRecord;
  }

  async write(record: HealthRecord): Promise<boolean> {
    const isFirst = record.version === 1;
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...record, id: RECORD_ID },
      ConditionExpression: isFirst ? "attribute_not_exists(id)" : "version = :former",
      ExpressionAttributeValues: isFirst ? undefined : { ":former": record.version - 1 },
    });
    return callConditional(this.#table, "PutItem of the health record", () => this.#client.send(command));
  }
}

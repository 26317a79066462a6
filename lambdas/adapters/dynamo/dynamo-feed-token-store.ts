/**
 * Feed tokens lie in the table of rules, in a partition of their own: both are what a desk's editors decide, a few
 * hundred small items, and the one grant serves both. That table sorts by a number, and an id is one in hex digits.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { FeedToken } from "../../core/archive/feed-token.ts";
import type { FeedTokenStore } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";
import type { Item } from "./batch.ts";
import { callConditional, callStore } from "./call-store.ts";
import { queryItems } from "./query-items.ts";

/** Rule ids are letters, digits and hyphens, so no rule can be taken for it. */
const PARTITION = "#feed-tokens";

/** The feed tokens of one desk. */
export class DynamoFeedTokenStore implements FeedTokenStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name of the table of rules */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  add(token: FeedToken): Promise<boolean> {
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...keyOf(token.id), ...token },
      ConditionExpression: "attribute_not_exists(ruleId)",
    });
    return callConditional(this.#table, "PutItem of a feed token", () => this.#client.send(command));
  }

  async get(id: string): Promise<FeedToken | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: keyOf(id), ConsistentRead: true });
    const { Item } = await callStore(this.#table, "GetItem of a feed token", () => this.#client.send(command));
    return Item && fromItem(Item);
  }

  async list(limit: number): Promise<readonly FeedToken[]> {
    const tokens: FeedToken[] = [];
    const items = queryItems(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: "ruleId = :tokens",
      ExpressionAttributeValues: { ":tokens": PARTITION },
      ConsistentRead: true,
      Limit: limit,
    });
    for await (const item of items) {
      tokens.push(fromItem(item));
      if (tokens.length === limit) break;
    }
    return tokens;
  }

  async revoke(id: string, by: string, at: EpochMs): Promise<FeedToken | undefined> {
    const token = await this.get(id);
    if (token === undefined || token.revoked !== undefined) return undefined;
    const revoked: FeedToken = { ...token, revoked: { by, at } };
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...keyOf(id), ...revoked },
      // The first of two editors is the one who revoked it.
      ConditionExpression: "attribute_exists(ruleId) AND attribute_not_exists(revoked)",
    });
    const isOurs = await callConditional(this.#table, "PutItem of a feed token", () => this.#client.send(command));
    return isOurs ? revoked : undefined;
  }
}

/** 12 hex digits are a whole number that a number holds exactly. */
function keyOf(id: string): { readonly ruleId: string; readonly version: number } {
  return { ruleId: PARTITION, version: Number.parseInt(id, 16) };
}

function fromItem({ ruleId: _ruleId, version: _version, ...token }: Item): FeedToken {
  // Every item of this partition was written by add or revoke.
  return token as unknown as FeedToken;
}

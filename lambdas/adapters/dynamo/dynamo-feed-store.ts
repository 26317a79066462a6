/**
 * Feeds in DynamoDB. What a desk configures and what polling taught are different attributes of one item, each
 * written by its own update, so a registration and a poll at the same moment do not undo one another.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import {
  type Feed,
  type FeedSchedule,
  type FeedSpec,
  type FeedState,
  NEW_FEED_STATE,
  type RosterEntry,
} from "../../core/feeds/feed.ts";
import type { FeedStore } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";
import { batchGet, type Item } from "./batch.ts";
import { callConditional, callStore } from "./call-store.ts";
import { type FeedStoreOptions, firstSchedule } from "./first-schedule.ts";
import { queryItems } from "./query-items.ts";
import { StoreError } from "./store-error.ts";
import { ROSTER_INDEX } from "./tables.ts";
import { changeFields } from "./update-expression.ts";

/** The one partition of the roster: one line a feed. */
const ROSTER_PARTITION = "feeds";
/** Feed ids are hex digits, so no feed can be taken for it. */
const WATERMARK_ID = "#watermark";

/** The feeds of one table, and the watermark beside them. @see tables.ts for its keys and index */
export class DynamoFeedStore implements FeedStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #firstSchedule: FeedSchedule;

  /** @param table - physical name */
  constructor(client: DynamoDBDocumentClient, table: string, options: FeedStoreOptions = {}) {
    this.#client = client;
    this.#table = table;
    this.#firstSchedule = firstSchedule(options);
  }

  async register(spec: FeedSpec): Promise<boolean> {
    const { id, url, title, source, lang, country, tags } = spec;
    const update = changeFields(
      {
        ...{ url, title, source, lang, country, tags },
        roster: ROSTER_PARTITION,
        schedule: this.#firstSchedule,
        state: NEW_FEED_STATE,
      },
      { schedule: "if_not_exists(#schedule, :schedule)", state: "if_not_exists(#state, :state)" },
    );
    const command = this.#update(id, { ...update, ReturnValues: "UPDATED_OLD" });
    const { Attributes } = await callStore(this.#table, `UpdateItem of feed ${id}`, () => this.#client.send(command));
    return Attributes?.roster === undefined;
  }

  async getMany(ids: readonly string[]): Promise<readonly Feed[]> {
    const keys = [...new Set(ids)].map((id) => ({ id }));
    const items = await batchGet(this.#client, this.#table, keys);
    const byId = new Map(items.filter(isFeedItem).map((item) => [item.id, fromFeedItem(item)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async listRoster(): Promise<readonly RosterEntry[]> {
    const roster: RosterEntry[] = [];
    const items = queryItems(this.#client, {
      TableName: this.#table,
      IndexName: ROSTER_INDEX,
      KeyConditionExpression: "roster = :feeds",
      ExpressionAttributeValues: { ":feeds": ROSTER_PARTITION },
    });
    for await (const item of items) {
      // The index carries these attributes as register and saveState wrote them.
      roster.push({ id: String(item.id), url: String(item.url), schedule: item.schedule as FeedSchedule });
    }
    return roster;
  }

  async list(): Promise<readonly Feed[]> {
    const roster = await this.listRoster();
    return this.getMany(roster.map(({ id }) => id));
  }

  async saveState(id: string, schedule: FeedSchedule, state: FeedState): Promise<void> {
    const update = changeFields({ schedule, state });
    const command = this.#update(id, { ...update, ConditionExpression: "attribute_exists(id)" });
    const operation = `UpdateItem of feed ${id}`;
    const isSaved = await callConditional(this.#table, operation, () => this.#client.send(command));
    if (!isSaved) throw new StoreError(this.#table, operation, "no feed of that id is registered");
  }

  async getWatermark(): Promise<EpochMs | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: { id: WATERMARK_ID }, ConsistentRead: true });
    const { Item } = await callStore(this.#table, "GetItem of the watermark", () => this.#client.send(command));
    return Item && Number(Item.at);
  }

  async setWatermark(at: EpochMs): Promise<void> {
    const command = new PutCommand({ TableName: this.#table, Item: { id: WATERMARK_ID, at } });
    await callStore(this.#table, "PutItem of the watermark", () => this.#client.send(command));
  }

  #update(id: string, update: Omit<UpdateCommandInput, "TableName" | "Key">): UpdateCommand {
    return new UpdateCommand({ ...update, TableName: this.#table, Key: { id } });
  }
}

function isFeedItem(item: Item): boolean {
  return item.roster !== undefined;
}

function fromFeedItem(item: Item): Feed {
  const { roster: _roster, ...feed } = item;
  // Every item of the roster was written by register and saveState, from a FeedSpec, a FeedSchedule and a FeedState.
  return feed as unknown as Feed;
}

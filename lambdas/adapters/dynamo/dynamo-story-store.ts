/**
 * Stories in DynamoDB. Each change is one conditional write of one item, so two workers cannot undo one another and a
 * worker that died is repaired by doing the work again.
 */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { StoryStore } from "../../core/ports.ts";
import type { Decision, Story, StoryId, StoryRevision, StorySource, StoryText } from "../../core/stories/story.ts";
import type { EpochMs } from "../../core/time.ts";
import { batchGet } from "./batch.ts";
import { callConditional, callStore } from "./call-store.ts";
import { isExpired } from "./expiry.ts";
import { queryItems } from "./query-items.ts";
import { StoreError } from "./store-error.ts";
import { boundRevisions, fromStoryItem, MAX_REVISIONS, OUTBOX_PARTITION, toStoryItem } from "./story-item.ts";
import { OUTBOX_INDEX } from "./tables.ts";
import { changeFields, type UpdateExpression } from "./update-expression.ts";

// Another worker can revise the same story between our read and our write; more than a few times running is a fault.
const MAX_REVISE_ROUNDS = 5;

/** The stories of one table. @see tables.ts for its keys and indexes */
export class DynamoStoryStore implements StoryStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  /** @param table - physical name */
  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  putIfNew(story: Story): Promise<boolean> {
    const command = new PutCommand({
      TableName: this.#table,
      Item: toStoryItem(story),
      ConditionExpression: "attribute_not_exists(id)",
    });
    return callConditional(this.#table, `PutItem of story ${story.id}`, () => this.#client.send(command));
  }

  addSource(id: StoryId, source: StorySource): Promise<boolean> {
    return this.#update(id, {
      UpdateExpression: "SET sources = list_append(sources, :sources) ADD sourceFeeds :feeds",
      ConditionExpression: "attribute_exists(id) AND NOT contains(sourceFeeds, :feed)",
      ExpressionAttributeValues: { ":sources": [source], ":feeds": new Set([source.feedId]), ":feed": source.feedId },
    });
  }

  async revise(id: StoryId, text: StoryText, former: StoryRevision): Promise<"revised" | "unchanged" | "missing"> {
    const update = textUpdate(text, boundRevisions([former]), "list_append(#revisions, :revisions)");
    const isAppended = await this.#update(id, {
      ...update,
      ConditionExpression: "attribute_exists(id) AND #contentHash <> :contentHash AND size(#revisions) < :maxRevisions",
      ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ":maxRevisions": MAX_REVISIONS },
    });
    return isAppended ? "revised" : this.#reviseAfterReading(id, text, former);
  }

  async get(id: StoryId, now: EpochMs): Promise<Story | undefined> {
    const story = await this.#read(id);
    return story && !isExpired(story.expiresAt, now) ? story : undefined;
  }

  async getMany(ids: readonly StoryId[], now: EpochMs): Promise<readonly Story[]> {
    const keys = [...new Set(ids)].map((id) => ({ id }));
    const items = await batchGet(this.#client, this.#table, keys, { isConsistent: false });
    const byId = new Map(items.map((item) => [item.id, fromStoryItem(item)]));
    return ids.flatMap((id) => {
      const story = byId.get(id);
      return story && !isExpired(story.expiresAt, now) ? [story] : [];
    });
  }

  async listOpen(limit: number): Promise<readonly StoryId[]> {
    const ids: StoryId[] = [];
    const open = queryItems(this.#client, {
      TableName: this.#table,
      IndexName: OUTBOX_INDEX,
      KeyConditionExpression: "outbox = :open",
      ExpressionAttributeValues: { ":open": OUTBOX_PARTITION },
      Limit: limit,
    });
    for await (const item of open) {
      ids.push(String(item.id));
      if (ids.length === limit) break;
    }
    return ids;
  }

  settle(id: StoryId, contentHash: string, decision: Decision): Promise<boolean> {
    return this.#update(id, {
      UpdateExpression: "SET decision = :decision REMOVE outbox",
      ConditionExpression: "contentHash = :contentHash AND attribute_exists(outbox)",
      ExpressionAttributeValues: { ":decision": decision, ":contentHash": contentHash },
    });
  }

  /** The condition said no. Only a read tells why, and a full list of revisions can only be cut by who has read it. */
  async #reviseAfterReading(
    id: StoryId,
    text: StoryText,
    former: StoryRevision,
  ): Promise<"revised" | "unchanged" | "missing"> {
    for (let round = 0; round < MAX_REVISE_ROUNDS; round += 1) {
      const stored = await this.#read(id);
      if (!stored) return "missing";
      if (stored.contentHash === text.contentHash) return "unchanged";
      const update = textUpdate(text, boundRevisions([...stored.revisions, former]), ":revisions");
      const isWritten = await this.#update(id, {
        ...update,
        ConditionExpression: "#contentHash = :storedHash",
        ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ":storedHash": stored.contentHash },
      });
      if (isWritten) return "revised";
    }
    const problem = `others revised it ${MAX_REVISE_ROUNDS} times running; the next poll tries again`;
    throw new StoreError(this.#table, `UpdateItem of story ${id}`, problem);
  }

  async #read(id: StoryId): Promise<Story | undefined> {
    const command = new GetCommand({ TableName: this.#table, Key: { id }, ConsistentRead: true });
    const { Item } = await callStore(this.#table, `GetItem of story ${id}`, () => this.#client.send(command));
    return Item && fromStoryItem(Item);
  }

  /** @returns false when the condition does not hold */
  #update(id: StoryId, update: Omit<UpdateCommandInput, "TableName" | "Key">): Promise<boolean> {
    const command = new UpdateCommand({ ...update, TableName: this.#table, Key: { id } });
    return callConditional(this.#table, `UpdateItem of story ${id}`, () => this.#client.send(command));
  }
}

function textUpdate(
  text: StoryText,
  revisions: readonly StoryRevision[],
  revisionsExpression: string,
): UpdateExpression {
  const { title, summary, body, contentHash, matches, severity, entities } = text;
  const outbox = matches.length > 0 ? OUTBOX_PARTITION : undefined;
  return changeFields(
    { title, summary, body, contentHash, matches, severity, entities, outbox, revisions },
    { revisions: revisionsExpression },
  );
}

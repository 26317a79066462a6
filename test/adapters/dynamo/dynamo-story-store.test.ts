import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { createDynamoClient } from "../../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoStoryStore } from "../../../lambdas/adapters/dynamo/dynamo-story-store.ts";
import { TIMELINE_SHARDS, timelineDay, timelinePartition } from "../../../lambdas/adapters/dynamo/story-item.ts";
import { TIMELINE_INDEX } from "../../../lambdas/adapters/dynamo/tables.ts";
import type { Decision } from "../../../lambdas/core/stories/story.ts";
import { hexOf, NOW, sampleSource, sampleStory } from "../../support/samples.ts";
import { useDynalite } from "../../support/use-dynalite.ts";
import { watchRequests } from "../../support/watch-requests.ts";

const openTable = useDynalite();

const STORY = sampleStory();
const DECISION: Decision = { kind: "new", reason: "the first story of this event", at: NOW };
const EDIT = { ...STORY, title: "edited", contentHash: hexOf(0xbb, 16) };
const FORMER = { replacedAt: NOW, title: STORY.title, summary: STORY.summary };

describe("DynamoStoryStore", () => {
  it("puts a story with exactly one request, new or not", async () => {
    const { client, table } = await openTable("stories");
    const store = new DynamoStoryStore(client, table);
    const requests = watchRequests(client);

    await store.putIfNew(STORY);
    await store.putIfNew(STORY);

    expect(requests).toStrictEqual(["PutItem", "PutItem"]);
  });

  it("makes every other change with exactly one update", async () => {
    const { client, table } = await openTable("stories");
    const store = new DynamoStoryStore(client, table);
    await store.putIfNew(STORY);
    const requests = watchRequests(client);

    await store.addSource(STORY.id, sampleSource({ feedId: "other" }));
    await store.revise(STORY.id, EDIT, FORMER);
    await store.settle(STORY.id, EDIT.contentHash, DECISION);

    expect(requests).toStrictEqual(["UpdateItem", "UpdateItem", "UpdateItem"]);
  });

  it("stores a story once when the answer to the first attempt is lost", async () => {
    const { client, table } = await openTable("stories");
    const store = new DynamoStoryStore(client, table);
    const requests = watchRequests(client, (_, position) => (position === 0 ? "lose-answer" : "send"));

    await store.putIfNew(STORY);

    expect(requests).toStrictEqual(["PutItem", "PutItem"]);
    expect(await store.get(STORY.id, NOW)).toStrictEqual(STORY);
  });

  it("reads the outbox by its index, as many as asked for, in one request", async () => {
    const { client, table } = await openTable("stories");
    const store = new DynamoStoryStore(client, table);
    for (const number of [1, 2, 3, 4]) await store.putIfNew(sampleStory({ id: hexOf(number) }));
    const requests = watchRequests(client);

    await store.listOpen(2);

    expect(requests).toStrictEqual(["Query"]);
  });

  it("lays each story into one shard of its UTC day, for replay", async () => {
    const { client, table } = await openTable("stories");
    const store = new DynamoStoryStore(client, table);
    const ids = Array.from({ length: 24 }, (_, number) => hexOf(number * 7_919, 4) + hexOf(number, 28));
    for (const id of ids) await store.putIfNew(sampleStory({ id, isOpen: false }));
    await store.putIfNew(sampleStory({ id: hexOf(99), firstSeenAt: Date.UTC(2023, 4, 16) }));

    const shards = await Promise.all(
      Array.from({ length: TIMELINE_SHARDS }, async (_, shard) => {
        const query = new QueryCommand({
          TableName: table,
          IndexName: TIMELINE_INDEX,
          KeyConditionExpression: "#day = :day",
          ExpressionAttributeNames: { "#day": "day" },
          ExpressionAttributeValues: { ":day": timelinePartition("2023-05-15", shard) },
        });
        const { Items } = await client.send(query);
        return (Items ?? []).map((item) => String(item.id));
      }),
    );

    expect(shards.flat().sort()).toStrictEqual([...ids].sort());
    expect(shards.every((shard) => shard.length > 0)).toBe(true);
  });

  it("gives a story whose id is no hash a shard as well", () => {
    const day = timelineDay(NOW, "not hex");

    expect(day).toBe("2023-05-15#0");
  });

  it("says which story is too large for an item", async () => {
    const { client, table } = await openTable("stories");
    const store = new DynamoStoryStore(client, table);

    const put = store.putIfNew(sampleStory({ body: "x".repeat(420_000) }));

    await expect(put).rejects.toMatchObject({
      name: "StoreError",
      code: "E_STORE",
      table,
      operation: `PutItem of story ${STORY.id}`,
      message: expect.stringMatching(/size has exceeded/),
    });
  });

  it("tells an outage from an answer, with its cause", async () => {
    const client = createDynamoClient({ endpoint: "http://127.0.0.1:9", region: "eu-west-1" });
    const store = new DynamoStoryStore(client, "stories");

    const error = await store.get(STORY.id, NOW).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: "E_STORE", table: "stories", operation: `GetItem of story ${STORY.id}` });
    expect(error).toHaveProperty("cause.code", "ECONNREFUSED");
  });
});

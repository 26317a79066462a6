import { describe, expect, it } from "vitest";
import { DynamoEventStore } from "../../../lambdas/adapters/dynamo/dynamo-event-store.ts";
import { NOW, sampleEvent } from "../../support/samples.ts";
import { useDynalite } from "../../support/use-dynalite.ts";
import { watchRequests } from "../../support/watch-requests.ts";

const openTable = useDynalite();
const EVENT = sampleEvent();

describe("DynamoEventStore", () => {
  it("posts an event when it is next read, if its writer died before it could", async () => {
    const { client, table } = await openTable("events");
    const store = new DynamoEventStore(client, table);
    watchRequests(client, (operation, position) => (operation === "BatchWriteItem" && position < 2 ? "drop" : "send"));
    await expect(store.put(EVENT, ["goma", "m23"])).rejects.toMatchObject({ code: "E_STORE" });
    const lost = await store.findIds(["goma"], NOW);

    const event = await store.get(EVENT.id);

    expect(lost).toStrictEqual([]);
    expect(event).toStrictEqual(EVENT);
    expect(await store.findIds(["goma"], NOW)).toStrictEqual([EVENT.id]);
    expect(await store.findIds(["m23"], NOW)).toStrictEqual([EVENT.id]);
  });

  it("never writes as a reader, also when postings are owed", async () => {
    const { client, table } = await openTable("events");
    watchRequests(client, (operation, position) => (operation === "BatchWriteItem" && position < 2 ? "drop" : "send"));
    const dead = new DynamoEventStore(client, table).put(EVENT, ["goma"]);
    await expect(dead).rejects.toMatchObject({ code: "E_STORE" });
    client.middlewareStack.remove("watchRequests");
    const requests = watchRequests(client);

    const event = await new DynamoEventStore(client, table, { isReader: true }).get(EVENT.id);

    expect(event).toStrictEqual(EVENT);
    expect(requests).toStrictEqual(["GetItem"]);
  });

  it("reads an event that owes nothing with one request", async () => {
    const { client, table } = await openTable("events");
    const store = new DynamoEventStore(client, table);
    await store.put(EVENT, ["goma"]);
    const requests = watchRequests(client);

    await store.get(EVENT.id);

    expect(requests).toStrictEqual(["GetItem"]);
  });

  it("keeps owing what a later version has to post, when an earlier one has posted its own", async () => {
    const { client, table } = await openTable("events");
    const store = new DynamoEventStore(client, table);
    let batches = 0;
    watchRequests(client, async (operation) => {
      if (operation !== "BatchWriteItem") return "send";
      batches += 1;
      if (batches === 2) return "drop";
      // Between version 1 and its postings, another worker writes version 2 and dies.
      await expect(store.put({ ...EVENT, version: 2 }, ["beni"])).rejects.toMatchObject({ code: "E_STORE" });
      return "send";
    });
    await store.put(EVENT, ["goma"]);
    client.middlewareStack.remove("watchRequests");
    const lost = await store.findIds(["beni"], NOW);

    await store.get(EVENT.id);

    expect(lost).toStrictEqual([]);
    expect(await store.findIds(["beni"], NOW)).toStrictEqual([EVENT.id]);
  });
});

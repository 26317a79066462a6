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

  it("reads an event that owes nothing with one request", async () => {
    const { client, table } = await openTable("events");
    const store = new DynamoEventStore(client, table);
    await store.put(EVENT, ["goma"]);
    const requests = watchRequests(client);

    await store.get(EVENT.id);

    expect(requests).toStrictEqual(["GetItem"]);
  });

  it("leaves the debts of a later version to that version", async () => {
    const { client, table } = await openTable("events");
    const store = new DynamoEventStore(client, table);
    const rival = new DynamoEventStore(client, table);
    const requests = watchRequests(client, (operation, position) => {
      const isThirdUpdate = operation === "BatchWriteItem" && position > 3;
      return isThirdUpdate ? "drop" : "send";
    });
    await store.put(EVENT, ["goma"]);

    await expect(rival.put({ ...EVENT, version: 2 }, ["beni"])).rejects.toMatchObject({ code: "E_STORE" });

    expect(requests.filter((operation) => operation === "BatchWriteItem")).toHaveLength(2);
  });
});

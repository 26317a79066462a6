import { describe, expect, it } from "vitest";
import { DynamoEventStore } from "../../../lambdas/adapters/dynamo/dynamo-event-store.ts";
import type { EventKeys } from "../../../lambdas/core/alerts/event.ts";
import { NOW, sampleEvent } from "../../support/samples.ts";
import { useDynalite } from "../../support/use-dynalite.ts";
import { watchRequests } from "../../support/watch-requests.ts";

const openTable = useDynalite();
const EVENT = sampleEvent();
const KEYS: EventKeys = {
  bands: Array.from({ length: 19 }, (_, index) => `b${index}.x`),
  features: ["e.goma", "e.m23", "e.adf", "e.beni", "n.kainama", "n.mukondi"],
};
const LOOKUP = { ...KEYS, since: NOW - 1, until: NOW + 1 };

describe("DynamoEventStore", () => {
  it("posts and writes a new event with two requests, a told one with one", async () => {
    const { client, table } = await openTable("events");
    const store = new DynamoEventStore(client, table);
    const requests = watchRequests(client);

    await store.put(EVENT, KEYS);
    await store.put({ ...EVENT, version: 2 });

    expect(requests).toStrictEqual(["BatchWriteItem", "PutItem", "PutItem"]);
  });

  it("finds by one request for all bands and one a feature, and reads what it found with one", async () => {
    const { client, table } = await openTable("events");
    const store = new DynamoEventStore(client, table);
    await store.put(EVENT, KEYS);
    const requests = watchRequests(client);

    const events = await store.getMany(await store.findIds(LOOKUP));

    expect(events).toStrictEqual([EVENT]);
    expect(requests.toSorted()).toStrictEqual(["BatchGetItem", "BatchGetItem", ...KEYS.features.map(() => "Query")]);
  });

  it.each(["BatchWriteItem", "PutItem"])(
    "never has an event that cannot be found, if its writer dies at %s",
    async (at) => {
      const { client, table } = await openTable("events");
      const store = new DynamoEventStore(client, table);
      watchRequests(client, (operation) => (operation === at ? "drop" : "send"));
      await expect(store.put(EVENT, KEYS)).rejects.toMatchObject({ code: "E_STORE" });
      client.middlewareStack.remove("watchRequests");
      const before = await store.getMany(await store.findIds(LOOKUP));

      const isWritten = await store.put(EVENT, KEYS);

      expect(before).toStrictEqual([]);
      expect(isWritten).toBe(true);
      expect(await store.getMany(await store.findIds(LOOKUP))).toStrictEqual([EVENT]);
    },
  );

  it("leaves alone an event that another worker wrote first, though both posted it", async () => {
    const { client, table } = await openTable("events");
    const store = new DynamoEventStore(client, table);
    await store.put(EVENT, KEYS);

    const isWritten = await store.put({ ...EVENT, title: "late" }, { bands: [], features: ["e.late"] });

    expect(isWritten).toBe(false);
    const found = await store.findIds({ ...LOOKUP, bands: [], features: ["e.late"] });
    expect(await store.getMany(found)).toStrictEqual([EVENT]);
  });
});

import { describe, expect, it } from "vitest";
import { DynamoMentionStore } from "../../../lambdas/adapters/dynamo/dynamo-mention-store.ts";
import { DAY_MS } from "../../../lambdas/core/time.ts";
import { hexOf, NOW, sampleMention } from "../../support/samples.ts";
import { useDynalite } from "../../support/use-dynalite.ts";
import { watchRequests } from "../../support/watch-requests.ts";

const openTable = useDynalite();
const FACET = sampleMention().facet;

describe("DynamoMentionStore", () => {
  it("reads a page within a month in one request, however much lies behind it", async () => {
    const { client, table } = await openTable("mentions");
    const store = new DynamoMentionStore(client, table);
    const mentions = Array.from({ length: 200 }, (_, number) =>
      sampleMention({ storyId: hexOf(number), firstSeenAt: NOW - number }),
    );
    await store.putAll(mentions);
    const requests = watchRequests(client);

    const page = await store.list({ facet: FACET, since: NOW - DAY_MS, until: NOW + 1, now: NOW, limit: 20 });

    expect(page.items).toHaveLength(20);
    expect(requests).toStrictEqual(["Query"]);
  });

  it("reads months that hold something and no others, over a span of any length", async () => {
    const { client, table } = await openTable("mentions");
    const store = new DynamoMentionStore(client, table);
    await store.putAll([2003, 2013, 2023].map((year) => sampleMention({ firstSeenAt: Date.UTC(year, 4, 15) })));
    const requests = watchRequests(client);

    const page = await store.list({ facet: FACET, since: 0, until: Date.UTC(9_999, 0), now: NOW, limit: 20 });

    expect(page.items).toHaveLength(3);
    expect(requests).toStrictEqual(["Query", "Query", "Query", "Query"]);
  });

  it("records a month once in a process", async () => {
    const { client, table } = await openTable("mentions");
    const store = new DynamoMentionStore(client, table);
    await store.putAll([sampleMention()]);
    const requests = watchRequests(client);

    await store.putAll(Array.from({ length: 25 }, (_, number) => sampleMention({ storyId: hexOf(number) })));

    expect(requests).toStrictEqual(["BatchWriteItem"]);
  });

  it("records a month again when the first time failed", async () => {
    const { client, table } = await openTable("mentions");
    const store = new DynamoMentionStore(client, table);
    watchRequests(client, (_, position) => (position === 0 ? "drop" : "send"));
    await expect(store.putAll([sampleMention()])).rejects.toMatchObject({ code: "E_STORE" });

    await store.putAll([sampleMention()]);

    const page = await store.list({ facet: FACET, since: 0, until: NOW + 1, now: NOW, limit: 20 });
    expect(page.items).toStrictEqual([sampleMention()]);
  });
});

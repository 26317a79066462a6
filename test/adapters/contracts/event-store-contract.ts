import { describe, expect, it } from "vitest";
import type { EventKeys } from "../../../lambdas/core/alerts/event.ts";
import { type EventStore, MAX_EVENTS_PER_FEATURE } from "../../../lambdas/core/ports.ts";
import { hexOf, NOW, sampleEvent } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

const ID = sampleEvent().id;
const [E1, E2, E3] = [hexOf(0xe1), hexOf(0xe2), hexOf(0xe3)];

const HOUR = 3_600_000;

function under(...features: readonly string[]): EventKeys {
  return { bands: [], features };
}

function band(...bands: readonly string[]): EventKeys {
  return { bands, features: [] };
}

/** Looks around the time of the samples. */
function find(store: EventStore, keys: EventKeys): Promise<readonly string[]> {
  return store.findIds({ ...keys, since: NOW - HOUR, until: NOW + HOUR });
}

/** What every EventStore promises. @param subject - opens an empty store */
export function describeEventStore(subject: ContractSubject<EventStore>): void {
  describe(`EventStore on ${subject.name}`, () => {
    it("writes a first version and gives it back whole", async () => {
      const store = await subject.open();

      const isWritten = await store.put(sampleEvent(), under("goma"));

      expect(isWritten).toBe(true);
      expect(await store.get(ID)).toStrictEqual(sampleEvent());
    });

    it("knows nothing of an event that was never put", async () => {
      const store = await subject.open();

      const [event, ids] = [await store.get(ID), await find(store, { bands: ["b0.x"], features: ["goma"] })];

      expect(event).toBeUndefined();
      expect(ids).toStrictEqual([]);
    });

    it("writes the next version over the one before", async () => {
      const store = await subject.open();
      const next = sampleEvent({ version: 2, title: "Two outlets tell it", outlets: ["Kivu Courier", "Info Lacs"] });
      await store.put(sampleEvent(), under("goma"));

      const isWritten = await store.put(next, under("goma"));

      expect(isWritten).toBe(true);
      expect(await store.get(ID)).toStrictEqual(next);
    });

    it.each([0, 1, 2, 4])("changes nothing when version %i is put after version 2", async (version) => {
      const store = await subject.open();
      await store.put(sampleEvent());
      await store.put(sampleEvent({ version: 2, title: "second" }), under("goma"));

      const isWritten = await store.put(sampleEvent({ version, title: "other" }), under("rutshuru"));

      expect(isWritten).toBe(false);
      expect((await store.get(ID))?.title).toBe("second");
      expect(await find(store, under("goma"))).toStrictEqual([ID]);
    });

    it("takes no later version of an event that is not there", async () => {
      const store = await subject.open();

      const isWritten = await store.put(sampleEvent({ version: 2 }), under("goma"));

      expect(isWritten).toBe(false);
      expect(await store.get(ID)).toBeUndefined();
    });

    it.each([1, 2])("lets exactly one of several puts of version %i at once win", async (version) => {
      const store = await subject.open();
      if (version === 2) await store.put(sampleEvent());
      const rivals = ["a", "b", "c", "d"].map((title) => sampleEvent({ version, title }));

      const wins = await Promise.all(rivals.map((event) => store.put(event, under(event.title))));

      expect(wins.filter(Boolean)).toHaveLength(1);
      const winner = rivals[wins.indexOf(true)]?.title;
      expect((await store.get(ID))?.title).toBe(winner);
      expect(await find(store, under(winner ?? "none"))).toStrictEqual([ID]);
    });

    it("finds events under any of the keys, each once, in the order of the keys", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1 }), under("goma", "m23"));
      await store.put(sampleEvent({ id: E2 }), under("m23"));
      await store.put(sampleEvent({ id: E3 }), under("beni"));

      const ids = await find(store, under("beni", "goma", "nowhere", "m23", "goma"));

      expect(ids).toStrictEqual([E3, E1, E2]);
    });

    it("names the newest event first within a key", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1, createdAt: NOW - 10 }), under("m23"));
      await store.put(sampleEvent({ id: E2, createdAt: NOW }), under("m23"));
      await store.put(sampleEvent({ id: E3, createdAt: NOW - 20 }), under("m23"));

      const ids = await find(store, under("m23"));

      expect(ids).toStrictEqual([E2, E1, E3]);
    });

    it("finds only events that began within the time asked for, its ends included", async () => {
      const store = await subject.open();
      const times = [NOW - 11, NOW - 10, NOW, NOW + 10, NOW + 11];
      for (const createdAt of times) {
        const keys = { bands: [`b${createdAt}`], features: ["m23"] };
        await store.put(sampleEvent({ id: hexOf(createdAt), createdAt }), keys);
      }

      const range = { since: NOW - 10, until: NOW + 10 };
      const byFeature = await store.findIds({ ...under("m23"), ...range });
      const byBand = await store.findIds({ ...band(...times.map((at) => `b${at}`)), ...range });

      expect(byFeature).toStrictEqual([NOW + 10, NOW, NOW - 10].map((at) => hexOf(at)));
      expect(byBand).toStrictEqual([NOW - 10, NOW, NOW + 10].map((at) => hexOf(at)));
    });

    it("finds under a band the event that was posted there last, before those of features", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1 }), { bands: ["b0.x", "b1.y"], features: ["goma"] });
      await store.put(sampleEvent({ id: E2 }), band("b0.x"));
      await store.put(sampleEvent({ id: E3 }), under("goma", "b1.y"));

      const ids = await find(store, { bands: ["b1.y", "b0.x", "b1.y", "b2.z"], features: ["goma"] });

      expect(ids.slice(0, 2)).toStrictEqual([E1, E2]);
      expect(ids.slice(2)).toStrictEqual([E3]);
    });

    it("names under one feature no more than the newest hundred", async () => {
      const store = await subject.open();
      const minutes = Array.from({ length: MAX_EVENTS_PER_FEATURE + 2 }, (_, minute) => minute);
      for (const minute of minutes) {
        await store.put(sampleEvent({ id: hexOf(minute), createdAt: NOW - minute * 1_000 }), under("m23"));
      }

      const ids = await find(store, under("m23"));

      expect(ids).toStrictEqual(minutes.slice(0, MAX_EVENTS_PER_FEATURE).map((minute) => hexOf(minute)));
    });

    it("reads several events at once, each once, without those that are missing", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1 }));
      await store.put(sampleEvent({ id: E2 }));

      const [events, none] = [await store.getMany([E2, E3, E1, E2]), await store.getMany([])];

      expect(events.map(({ id }) => id).sort()).toStrictEqual([E1, E2]);
      expect(events).toContainEqual(sampleEvent({ id: E1 }));
      expect(none).toStrictEqual([]);
    });

    it("takes more postings than one request can carry, a key as band and as feature, one of them twice", async () => {
      const store = await subject.open();
      const keys = Array.from({ length: 60 }, (_, number) => `band#${number}`);
      await store.put(sampleEvent(), under(...keys, "band#0"));

      const found = await Promise.all(keys.map((key) => find(store, under(key))));

      expect(found).toStrictEqual(keys.map(() => [ID]));
    });

    it("keeps a posting apart from an event of the same name", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1 }), under(E2));

      const [event, posted, own] = [await store.get(E2), await find(store, under(E2)), await find(store, under(E1))];

      expect(event).toBeUndefined();
      expect(posted).toStrictEqual([E1]);
      expect(own).toStrictEqual([]);
    });

    it("gives back an event of 200 stories", async () => {
      const store = await subject.open();
      const stories = Array.from({ length: 200 }, (_, number) => ({
        storyId: hexOf(number),
        contentHash: hexOf(number, 16),
        title: `${"Goma : le M23 attaque ".repeat(20)}${number}`,
        url: `https://kivu-courier.example/${"a".repeat(200)}/${number}`,
        source: `Outlet ${number}`,
        publishedAt: NOW,
        decision: { kind: "folded" as const, reason: "told already", at: NOW, eventId: ID },
      }));
      await store.put(sampleEvent({ stories }));

      const event = await store.get(ID);

      expect(event?.stories).toStrictEqual(stories);
    });
  });
}

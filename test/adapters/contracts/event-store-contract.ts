import { describe, expect, it } from "vitest";
import type { EventStore } from "../../../lambdas/core/ports.ts";
import { hexOf, NOW, sampleEvent } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

const ID = sampleEvent().id;
const [E1, E2, E3] = [hexOf(0xe1), hexOf(0xe2), hexOf(0xe3)];

/** What every EventStore promises. @param subject - opens an empty store */
export function describeEventStore(subject: ContractSubject<EventStore>): void {
  describe(`EventStore on ${subject.name}`, () => {
    it("writes a first version and gives it back whole", async () => {
      const store = await subject.open();

      const isWritten = await store.put(sampleEvent(), ["goma"]);

      expect(isWritten).toBe(true);
      expect(await store.get(ID)).toStrictEqual(sampleEvent());
    });

    it("knows nothing of an event that was never put", async () => {
      const store = await subject.open();

      const [event, ids] = [await store.get(ID), await store.findIds(["goma"], NOW)];

      expect(event).toBeUndefined();
      expect(ids).toStrictEqual([]);
    });

    it("writes the next version over the one before", async () => {
      const store = await subject.open();
      const next = sampleEvent({ version: 2, title: "Two outlets tell it", outlets: ["Kivu Courier", "Info Lacs"] });
      await store.put(sampleEvent(), ["goma"]);

      const isWritten = await store.put(next, ["goma"]);

      expect(isWritten).toBe(true);
      expect(await store.get(ID)).toStrictEqual(next);
    });

    it.each([0, 1, 2, 4])("changes nothing when version %i is put after version 2", async (version) => {
      const store = await subject.open();
      await store.put(sampleEvent(), []);
      await store.put(sampleEvent({ version: 2, title: "second" }), ["goma"]);

      const isWritten = await store.put(sampleEvent({ version, title: "other" }), ["rutshuru"]);

      expect(isWritten).toBe(false);
      expect((await store.get(ID))?.title).toBe("second");
      expect(await store.findIds(["rutshuru"], NOW)).toStrictEqual([]);
    });

    it("takes no later version of an event that is not there", async () => {
      const store = await subject.open();

      const isWritten = await store.put(sampleEvent({ version: 2 }), ["goma"]);

      expect(isWritten).toBe(false);
      expect(await store.get(ID)).toBeUndefined();
    });

    it.each([1, 2])("lets exactly one of several puts of version %i at once win", async (version) => {
      const store = await subject.open();
      if (version === 2) await store.put(sampleEvent(), []);
      const rivals = ["a", "b", "c", "d"].map((title) => sampleEvent({ version, title }));

      const wins = await Promise.all(rivals.map((event) => store.put(event, [event.title])));

      expect(wins.filter(Boolean)).toHaveLength(1);
      const winner = rivals[wins.indexOf(true)]?.title;
      expect((await store.get(ID))?.title).toBe(winner);
      const posted = await Promise.all(rivals.map(({ title }) => store.findIds([title], NOW)));
      expect(posted.map((ids) => ids.length === 1)).toStrictEqual(wins);
    });

    it("finds events under any of the keys, each once, in the order of the keys", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1 }), ["goma", "m23"]);
      await store.put(sampleEvent({ id: E2 }), ["m23"]);
      await store.put(sampleEvent({ id: E3 }), ["beni"]);

      const ids = await store.findIds(["beni", "goma", "nowhere", "m23", "goma"], NOW);

      expect(ids).toStrictEqual([E3, E1, E2]);
    });

    it("names the newest event first within a key", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1, createdAt: NOW - 10 }), ["m23"]);
      await store.put(sampleEvent({ id: E2, createdAt: NOW }), ["m23"]);
      await store.put(sampleEvent({ id: E3, createdAt: NOW - 20 }), ["m23"]);

      const ids = await store.findIds(["m23"], NOW);

      expect(ids).toStrictEqual([E2, E1, E3]);
    });

    it("finds no event once its time has passed, and finds it longer when a later version extends it", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1, expiresAt: NOW }), ["m23"]);
      await store.put(sampleEvent({ id: E2, expiresAt: NOW }), ["m23"]);
      await store.put(sampleEvent({ id: E2, version: 2, expiresAt: NOW + 60_000 }), ["m23"]);

      const [onTime, after] = [await store.findIds(["m23"], NOW), await store.findIds(["m23"], NOW + 1)];

      expect(onTime).toStrictEqual([E2, E1]);
      expect(after).toStrictEqual([E2]);
    });

    it("takes more postings than one request can carry, one of them twice", async () => {
      const store = await subject.open();
      const keys = Array.from({ length: 60 }, (_, number) => `band#${number}`);
      await store.put(sampleEvent(), [...keys, "band#0"]);

      const found = await Promise.all(keys.map((key) => store.findIds([key], NOW)));

      expect(found).toStrictEqual(keys.map(() => [ID]));
    });

    it("keeps a posting apart from an event of the same name", async () => {
      const store = await subject.open();
      await store.put(sampleEvent({ id: E1 }), [E2]);

      const [event, posted, own] = [
        await store.get(E2),
        await store.findIds([E2], NOW),
        await store.findIds([E1], NOW),
      ];

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
      await store.put(sampleEvent({ stories }), []);

      const event = await store.get(ID);

      expect(event?.stories).toStrictEqual(stories);
    });
  });
}

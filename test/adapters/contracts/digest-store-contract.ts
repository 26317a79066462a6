import { describe, expect, it } from "vitest";
import { type DigestEntry, entryKey } from "../../../lambdas/core/alerts/digest.ts";
import type { DigestStore } from "../../../lambdas/core/ports.ts";
import { hexOf, NOW } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

function entry(number: number, more: Partial<DigestEntry> = {}): DigestEntry {
  return {
    dueAt: NOW,
    heldAt: NOW - 1_000,
    storyId: hexOf(number),
    contentHash: hexOf(number, 16),
    eventId: hexOf(0xe1),
    severity: "medium",
    title: `Story ${number}`,
    url: "https://courier.example/1",
    source: "Courier",
    lang: "fr",
    country: "CD",
    publishedAt: NOW - 2_000,
    rules: ["m23"],
    places: ["place.north-kivu", "place.goma"],
    groups: [],
    themes: [],
    ...more,
  };
}

/** What every DigestStore promises. @param subject - opens an empty store */
export function describeDigestStore(subject: ContractSubject<DigestStore>): void {
  describe(`DigestStore on ${subject.name}`, () => {
    it("gives back what was held, window by window, each entry once and in order", async () => {
      const store = await subject.open();
      for (const number of [2, 1, 2]) await store.hold(entry(number));
      await store.hold(entry(3, { dueAt: NOW + 1 }));

      const [window, other, empty] = [await store.read(NOW), await store.read(NOW + 1), await store.read(NOW + 2)];

      expect(window).toStrictEqual({ entries: [entry(1), entry(2)], seals: [] });
      expect(other.entries).toStrictEqual([entry(3, { dueAt: NOW + 1 })]);
      expect(empty).toStrictEqual({ entries: [], seals: [] });
    });

    it("keeps an entry as it was first held", async () => {
      const store = await subject.open();
      await store.hold(entry(1));

      await store.hold(entry(1, { title: "other", heldAt: NOW }));

      expect((await store.read(NOW)).entries).toStrictEqual([entry(1)]);
    });

    it("opens a window with what is held for it, the oldest first, until it is closed", async () => {
      const store = await subject.open();
      await store.hold(entry(2, { dueAt: NOW + 60_000 }));
      await store.hold(entry(1));

      const open = await store.listOpen();
      const closed = await Promise.all(open.slice(0, 1).map((window) => store.close(window)));

      expect(open.map(({ dueAt }) => dueAt)).toStrictEqual([NOW, NOW + 60_000]);
      expect(closed).toStrictEqual([true]);
      expect((await store.listOpen()).map(({ dueAt }) => dueAt)).toStrictEqual([NOW + 60_000]);
      expect((await store.read(NOW)).entries).toStrictEqual([entry(1)]);
    });

    it("leaves a window open when something was held for it since it was listed", async () => {
      const store = await subject.open();
      await store.hold(entry(1));
      const [before] = await store.listOpen();
      await store.hold(entry(2));

      const isClosed = before && (await store.close(before));

      expect(isClosed).toBe(false);
      expect(await store.listOpen()).toHaveLength(1);
    });

    it("opens a closed window again for whatever comes late", async () => {
      const store = await subject.open();
      await store.hold(entry(1));
      for (const window of await store.listOpen()) await store.close(window);

      await store.hold(entry(1));

      expect((await store.listOpen()).map(({ dueAt }) => dueAt)).toStrictEqual([NOW]);
    });

    it("has no open window before anything was held", async () => {
      const store = await subject.open();

      expect(await store.listOpen()).toStrictEqual([]);
      expect(await store.close({ dueAt: NOW, mark: "x" })).toBe(false);
    });

    it("seals each number once and marks it sent", async () => {
      const store = await subject.open();
      await store.hold(entry(1));
      const seal = { dueAt: NOW, sealedAt: NOW + 5, keys: [entryKey(entry(1))] };

      const sealed = [
        await store.seal({ ...seal, number: 2 }),
        await store.seal({ ...seal, number: 1 }),
        await store.seal({ ...seal, number: 1, keys: [] }),
      ];
      await store.markSent(NOW, 1, NOW + 9);
      await store.markSent(NOW, 7, NOW + 9);

      expect(sealed).toStrictEqual([true, true, false]);
      expect(await store.read(NOW)).toStrictEqual({
        entries: [entry(1)],
        seals: [
          { ...seal, number: 1, sentAt: NOW + 9 },
          { ...seal, number: 2 },
        ],
      });
    });
  });
}

import { describe, expect, it } from "vitest";
import type { Silence } from "../../../lambdas/core/alerts/silence.ts";
import type { SilenceStore } from "../../../lambdas/core/ports.ts";
import { hexOf, NOW } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

function silence(number: number, more: Partial<Silence> = {}): Silence {
  return {
    id: hexOf(number, 12),
    target: { kind: "place", id: "place.goma" },
    why: "planned exercise",
    by: "Amina",
    createdAt: NOW - 60_000,
    until: NOW + 60_000,
    ...more,
  };
}

/** What every SilenceStore promises. @param subject - opens an empty store */
export function describeSilenceStore(subject: ContractSubject<SilenceStore>): void {
  describe(`SilenceStore on ${subject.name}`, () => {
    it("gives a silence back whole while it is in force, and keeps it when it is over", async () => {
      const store = await subject.open();

      const isAdded = await store.add(silence(1));

      expect(isAdded).toBe(true);
      expect(await store.listActive(NOW)).toStrictEqual([silence(1)]);
      expect(await store.listActive(NOW + 60_000)).toStrictEqual([]);
      expect(await store.list(10)).toStrictEqual([silence(1)]);
    });

    it("is in force from its beginning to just before its end", async () => {
      const store = await subject.open();
      await store.add(silence(1, { createdAt: NOW, until: NOW + 10 }));

      const counts = await Promise.all([-1, 0, 9, 10, 11].map((ms) => store.listActive(NOW + ms)));

      expect(counts.map((silences) => silences.length)).toStrictEqual([0, 1, 1, 0, 0]);
    });

    it("adds no second silence of the same id", async () => {
      const store = await subject.open();
      await store.add(silence(1));

      const isAdded = await store.add(silence(1, { why: "another reason" }));

      expect(isAdded).toBe(false);
      expect(await store.list(10)).toStrictEqual([silence(1)]);
    });

    it("lists those that end last first, and no more than asked for", async () => {
      const store = await subject.open();
      for (const number of [1, 3, 2, 4]) await store.add(silence(number, { until: NOW + number * 1_000 }));

      const silences = await store.list(3);

      expect(silences.map(({ id }) => id)).toStrictEqual([hexOf(4, 12), hexOf(3, 12), hexOf(2, 12)]);
    });

    it("lifts a silence once, and keeps it with who lifted it", async () => {
      const store = await subject.open();
      await store.add(silence(1));
      await store.add(silence(2, { until: NOW + 90_000 }));

      const lifted = await store.lift(hexOf(1, 12), "Bahati", NOW);
      const again = await store.lift(hexOf(1, 12), "Chantal", NOW + 1);

      expect(lifted).toStrictEqual({ ...silence(1), lifted: { by: "Bahati", at: NOW } });
      expect(again).toBeUndefined();
      expect((await store.listActive(NOW)).map(({ id }) => id)).toStrictEqual([hexOf(2, 12)]);
      expect((await store.list(10))[1]?.lifted).toStrictEqual({ by: "Bahati", at: NOW });
    });

    it("lifts none that is over or was never there", async () => {
      const store = await subject.open();
      await store.add(silence(1));

      const [over, unknown] = [
        await store.lift(hexOf(1, 12), "Bahati", NOW + 60_000),
        await store.lift(hexOf(9, 12), "Bahati", NOW),
      ];

      expect([over, unknown]).toStrictEqual([undefined, undefined]);
      expect(await store.list(10)).toStrictEqual([silence(1)]);
    });
  });
}

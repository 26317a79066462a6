import { describe, expect, it } from "vitest";
import type { HealthRecord } from "../../../lambdas/core/feeds/judge-health.ts";
import type { HealthRecordStore } from "../../../lambdas/core/ports.ts";
import { hexOf, NOW } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

function record(version: number, more: Partial<HealthRecord> = {}): HealthRecord {
  return { version, ill: { [hexOf(1, 16)]: "failing", "lang#sw": "silent" }, ...more };
}

/** With everything that a record may hold. */
const WHOLE = record(1, {
  outage: { since: NOW, fell: 2, ill: { [hexOf(2, 16)]: "late" } },
  pending: {
    id: hexOf(7),
    kind: "outage-over",
    at: NOW,
    since: NOW - 60_000,
    worsened: [{ name: "Radio", url: "https://radio.example/", from: "healthy", to: "late", detail: "timeout" }],
    recovered: [{ name: "language sw", from: "silent", to: "healthy" }],
    counts: { worsened: 1, recovered: 1, ill: 1, feeds: 9 },
  },
});

/** What every HealthRecordStore promises. @param subject - opens an empty store */
export function describeHealthRecordStore(subject: ContractSubject<HealthRecordStore>): void {
  describe(`HealthRecordStore on ${subject.name}`, () => {
    it("holds nothing at first, then the record whole", async () => {
      const store = await subject.open();
      const before = await store.read();

      const isWritten = await store.write(WHOLE);

      expect(before).toBeUndefined();
      expect(isWritten).toBe(true);
      expect(await store.read()).toEqual(WHOLE);
    });

    it("takes the next version only", async () => {
      const store = await subject.open();
      await store.write(record(1));

      const written = [
        await store.write(record(1, { ill: {} })),
        await store.write(record(3)),
        await store.write(record(2)),
      ];

      expect(written).toEqual([false, false, true]);
      expect(await store.read()).toEqual(record(2));
    });

    it("of two writers at once lets one win", async () => {
      const store = await subject.open();
      await store.write(record(1));

      const written = await Promise.all([store.write(record(2)), store.write(record(2))]);

      expect([...written].sort()).toEqual([false, true]);
    });
  });
}

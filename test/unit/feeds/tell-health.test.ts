import { beforeEach, describe, expect, it } from "vitest";
import { MemoryFeedStore } from "../../../lambdas/adapters/memory/memory-feed-store.ts";
import { MemoryHealthRecordStore } from "../../../lambdas/adapters/memory/memory-health-record-store.ts";
import { NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import type { HealthNotice } from "../../../lambdas/core/feeds/health-notice.ts";
import { isHealthMinute, tellHealth } from "../../../lambdas/core/feeds/tell-health.ts";
import type { HealthRecordStore } from "../../../lambdas/core/ports.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";

const NOW = Date.parse("2026-11-24T10:10:00Z");

let feeds: MemoryFeedStore;
let records: MemoryHealthRecordStore;
let sent: HealthNotice[];

beforeEach(async () => {
  feeds = new MemoryFeedStore();
  records = new MemoryHealthRecordStore();
  sent = [];
  for (const id of ["a", "b"]) await feeds.register(feedSpec({ id, url: `https://${id}.example/feed` }));
});

async function setFailures(id: string, failures: number): Promise<void> {
  const good = { firstGoodAt: NOW - HOUR_MS, lastGoodAt: NOW, lastNewAt: NOW };
  await feeds.saveState(id, { intervalMinutes: 15, isGone: false }, { ...NEW_FEED_STATE, ...good, failures });
}

const operations = {
  publishNotice: async (notice: HealthNotice) => {
    sent.push(notice);
  },
};

function deps() {
  return { feeds, records: records as HealthRecordStore, operations, configuredIds: new Set(["a", "b"]) };
}

describe("telling operators of the feeds' health", () => {
  it("sends a notice when a feed falls ill, one when it recovers, and nothing between", async () => {
    for (const failures of [0, 3, 4, 5, 0, 0]) {
      await setFailures("a", failures);
      await tellHealth(deps(), NOW);
    }

    expect(sent.map(({ counts }) => [counts.worsened, counts.recovered])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it("writes nothing while nothing changes", async () => {
    let writes = 0;
    const counting = {
      read: () => records.read(),
      write: (record: Parameters<HealthRecordStore["write"]>[0]) => {
        writes += 1;
        return records.write(record);
      },
    };
    await setFailures("a", 3);
    await tellHealth({ ...deps(), records: counting }, NOW);
    const before = writes;

    await tellHealth({ ...deps(), records: counting }, NOW + HOUR_MS);

    expect([before, writes]).toEqual([2, 2]);
  });

  it("looks at configured feeds only", async () => {
    await setFailures("b", 3);

    await tellHealth({ ...deps(), configuredIds: new Set(["a"]) }, NOW);

    expect(sent).toEqual([]);
  });

  it.each([0, 1, 2, 3])(
    "that dies at step %i is finished by the next run, under the same id at most twice",
    async (at) => {
      await setFailures("a", 3);
      let step = 0;
      const dies = <A extends readonly unknown[], T>(call: (...args: A) => Promise<T>) => {
        return async (...args: A): Promise<T> => {
          if (step++ === at) throw new Error("died");
          return call(...args);
        };
      };
      const dying = {
        ...deps(),
        records: {
          read: dies(() => records.read()),
          write: dies((record) => records.write(record)),
        } as HealthRecordStore,
        operations: { publishNotice: dies(operations.publishNotice) },
      };
      await expect(tellHealth(dying, NOW)).rejects.toThrow("died");

      for (const minutes of [30, 60]) await tellHealth(deps(), NOW + minutes * MINUTE_MS);

      expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
      expect(sent).toHaveLength(at === 3 ? 2 : 1);
      expect(sent[0]).toMatchObject({ worsened: [{ name: "Courier", from: "healthy", to: "failing" }] });
    },
  );

  it("in two runs at once sends one notice", async () => {
    await setFailures("a", 3);

    await Promise.all([tellHealth(deps(), NOW), tellHealth(deps(), NOW)]);

    expect(sent).toHaveLength(1);
  });
});

describe("the minutes of looking", () => {
  it("are two an hour, half an hour apart, and not those of the ledger", () => {
    const minutes = Array.from({ length: 60 }, (_, minute) => minute).filter((minute) =>
      isHealthMinute(Date.UTC(2026, 10, 24, 9, minute, 31)),
    );

    expect(minutes).toEqual([10, 40]);
  });
});

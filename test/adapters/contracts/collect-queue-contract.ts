import { describe, expect, it } from "vitest";
import type { CollectQueue, FeedBatch } from "../../../lambdas/core/ports.ts";
import type { ContractSubject } from "./contract-subject.ts";

/** A queue and the other end of it. */
export interface CollectQueueProbe {
  readonly queue: CollectQueue;
  /** what a collector would receive, in no order */
  receiveAll(): Promise<readonly FeedBatch[]>;
}

/** What every CollectQueue promises. @param subject - opens an empty queue */
export function describeCollectQueue(subject: ContractSubject<CollectQueueProbe>): void {
  describe(`CollectQueue on ${subject.name}`, () => {
    it("delivers every batch whole", async () => {
      const { queue, receiveAll } = await subject.open();

      await queue.sendAll([{ feedIds: ["a", "b"] }, { feedIds: ["c"] }]);

      expect(inOrder(await receiveAll())).toStrictEqual([{ feedIds: ["a", "b"] }, { feedIds: ["c"] }]);
    });

    it("sends nothing for nothing", async () => {
      const { queue, receiveAll } = await subject.open();

      await queue.sendAll([]);

      expect(await receiveAll()).toStrictEqual([]);
    });

    it("takes more batches than one request can carry", async () => {
      const { queue, receiveAll } = await subject.open();
      const batches = Array.from({ length: 37 }, (_, number) => ({ feedIds: [`feed-${1_000 + number}`] }));

      await queue.sendAll(batches);

      expect(inOrder(await receiveAll())).toStrictEqual(batches);
    });

    it("takes ten batches that are too large for one request together", async () => {
      const { queue, receiveAll } = await subject.open();
      const batches = Array.from({ length: 10 }, (_, number) => ({
        feedIds: Array.from({ length: 2_000 }, (_unused, feed) => `${number}-${String(feed).padStart(16, "0")}`),
      }));

      await queue.sendAll(batches);

      expect(inOrder(await receiveAll())).toStrictEqual(batches);
    });
  });
}

function inOrder(batches: readonly FeedBatch[]): readonly FeedBatch[] {
  return [...batches].sort((a, b) => ((a.feedIds[0] ?? "") < (b.feedIds[0] ?? "") ? -1 : 1));
}

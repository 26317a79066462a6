import type { CollectQueue, FeedBatch } from "../../core/ports.ts";

/** A queue in memory, for tests and dry runs: what was sent is there to be read. */
export class MemoryCollectQueue implements CollectQueue {
  readonly #sent: FeedBatch[] = [];

  /** In the order sent. */
  get sent(): readonly FeedBatch[] {
    return this.#sent;
  }

  async sendAll(batches: readonly FeedBatch[]): Promise<void> {
    this.#sent.push(...batches);
  }
}

import type { Alert } from "../../core/alerts/alert.ts";
import type { Digest } from "../../core/alerts/digest.ts";
import type { AlertPublisher, DigestPublisher } from "../../core/ports.ts";

/** A publisher in memory, for tests and dry runs: what was published is there to be read. */
export class MemoryAlertPublisher implements AlertPublisher, DigestPublisher {
  readonly #published: Alert[] = [];
  readonly #digests: Digest[] = [];

  /** In the order published. */
  get published(): readonly Alert[] {
    return this.#published;
  }

  /** In the order published. */
  get digests(): readonly Digest[] {
    return this.#digests;
  }

  async publishDigest(digest: Digest): Promise<void> {
    this.#digests.push(digest);
  }

  async publish(alert: Alert): Promise<void> {
    this.#published.push(alert);
  }
}

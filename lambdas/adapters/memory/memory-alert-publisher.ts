import type { Alert } from "../../core/alerts/alert.ts";
import type { AlertPublisher } from "../../core/ports.ts";

/** A publisher in memory, for tests and dry runs: what was published is there to be read. */
export class MemoryAlertPublisher implements AlertPublisher {
  readonly #published: Alert[] = [];

  /** In the order published. */
  get published(): readonly Alert[] {
    return this.#published;
  }

  async publish(alert: Alert): Promise<void> {
    this.#published.push(alert);
  }
}

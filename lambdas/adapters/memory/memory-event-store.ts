import type { NewsEvent } from "../../core/alerts/event.ts";
import type { EventStore } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";
import { isExpired, wholeSecondExpiry } from "../dynamo/expiry.ts";

/** Events and their postings in memory, for tests and dry runs. */
export class MemoryEventStore implements EventStore {
  readonly #events = new Map<string, NewsEvent>();
  /** by key, then by event, the event as it was when it was posted there */
  readonly #postings = new Map<string, Map<string, NewsEvent>>();

  async get(id: string): Promise<NewsEvent | undefined> {
    return this.#events.get(id);
  }

  async put(event: NewsEvent, postings: readonly string[]): Promise<boolean> {
    const storedVersion = this.#events.get(event.id)?.version ?? 0;
    if (storedVersion !== event.version - 1) return false;
    const stored = wholeSecondExpiry(event);
    this.#events.set(event.id, stored);
    for (const key of postings) {
      const posted = this.#postings.get(key) ?? new Map<string, NewsEvent>();
      posted.set(event.id, stored);
      this.#postings.set(key, posted);
    }
    return true;
  }

  async findIds(postings: readonly string[], now: EpochMs): Promise<readonly string[]> {
    const ids = new Set<string>();
    for (const key of postings) {
      const posted = [...(this.#postings.get(key)?.values() ?? [])];
      const alive = posted.filter(({ expiresAt }) => !isExpired(expiresAt, now));
      alive.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
      for (const { id } of alive) ids.add(id);
    }
    return [...ids];
  }
}

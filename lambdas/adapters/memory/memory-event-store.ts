import type { EventKeys, EventLookup, NewsEvent } from "../../core/alerts/event.ts";
import { type EventStore, MAX_EVENTS_PER_FEATURE } from "../../core/ports.ts";
import { wholeSecondExpiry } from "../dynamo/expiry.ts";

/** Events and their postings in memory, for tests and dry runs. */
export class MemoryEventStore implements EventStore {
  readonly #events = new Map<string, NewsEvent>();
  /** by key, the event that was posted there last, as it was then */
  readonly #bands = new Map<string, NewsEvent>();
  /** by key, then by event, the event as it was when it was posted there */
  readonly #features = new Map<string, Map<string, NewsEvent>>();

  async get(id: string): Promise<NewsEvent | undefined> {
    return this.#events.get(id);
  }

  async getMany(ids: readonly string[]): Promise<readonly NewsEvent[]> {
    return [...new Set(ids)].flatMap((id) => this.#events.get(id) ?? []);
  }

  async put(event: NewsEvent, { bands, features }: EventKeys = { bands: [], features: [] }): Promise<boolean> {
    const storedVersion = this.#events.get(event.id)?.version ?? 0;
    if (storedVersion !== event.version - 1) return false;
    this.#events.set(event.id, wholeSecondExpiry(event));
    for (const key of bands) this.#bands.set(key, event);
    for (const key of features) {
      const posted = this.#features.get(key) ?? new Map<string, NewsEvent>();
      posted.set(event.id, event);
      this.#features.set(key, posted);
    }
    return true;
  }

  async findIds({ bands, features, since, until }: EventLookup): Promise<readonly string[]> {
    const isOfTime = ({ createdAt }: NewsEvent): boolean => createdAt >= since && createdAt <= until;
    const byBand = bands.flatMap((key) => this.#bands.get(key) ?? []).filter(isOfTime);
    const byFeature = features.flatMap((key) =>
      [...(this.#features.get(key)?.values() ?? [])]
        .filter(isOfTime)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
        .slice(0, MAX_EVENTS_PER_FEATURE),
    );
    return [...new Set([...byBand, ...byFeature].map(({ id }) => id))];
  }
}

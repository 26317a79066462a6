import {
  type Feed,
  type FeedSchedule,
  type FeedSpec,
  type FeedState,
  NEW_FEED_STATE,
  type RosterEntry,
} from "../../core/feeds/feed.ts";
import type { FeedStore } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";
import { type FeedStoreOptions, firstSchedule } from "../dynamo/first-schedule.ts";
import { StoreError } from "../dynamo/store-error.ts";

/** The registry of feeds in memory, for tests and dry runs. */
export class MemoryFeedStore implements FeedStore {
  readonly #feeds = new Map<string, Feed>();
  readonly #firstSchedule: FeedSchedule;
  #watermark: EpochMs | undefined;

  constructor(options: FeedStoreOptions = {}) {
    this.#firstSchedule = firstSchedule(options);
  }

  async register(spec: FeedSpec): Promise<boolean> {
    const known = this.#feeds.get(spec.id);
    const { schedule, state } = known ?? { schedule: this.#firstSchedule, state: NEW_FEED_STATE };
    this.#feeds.set(spec.id, { ...spec, schedule, state });
    return known === undefined;
  }

  async getMany(ids: readonly string[]): Promise<readonly Feed[]> {
    return ids.flatMap((id) => this.#feeds.get(id) ?? []);
  }

  async listRoster(): Promise<readonly RosterEntry[]> {
    const feeds = await this.list();
    return feeds.map(({ id, url, schedule }) => ({ id, url, schedule }));
  }

  async list(): Promise<readonly Feed[]> {
    return [...this.#feeds.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async saveState(id: string, schedule: FeedSchedule, state: FeedState): Promise<void> {
    const feed = this.#feeds.get(id);
    if (!feed) throw new StoreError("memory", `saving the state of feed ${id}`, "no feed of that id is registered");
    this.#feeds.set(id, { ...feed, schedule, state });
  }

  async getWatermark(): Promise<EpochMs | undefined> {
    return this.#watermark;
  }

  async setWatermark(at: EpochMs): Promise<void> {
    this.#watermark = at;
  }
}

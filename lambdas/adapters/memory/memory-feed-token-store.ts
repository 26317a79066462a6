import type { FeedToken } from "../../core/archive/feed-token.ts";
import type { FeedTokenStore } from "../../core/ports.ts";
import type { EpochMs } from "../../core/time.ts";

/** Feed tokens in memory, for tests. */
export class MemoryFeedTokenStore implements FeedTokenStore {
  readonly #tokens = new Map<string, FeedToken>();

  async add(token: FeedToken): Promise<boolean> {
    if (this.#tokens.has(token.id)) return false;
    this.#tokens.set(token.id, token);
    return true;
  }

  async get(id: string): Promise<FeedToken | undefined> {
    return this.#tokens.get(id);
  }

  async list(limit: number): Promise<readonly FeedToken[]> {
    return [...this.#tokens.values()].slice(0, limit);
  }

  async revoke(id: string, by: string, at: EpochMs): Promise<FeedToken | undefined> {
    const token = this.#tokens.get(id);
    if (token === undefined || token.revoked !== undefined) return undefined;
    const revoked = { ...token, revoked: { by, at } };
    this.#tokens.set(id, revoked);
    return revoked;
  }
}

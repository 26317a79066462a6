import type { MentionQuery, MentionStore, Page } from "../../core/ports.ts";
import type { Mention } from "../../core/stories/mention.ts";
import { isExpired, wholeSecondExpiry } from "../dynamo/expiry.ts";
import { decodeCursor, encodeCursor } from "../dynamo/mention-cursor.ts";
import { mentionKey } from "../dynamo/mention-key.ts";
import { assertPageLimit } from "../dynamo/page-limit.ts";

/** Mentions in memory, for tests and dry runs. */
export class MemoryMentionStore implements MentionStore {
  readonly #mentions = new Map<string, Mention>();

  async putAll(mentions: readonly Mention[]): Promise<void> {
    for (const mention of mentions) this.#mentions.set(placeOf(mention), wholeSecondExpiry(mention));
  }

  async list(query: MentionQuery): Promise<Page<Mention>> {
    assertPageLimit(query.limit);
    const after = query.after === undefined ? undefined : decodeCursor(query.after, query).at;
    const found = [...this.#mentions.values()]
      .filter(({ facet, firstSeenAt, expiresAt }) => {
        const isInSpan = firstSeenAt >= query.since && firstSeenAt < query.until;
        return facet === query.facet && isInSpan && !isExpired(expiresAt, query.now);
      })
      .map((mention) => ({ mention, key: mentionKey(mention) }))
      .filter(({ key }) => after === undefined || key.at < after)
      .sort((a, b) => (a.key.at < b.key.at ? 1 : -1));
    const page = found.slice(0, query.limit);
    const items = page.map(({ mention }) => mention);
    const last = page.at(-1);
    return found.length > page.length && last ? { items, next: encodeCursor(last.key) } : { items };
  }
}

function placeOf(mention: Mention): string {
  const { bucket, at } = mentionKey(mention);
  return JSON.stringify([bucket, at]);
}

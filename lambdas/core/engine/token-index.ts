/**
 * Where each word stands in a story, for the few stories that some rule looks at closely. Built when it is first asked,
 * in arrays that are used again; linear, for the hash cannot be foreseen by who wrote the text.
 */
import { shiftFor } from "./lookup-table.ts";
import type { StoryTokens } from "./story-tokens.ts";
import { spreadToken } from "./token-hash.ts";

/** No further token. */
export const NONE = -1;

export class TokenIndex {
  /** the next token of the same hash, or {@link NONE} */
  next = new Int32Array(1024);
  readonly #tokens: StoryTokens;
  #heads = new Int32Array(2048);
  /** the story in which a head was written; others are free */
  #stories = new Int32Array(2048);
  #story = 0;
  #shift = shiftFor(2048);
  #mask = 2047;

  constructor(tokens: StoryTokens) {
    this.#tokens = tokens;
  }

  /** @param story - number of the story, greater than any before */
  build(story: number): void {
    if (this.#story === story) return;
    this.#story = story;
    const { edges, hashes, count } = this.#tokens;
    this.#fit(count);
    const { next } = this;
    const heads = this.#heads;
    const stories = this.#stories;
    const shift = this.#shift;
    const mask = this.#mask;
    // From the last to the first, so that chains are in order.
    for (let token = count - 1; token >= 0; token -= 1) {
      const hash = hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0;
      let slot = spreadToken(hash) >>> shift;
      next[token] = NONE;
      while (stories[slot] === story) {
        const head = heads[slot] ?? 0;
        if (hashes[(edges[head * 2 + 1] ?? 1) - 1] === hash) {
          next[token] = head;
          break;
        }
        slot = (slot + 1) & mask;
      }
      heads[slot] = token;
      stories[slot] = story;
    }
  }

  /** The first token of that hash, or {@link NONE}. Build the index first. */
  first(hash: number): number {
    const { edges, hashes } = this.#tokens;
    let slot = spreadToken(hash) >>> this.#shift;
    while (this.#stories[slot] === this.#story) {
      const head = this.#heads[slot] ?? 0;
      if (hashes[(edges[head * 2 + 1] ?? 1) - 1] === hash) return head;
      slot = (slot + 1) & this.#mask;
    }
    return NONE;
  }

  /** Forget all stories, when their numbers begin anew. */
  reset(): void {
    this.#stories.fill(0);
    this.#story = 0;
  }

  #fit(count: number): void {
    if (count > this.next.length) this.next = new Int32Array(count * 2);
    let size = this.#heads.length;
    while (size < count * 2) size *= 2;
    if (size === this.#heads.length) return;
    this.#heads = new Int32Array(size);
    this.#stories = new Int32Array(size);
    this.#shift = shiftFor(size);
    this.#mask = size - 1;
  }
}

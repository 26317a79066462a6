/**
 * Where each word stands in a story. Two answers: `recent` knows for nearly every word whether it is there at all, from
 * one store a token; chains of all places are only built for the few stories that some rule looks at closely. Arrays are
 * used again; all is linear, for the hash cannot be foreseen by who wrote the text.
 */
import { shiftFor } from "./lookup-table.ts";
import type { StoryTokens } from "./story-tokens.ts";
import { spreadToken } from "./token-hash.ts";

/** No token, or no further one. */
export const NONE = -1;

/** Places of `recent`: small enough for the fastest cache, large enough for the words of a story. */
const RECENT_SIZE = 4_096;

/** How far to shift a token's spread hash to its place in `recent`. */
export const RECENT_SHIFT = shiftFor(RECENT_SIZE);

/** Where counting tokens begins anew, to stay within small integers. */
const LAST_BASE = 0x2000_0000;

export class TokenIndex {
  /** by the high bits of the hash: the last token that fell there, counted from `base` on; less is an earlier story's */
  readonly recent = new Int32Array(RECENT_SIZE);
  base = 1;
  /** by token: the next one of the same hash, or {@link NONE} */
  next = new Int32Array(1024);
  readonly #tokens: StoryTokens;
  #heads = new Int32Array(2048);
  /** by slot: the base of the story that wrote it; others are free */
  #bases = new Int32Array(2048);
  #shift = shiftFor(2048);
  #mask = 2047;
  #isBuilt = false;

  constructor(tokens: StoryTokens) {
    this.#tokens = tokens;
  }

  /** Forget the story before. Call it while its tokens are still there to be counted. */
  clear(): void {
    this.base += this.#tokens.count;
    this.#isBuilt = false;
    if (this.base < LAST_BASE) return;
    this.base = 1;
    this.recent.fill(0);
    this.#bases.fill(0);
  }

  /** Whether a word is certainly not there. */
  lacks(hash: number): boolean {
    return (this.recent[spreadToken(hash) >>> RECENT_SHIFT] ?? 0) < this.base;
  }

  /** Some token of that hash, or {@link NONE}. */
  some(hash: number): number {
    const token = (this.recent[spreadToken(hash) >>> RECENT_SHIFT] ?? 0) - this.base;
    if (token < 0) return NONE;
    return this.#hashOf(token) === hash ? token : this.first(hash);
  }

  /** The first token of that hash, or {@link NONE}; `next` leads to the others. */
  first(hash: number): number {
    if (!this.#isBuilt) this.#build();
    let slot = spreadToken(hash) >>> this.#shift;
    while (this.#bases[slot] === this.base) {
      const head = this.#heads[slot] ?? 0;
      if (this.#hashOf(head) === hash) return head;
      slot = (slot + 1) & this.#mask;
    }
    return NONE;
  }

  #hashOf(token: number): number {
    const { edges, hashes } = this.#tokens;
    return hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0;
  }

  #build(): void {
    this.#isBuilt = true;
    const { edges, hashes, count } = this.#tokens;
    this.#fit(count);
    const { next, base } = this;
    const heads = this.#heads;
    const bases = this.#bases;
    const shift = this.#shift;
    const mask = this.#mask;
    // From the last to the first, so that chains are in order.
    for (let token = count - 1; token >= 0; token -= 1) {
      const hash = hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0;
      let slot = spreadToken(hash) >>> shift;
      next[token] = NONE;
      while (bases[slot] === base) {
        const head = heads[slot] ?? 0;
        if (hashes[(edges[head * 2 + 1] ?? 1) - 1] === hash) {
          next[token] = head;
          break;
        }
        slot = (slot + 1) & mask;
      }
      heads[slot] = token;
      bases[slot] = base;
    }
  }

  #fit(count: number): void {
    if (count > this.next.length) this.next = new Int32Array(count * 2);
    let size = this.#heads.length;
    while (size < count * 2) size *= 2;
    if (size === this.#heads.length) return;
    this.#heads = new Int32Array(size);
    this.#bases = new Int32Array(size);
    this.#shift = shiftFor(size);
    this.#mask = size - 1;
  }
}

/**
 * Where each word stands in a story. Two answers: small tables tell for nearly every word whether it is there at all, at
 * the price of two stores a token; chains of all places are only built for the few stories that some rule looks at
 * closely. Arrays are used again; all is linear, for the hash cannot be foreseen by who wrote the text.
 */
import { shiftFor } from "./lookup-table.ts";
import type { StoryTokens } from "./story-tokens.ts";
import * as arrays from "./token-arrays.ts";
import { spreadToken } from "./token-hash.ts";

const { hashes, edges } = arrays;

/** No token, or no further one. */
export const NONE = -1;

/** Places of `high` and `low`: few enough for the fastest cache, many for the words of a story. */
const RECENT_SIZE = 4_096;

/** From a spread hash to its place in `high`. */
export const HIGH_SHIFT = shiftFor(RECENT_SIZE);

/** From a spread hash to its place in `low`: the twelve bits below. */
export const LOW_SHIFT = HIGH_SHIFT - 12;
export const LOW_MASK = RECENT_SIZE - 1;

/** Where counting tokens begins anew, to stay within small integers. */
const LAST_BASE = 0x2000_0000;

export class TokenIndex {
  /** by the high bits of a word: the last token that fell there, counted from `base` on; less is of an earlier story */
  readonly high = new Int32Array(RECENT_SIZE);
  /** the same by other bits: a word that is not there is rarely mistaken twice */
  readonly low = new Int32Array(RECENT_SIZE);
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
    // One more, for a story that did not fit may have written a token without counting it.
    this.base += this.#tokens.count + 1;
    this.#isBuilt = false;
    if (this.base < LAST_BASE) return;
    this.base = 1;
    this.high.fill(0);
    this.low.fill(0);
    this.#bases.fill(0);
  }

  /** Whether a word is certainly not there; nearly always right. */
  lacks(hash: number): boolean {
    const word = spreadToken(hash);
    return (
      (this.high[word >>> HIGH_SHIFT] ?? 0) < this.base || (this.low[(word >>> LOW_SHIFT) & LOW_MASK] ?? 0) < this.base
    );
  }

  /** Some token of that hash, or {@link NONE}. */
  some(hash: number): number {
    const word = spreadToken(hash);
    const one = (this.high[word >>> HIGH_SHIFT] ?? 0) - this.base;
    if (one < 0) return NONE;
    if (hashOf(one) === hash) return one;
    const other = (this.low[(word >>> LOW_SHIFT) & LOW_MASK] ?? 0) - this.base;
    if (other < 0) return NONE;
    return hashOf(other) === hash ? other : this.first(hash);
  }

  /** The first token of that hash, or {@link NONE}; `next` leads to the others. */
  first(hash: number): number {
    if (!this.#isBuilt) this.#build();
    let slot = spreadToken(hash) >>> this.#shift;
    while (this.#bases[slot] === this.base) {
      const head = this.#heads[slot] ?? 0;
      if (hashOf(head) === hash) return head;
      slot = (slot + 1) & this.#mask;
    }
    return NONE;
  }

  #build(): void {
    this.#isBuilt = true;
    const { count } = this.#tokens;
    this.#fit(count);
    const { next, base } = this;
    const heads = this.#heads;
    const bases = this.#bases;
    const shift = this.#shift;
    const mask = this.#mask;
    // From the last to the first, so that chains are in order.
    for (let token = count - 1; token >= 0; token -= 1) {
      const hash = hashOf(token);
      let slot = spreadToken(hash) >>> shift;
      next[token] = NONE;
      while (bases[slot] === base) {
        const head = heads[slot] ?? 0;
        if (hashOf(head) === hash) {
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

function hashOf(token: number): number {
  return hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0;
}

/**
 * Where each word, and each beginning of a word, stands in a story. Words are found by a hash table, a story too long for
 * it gets tables of its own size; of beginnings only those are left that the rule set may ask for, and they are looked
 * through.
 */
import { GUARD_SHIFT, GUARD_TO_SLOT, INDEX_SHIFT, wordChain, words } from "./index-arrays.ts";
import { HEAD_BITS, headTokens, type TokenSieve } from "./sieve.ts";
import type { StoryTokens } from "./story-tokens.ts";
import { shiftFor } from "./table-size.ts";
import * as arrays from "./token-arrays.ts";

const { hashes, edges } = arrays;

/** No token, or no further one. */
export const NONE = -1;

/** More tokens than this make chains long. */
const MOST_TOKENS = 8_192;

/** Greatest place. */
const LAST_PLACE = 0xffff;

/** The first place that no story has used. */
let unused = 1;

export class TokenIndex {
  readonly #tokens: StoryTokens;
  readonly #sieve: TokenSieve;
  /** place of the first token: places are token numbers counted from here on */
  #base = 1;
  /** where places of this story begin, for who asks only whether a word may be there; everything may in a long story */
  guardBase = 1;
  #count = 0;
  #isLong = false;
  /** for long stories, by token: the next one of the same hash, or {@link NONE} */
  #next = new Int32Array(0);
  /** by slot: the first token of a hash, or {@link NONE} */
  #firsts = new Int32Array(0);
  #shift = 0;

  constructor(tokens: StoryTokens, sieve: TokenSieve) {
    this.#tokens = tokens;
    this.#sieve = sieve;
  }

  /** Forget the story before, and sift and note the tokens of the one that has been read. */
  begin(): void {
    this.#count = this.#tokens.count;
    this.#isLong = this.#count > MOST_TOKENS;
    if (this.#isLong) this.#build();
    if (unused + this.#count > LAST_PLACE) {
      unused = 1;
      words.fill(0);
    }
    this.#base = unused;
    this.guardBase = this.#isLong ? 0 : this.#base;
    unused += this.#count;
    this.#sieve.sift(this.#count, this.#base);
  }

  /** Some token of a hash, or {@link NONE}; {@link after} leads to the others. */
  first(hash: number): number {
    if (this.#isLong) return this.#firstOfLong(hash);
    return this.#walk((words[hash >>> INDEX_SHIFT] ?? 0) - this.#base, hash);
  }

  /** A further token of a hash, or {@link NONE}. */
  after(token: number, hash: number): number {
    if (this.#isLong) return this.#next[token] ?? NONE;
    return this.#walk((wordChain[token] ?? 0) - this.#base, hash);
  }

  /** Whether a word is not plainly missing. @param guard - high bits of its hash, from {@link GUARD_SHIFT} on */
  mayHave(guard: number): boolean {
    if (this.#isLong) return true;
    let token = (words[guard >>> GUARD_TO_SLOT] ?? 0) - this.#base;
    while (token >= 0) {
      if ((hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0) >>> GUARD_SHIFT === guard) return true;
      token = (wordChain[token] ?? 0) - this.#base;
    }
    return false;
  }

  /**
   * Index in `headTokens` of a token that may begin so, or {@link NONE}.
   * @param from - index from which to look
   * @param length - of the beginning
   * @param hash - of the beginning
   */
  findHead(from: number, length: number, hash: number): number {
    const { heads } = this.#sieve;
    for (let at = from; at < heads; at += 1) {
      const start = edges[((headTokens[at] ?? 0) >> HEAD_BITS) * 2] ?? 0;
      if (hashes[start + length - 1] === hash) return at;
    }
    return NONE;
  }

  #walk(from: number, hash: number): number {
    for (let token = from; token >= 0; token = (wordChain[token] ?? 0) - this.#base) {
      if (hashes[(edges[token * 2 + 1] ?? 1) - 1] === hash) return token;
    }
    return NONE;
  }

  #firstOfLong(hash: number): number {
    const mask = this.#firsts.length - 1;
    let slot = hash >>> this.#shift;
    for (let token = this.#firsts[slot] ?? NONE; token !== NONE; token = this.#firsts[slot] ?? NONE) {
      if (hashes[(edges[token * 2 + 1] ?? 1) - 1] === hash) return token;
      slot = (slot + 1) & mask;
    }
    return NONE;
  }

  /** Linear, for the hash cannot be foreseen by who wrote the text. */
  #build(): void {
    const size = 2 ** Math.ceil(Math.log2(this.#count * 2));
    const firsts = new Int32Array(size).fill(NONE);
    const next = new Int32Array(this.#count);
    const shift = shiftFor(size);
    for (let token = this.#count - 1; token >= 0; token -= 1) {
      const hash = hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0;
      let slot = hash >>> shift;
      let first = firsts[slot] ?? NONE;
      while (first !== NONE && hashes[(edges[first * 2 + 1] ?? 1) - 1] !== hash) {
        slot = (slot + 1) & (size - 1);
        first = firsts[slot] ?? NONE;
      }
      next[token] = first;
      firsts[slot] = token;
    }
    this.#firsts = firsts;
    this.#next = next;
    this.#shift = shift;
  }
}

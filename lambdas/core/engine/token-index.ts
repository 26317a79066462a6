/**
 * Where each word stands in a story. Small tables tell for nearly every word whether it is there at all, at the price of
 * two stores a token. Places are searched for token by token as long as that is less work than to build chains of them.
 * Arrays are used again; all is linear, for the hash cannot be foreseen by who wrote the text.
 */
import { shiftFor } from "./lookup-table.ts";
import type { StoryTokens } from "./story-tokens.ts";
import * as arrays from "./token-arrays.ts";
import { spreadHead, spreadToken } from "./token-hash.ts";

const { hashes, edges } = arrays;

/** No token, or no further one. */
export const NONE = -1;

/** Places of `high` and `low`: few enough for the fastest cache, many for the words of a story. */
const NOTE_SIZE = 4_096;

/** From a spread hash to its place in `high`. */
export const HIGH_SHIFT = shiftFor(NOTE_SIZE);

/** From a spread hash to its place in `low`: the twelve bits below. */
export const LOW_SHIFT = HIGH_SHIFT - 12;
export const LOW_MASK = NOTE_SIZE - 1;

// A constant of this module, as those above.
const highShift = HIGH_SHIFT;

/** Where counting tokens begins anew: the tables hold 16 bits. */
const LAST_BASE = 0xffff;

/** Most tokens that are searched one by one. */
const SHORT = 1_024;

/** Searches after which chains pay. */
const MOST_SEARCHES = 8;

export class TokenIndex {
  /** by the high bits of a word: the last token that fell there, counted from `base` on; less is of an earlier story */
  readonly high = new Uint16Array(NOTE_SIZE);
  /** the same by other bits: a word that is not there is rarely mistaken twice */
  readonly low = new Uint16Array(NOTE_SIZE);
  base = 1;
  /** by the high bits of a beginning: the base of the last story in which some token begins so */
  readonly #heads = new Uint16Array(NOTE_SIZE);
  readonly #headLetters: number;
  #headsAreNoted = false;
  readonly #tokens: StoryTokens;
  /** tokens that are noted in the tables from `base` on */
  #written = 0;
  /** too long for the tables to tell anything */
  #isLong = false;
  #searches = 0;
  #isBuilt = false;
  /** by token: the next one of the same hash, or {@link NONE} */
  #next = new Int32Array(1024);
  #chains = new Int32Array(2048);
  /** by slot: the story that wrote it; others are free */
  #stories = new Int32Array(2048);
  #story = 0;
  #shift = shiftFor(2048);
  #mask = 2047;

  /** @param headLetters - how many letters of a beginning are noted */
  constructor(tokens: StoryTokens, headLetters: number) {
    this.#tokens = tokens;
    this.#headLetters = headLetters;
  }

  /** Forget the story before; the next one has been read. */
  begin(): void {
    const { count } = this.#tokens;
    this.#isBuilt = false;
    this.#headsAreNoted = false;
    this.#searches = count > SHORT ? MOST_SEARCHES : 0;
    this.#isLong = count >= LAST_BASE;
    this.base += this.#written;
    this.#written = count;
    if (this.base + count <= LAST_BASE) return;
    this.base = 1;
    this.high.fill(0);
    this.low.fill(0);
    this.#heads.fill(0);
  }

  /** Whether a word is certainly not there; nearly always right. */
  lacks(hash: number): boolean {
    if (this.#isLong) return false;
    const word = spreadToken(hash);
    return (
      (this.high[word >>> HIGH_SHIFT] ?? 0) < this.base || (this.low[(word >>> LOW_SHIFT) & LOW_MASK] ?? 0) < this.base
    );
  }

  /** Whether certainly no token begins so; often right. @param head - spread hash of the first letters */
  lacksHead(head: number): boolean {
    if (this.#isLong) return false;
    if (!this.#headsAreNoted) this.#noteHeads();
    return this.#heads[head >>> HIGH_SHIFT] !== this.base;
  }

  /** Some token of that hash, or {@link NONE}. */
  some(hash: number): number {
    if (this.#isLong) return this.first(hash);
    const word = spreadToken(hash);
    const one = (this.high[word >>> HIGH_SHIFT] ?? 0) - this.base;
    if (one < 0) return NONE;
    if (hashOf(one) === hash) return one;
    const other = (this.low[(word >>> LOW_SHIFT) & LOW_MASK] ?? 0) - this.base;
    if (other < 0) return NONE;
    return hashOf(other) === hash ? other : this.first(hash);
  }

  /** The first token of that hash, or {@link NONE}. */
  first(hash: number): number {
    if (!this.#isBuilt) {
      if (this.#searches < MOST_SEARCHES) {
        this.#searches += 1;
        return this.#search(hash, 0);
      }
      this.#build();
    }
    let slot = spreadToken(hash) >>> this.#shift;
    while (this.#stories[slot] === this.#story) {
      const head = this.#chains[slot] ?? 0;
      if (hashOf(head) === hash) return head;
      slot = (slot + 1) & this.#mask;
    }
    return NONE;
  }

  /** The next token of that hash, or {@link NONE}. @param token - of the same hash */
  after(token: number, hash: number): number {
    return this.#isBuilt ? (this.#next[token] ?? NONE) : this.#search(hash, token + 1);
  }

  #noteHeads(): void {
    this.#headsAreNoted = true;
    const { base } = this;
    const { count } = this.#tokens;
    const noted = this.#heads;
    const last = this.#headLetters - 1;
    for (let token = 0; token < count; token += 1) {
      noted[spreadHead(hashes[(edges[token * 2] ?? 0) + last] ?? 0) >>> highShift] = base;
    }
  }

  #search(hash: number, from: number): number {
    const { count } = this.#tokens;
    for (let token = from; token < count; token += 1) {
      if (hashes[(edges[token * 2 + 1] ?? 1) - 1] === hash) return token;
    }
    return NONE;
  }

  #build(): void {
    this.#isBuilt = true;
    const { count } = this.#tokens;
    this.#fit(count);
    this.#story += 1;
    const story = this.#story;
    const next = this.#next;
    const chains = this.#chains;
    const stories = this.#stories;
    const shift = this.#shift;
    const mask = this.#mask;
    // From the last to the first, so that chains are in order.
    for (let token = count - 1; token >= 0; token -= 1) {
      const hash = hashOf(token);
      let slot = spreadToken(hash) >>> shift;
      next[token] = NONE;
      while (stories[slot] === story) {
        const head = chains[slot] ?? 0;
        if (hashOf(head) === hash) {
          next[token] = head;
          break;
        }
        slot = (slot + 1) & mask;
      }
      chains[slot] = token;
      stories[slot] = story;
    }
  }

  #fit(count: number): void {
    if (count > this.#next.length) this.#next = new Int32Array(count * 2);
    let size = this.#chains.length;
    while (size < count * 2) size *= 2;
    // Numbers of stories would end in two billion: begin anew long before.
    if (size === this.#chains.length && this.#story < 0x3fff_ffff) return;
    this.#story = 0;
    this.#chains = new Int32Array(size);
    this.#stories = new Int32Array(size);
    this.#shift = shiftFor(size);
    this.#mask = size - 1;
  }
}

function hashOf(token: number): number {
  return hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0;
}

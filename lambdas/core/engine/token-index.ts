/**
 * Where each word, and each beginning of a word, stands in a story: hash tables with chains. Words are noted by the loop
 * that looks tokens up anyway, beginnings when many are asked for: a few are found sooner by looking at every word.
 *
 * Nothing is cleared between stories: places count on, and what is less than `base` is of an earlier one. Places are 16
 * bits, so that the tables stay in the fastest cache; a story too long for that gets tables of its own size.
 */
import { shiftFor } from "./lookup-table.ts";
import type { StoryTokens } from "./story-tokens.ts";
import * as arrays from "./token-arrays.ts";
import { spreadHead, spreadToken } from "./token-hash.ts";

const { hashes, edges } = arrays;

/** No token, or no further one. */
export const NONE = -1;

/** Slots of the tables, and how far to shift a spread hash to its slot. */
export const INDEX_SLOTS = 4_096;
export const INDEX_SHIFT = shiftFor(INDEX_SLOTS);

/** More tokens than this make chains long. */
const MOST_TOKENS = 8_192;

/** After so many questions for beginnings, noting all of them costs less than looking at every word each time. */
const MOST_SCANS = 4;

/** Greatest place. */
const LAST_PLACE = 0xffff;

/** By slot of a word: place of the last token there. Shared by all engines, as the arrays of the tokens are. */
export const words = new Uint16Array(INDEX_SLOTS);
/** The same by slot of its beginning. */
export const heads = new Uint16Array(INDEX_SLOTS);
/** By token: place of the one before it in the same slot. */
export const wordChain = new Uint16Array(arrays.CAPACITY);
export const headChain = new Uint16Array(arrays.CAPACITY);

/** The first place that no story has used. */
let unused = 1;

export class TokenIndex {
  /** place of the first token: places are token numbers counted from here on */
  base = 1;
  readonly #tokens: StoryTokens;
  readonly #headLetters: number;
  /** whether the loop that looks tokens up is to note beginnings as well: the story before made it worth while */
  notesHeads = false;
  /** beginnings that were asked for in this story */
  #asked = 0;
  #hasHeads = false;
  #count = 0;
  #isLong = false;
  /** for long stories, by token: the next one of the same hash, or {@link NONE} */
  #next = new Int32Array(0);
  /** by slot: the first token of a hash, or {@link NONE} */
  #firsts = new Int32Array(0);
  #shift = 0;

  /** @param headLetters - by which beginnings are noted */
  constructor(tokens: StoryTokens, headLetters: number) {
    this.#tokens = tokens;
    this.#headLetters = headLetters;
  }

  /** Forget the story before; the next one has been read, and is about to be noted in the tables. */
  begin(): void {
    this.#count = this.#tokens.count;
    this.#isLong = this.#count > MOST_TOKENS;
    this.notesHeads = !this.#isLong && this.#asked > MOST_SCANS;
    this.#hasHeads = this.notesHeads;
    this.#asked = 0;
    if (this.#isLong) this.#build();
    if (unused + this.#count > LAST_PLACE) {
      unused = 1;
      words.fill(0);
      heads.fill(0);
    }
    this.base = unused;
    unused += this.#count;
  }

  /** Some token of a hash, or {@link NONE}; {@link after} leads to the others. */
  first(hash: number): number {
    if (this.#isLong) return this.#firstOfLong(hash);
    return this.#walkWords((words[spreadToken(hash) >>> INDEX_SHIFT] ?? 0) - this.base, hash);
  }

  /** A further token of a hash, or {@link NONE}. */
  after(token: number, hash: number): number {
    if (this.#isLong) return this.#next[token] ?? NONE;
    return this.#walkWords((wordChain[token] ?? 0) - this.base, hash);
  }

  /**
   * Some token that begins so, or {@link NONE}; {@link afterLike} leads to the others.
   * @param place - spread hash of the letters by which beginnings are noted
   * @param length - of the beginning, these or more
   * @param hash - of the beginning
   */
  firstLike(place: number, length: number, hash: number): number {
    this.#asked += 1;
    if (this.#asked > MOST_SCANS && !this.#hasHeads && !this.#isLong) this.#noteHeads();
    const from = this.#hasHeads ? (heads[place >>> INDEX_SHIFT] ?? 0) - this.base : this.#count - 1;
    return this.#walkHeads(from, length, hash);
  }

  /** A further token that begins so, or {@link NONE}. */
  afterLike(token: number, length: number, hash: number): number {
    return this.#walkHeads(this.#before(token), length, hash);
  }

  #noteHeads(): void {
    this.#hasHeads = true;
    const { base } = this;
    const letters = this.#headLetters;
    for (let token = 0; token < this.#count; token += 1) {
      // Behind a shorter token stands something else: what that finds is compared and refused.
      const slot = spreadHead(hashes[(edges[token * 2] ?? 0) + letters - 1] ?? 0) >>> INDEX_SHIFT;
      headChain[token] = heads[slot] ?? 0;
      heads[slot] = base + token;
    }
  }

  /** The next token to look at for a beginning. */
  #before(token: number): number {
    return this.#hasHeads ? (headChain[token] ?? 0) - this.base : token - 1;
  }

  #walkHeads(from: number, length: number, hash: number): number {
    let token = from;
    while (token >= 0) {
      if (hashes[(edges[token * 2] ?? 0) + length - 1] === hash) return token;
      token = this.#before(token);
    }
    return NONE;
  }

  #walkWords(from: number, hash: number): number {
    for (let token = from; token >= 0; token = (wordChain[token] ?? 0) - this.base) {
      if (hashes[(edges[token * 2 + 1] ?? 1) - 1] === hash) return token;
    }
    return NONE;
  }

  #firstOfLong(hash: number): number {
    const mask = this.#firsts.length - 1;
    let slot = spreadToken(hash) >>> this.#shift;
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
      let slot = spreadToken(hash) >>> shift;
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

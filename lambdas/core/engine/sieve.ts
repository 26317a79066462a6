/**
 * Which tokens of a story are worth looking up: filters over the words and beginnings of a rule set, a bit for each, say
 * no to nearly all that are not looked for. The one for words may be too large for the fastest cache, those for
 * beginnings are not.
 *
 * Beginnings are sifted twice. Every token is asked for two lengths (head-lengths.ts); what passes is asked once more, by
 * which of the three it is looked up.
 *
 * The arrays, and a copy of the filters, are constants of a module for the same reason as those of the tokens:
 * token-arrays.ts.
 */
import type { CompiledSet } from "./compiled-set.ts";
import { LONGER_HEAD, LONGEST_HEAD, lookupLetters } from "./head-lengths.ts";
import { wordChain as chain, INDEX_SHIFT, words as lastWords } from "./index-arrays.ts";
import { powerOfTwo, shiftFor } from "./table-size.ts";
import * as arrays from "./token-arrays.ts";
import { hashForm } from "./token-hash.ts";

// Constants of this module, not of another: what is imported is looked up in every turn of a loop.
const { hashes, edges } = arrays;
const [indexShift, wordChain, words] = [INDEX_SHIFT, chain, lastWords];
const [longerAt, longestAt] = [LONGER_HEAD - 1, LONGEST_HEAD - 1];

/** Bits below the token in `headTokens`: by how many letters some beginning is looked up that it may have. */
export const HEAD_BITS = 3;
export const IS_SHORT_HEAD = 1;
export const IS_LONGER_HEAD = 2;
export const IS_LONGEST_HEAD = 4;

/** Tokens that may be words of the rule set, in order. */
export const wordTokens = new Int32Array(arrays.MOST_TOKENS);
/** Tokens that may begin as a pattern of the rule set does, in order. */
export const headTokens = new Int32Array(arrays.MOST_TOKENS);

/** Most words of memory that a filter may take: more would not stay in a cache. */
const MOST_WORDS = 1 << 17;
const MOST_HEADS = 1 << 14;

/** The filters of the rule set that sifted last. */
const wordFilter = new Int32Array(MOST_WORDS);
const headFilter = new Int32Array(MOST_HEADS);
let loaded: CompiledSet | undefined;

export class TokenSieve {
  /** How many tokens stand in `wordTokens` and in `headTokens`. */
  words = 0;
  heads = 0;
  readonly #set: CompiledSet;

  constructor(set: CompiledSet) {
    this.#set = set;
  }

  /**
   * Sift the tokens of the story that was read, and note each word where the index looks for it.
   * @param tokens - how many
   * @param base - place of the first one in the index
   */
  sift(tokens: number, base: number): void {
    const { wordBits, headBits, longHeadBits, headLetters } = this.#set;
    if (loaded !== this.#set) {
      wordFilter.set(wordBits);
      headFilter.set(headBits);
      loaded = this.#set;
    }
    const headShift = shiftFor(headBits.length);
    this.words = siftTokens(shiftFor(wordBits.length), headShift, headLetters - 1, tokens, base);
    this.heads = siftHeads(headShift, longHeadBits, headLetters - 1);
  }
}

/** Beginnings that passed the first time. */
let passedHeads = 0;

// Loops without calls and branches, their sums marked as 32-bit integers: the compiler keeps all they need in registers,
// and leaves out what checks for overflow.

/** @returns how many words passed */
function siftTokens(shift: number, headShift: number, firstAt: number, tokens: number, base: number): number {
  let wordCount = 0;
  let headCount = 0;
  for (let token = 0; token < tokens; token = (token + 1) | 0) {
    const start = edges[token << 1] ?? 0;
    const word = hashes[((edges[(token << 1) | 1] ?? 0) - 1) | 0] ?? 0;
    // Behind a shorter token stands something else: what that finds is compared and refused.
    const short = hashes[(start + firstAt) | 0] ?? 0;
    const longer = hashes[(start + longerAt) | 0] ?? 0;
    const wordBits = wordFilter[word >>> shift] ?? 0;
    const shortBits = headFilter[short >>> headShift] ?? 0;
    const longerBits = headFilter[longer >>> headShift] ?? 0;
    wordChain[token] = words[word >>> indexShift] ?? 0;
    words[word >>> indexShift] = base + token;
    wordTokens[wordCount] = token;
    wordCount = (wordCount + ((wordBits >>> word) & 1)) | 0;
    headTokens[headCount] = token;
    headCount = (headCount + (((shortBits >>> short) | (longerBits >>> longer)) & 1)) | 0;
  }
  passedHeads = headCount;
  return wordCount;
}

/** @returns how many beginnings passed again */
function siftHeads(headShift: number, longs: Int32Array, firstAt: number): number {
  const shift = shiftFor(longs.length);
  let count = 0;
  for (let at = 0; at < passedHeads; at = (at + 1) | 0) {
    const token = headTokens[at] ?? 0;
    const start = edges[token << 1] ?? 0;
    const short = hashes[(start + firstAt) | 0] ?? 0;
    const longer = hashes[(start + longerAt) | 0] ?? 0;
    const longest = hashes[(start + longestAt) | 0] ?? 0;
    const isShort = ((headFilter[short >>> headShift] ?? 0) >>> short) & 1;
    const isLonger = ((longs[longer >>> shift] ?? 0) >>> longer) & 1;
    const isLongest = ((longs[longest >>> shift] ?? 0) >>> longest) & 1;
    const found = isShort | (isLonger << 1) | (isLongest << 2);
    headTokens[count] = (token << HEAD_BITS) | found;
    // 1 unless nothing was found.
    count = (count + (-found >>> 31)) | 0;
  }
  return count;
}

/** A filter for words. @param places - their hashes */
export function wordFilterOf(places: readonly number[]): Int32Array {
  return filterOf(places, MOST_WORDS);
}

/**
 * The filters for beginnings.
 * @param heads - the letters before the first wildcard of all patterns that have one
 * @param headLetters - letters that all of them have
 */
export function headFiltersOf(
  heads: Iterable<string>,
  headLetters: number,
  multiplier: number,
): { readonly headBits: Int32Array; readonly longHeadBits: Int32Array } {
  const all = new Set<number>();
  const long = new Set<number>();
  for (const head of heads) {
    if (head.length < LONGER_HEAD) all.add(hashForm(head.slice(0, headLetters), multiplier));
    else {
      all.add(hashForm(head.slice(0, LONGER_HEAD), multiplier));
      long.add(hashForm(head.slice(0, lookupLetters(head.length, headLetters)), multiplier));
    }
  }
  return { headBits: filterOf([...all], MOST_HEADS), longHeadBits: filterOf([...long], MOST_HEADS) };
}

/**
 * One bit for each hash: with 32 to 64 bits for each, two or three strangers in a hundred pass.
 * @param most - words of memory
 */
function filterOf(places: readonly number[], most: number): Int32Array {
  const filter = new Int32Array(Math.min(most, powerOfTwo(Math.max(64, places.length))));
  for (const place of places) {
    const word = place >>> shiftFor(filter.length);
    filter[word] = (filter[word] ?? 0) | (1 << place);
  }
  return filter;
}

/**
 * Which tokens of a story are worth looking up: Bloom filters over the words and beginnings of a rule set say no to nearly
 * all that are not looked for. The one for words may be too large for the fastest cache, those for beginnings are not.
 *
 * A beginning is sifted twice. First a group of beginnings is found by the letters that all of them have, and in it two
 * bits by some more letters: one place in memory for each token. What passes is asked by how many letters it is looked up.
 *
 * The arrays are constants of a module for the same reason as those of the tokens: token-arrays.ts.
 */
import type { CompiledSet } from "./compiled-set.ts";
import { LONGER_HEAD, LONGEST_HEAD, lookupLetters } from "./head-lengths.ts";
import { wordChain as chain, INDEX_SHIFT, words as lastWords } from "./index-arrays.ts";
import * as arrays from "./token-arrays.ts";
import { HEAD, hashForm, SHORT, SPREAD, spreadHead, spreadShort, spreadToken } from "./token-hash.ts";

// Constants of this module, not of another: what is imported is looked up in every turn of a loop.
const { hashes, edges } = arrays;
const [indexShift, wordChain, words] = [INDEX_SHIFT, chain, lastWords];
const [spread, headMark, shortMark] = [SPREAD, HEAD, SHORT];
const [longerAt, longestAt] = [LONGER_HEAD - 1, LONGEST_HEAD - 1];

/** Bits below the token in `headTokens`: by how many letters some beginning is looked up that it may have. */
export const HEAD_BITS = 3;
export const IS_SHORT_HEAD = 1;
export const IS_LONGER_HEAD = 2;
export const IS_LONGEST_HEAD = 4;

/** Tokens that may be words of the rule set, in order. */
export const wordTokens = new Int32Array(arrays.CAPACITY);
/** Tokens that may begin as a pattern of the rule set does, in order. */
export const headTokens = new Int32Array(arrays.CAPACITY);

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
    const { bloom, headGroups, headBloom, headLetters } = this.#set;
    this.words = siftTokens(bloom, headGroups, headLetters - 1, tokens, base);
    this.heads = siftHeads(headBloom, headLetters - 1);
  }
}

/** Beginnings that passed the first time. */
let passedHeads = 0;

// Loops without calls and branches: the compiler keeps all they need in registers.

/** @returns how many words passed */
function siftTokens(bloom: Int32Array, groups: Int32Array, firstAt: number, tokens: number, base: number): number {
  const shift = shiftFor(bloom.length);
  const groupShift = shiftFor(groups.length);
  let wordCount = 0;
  let headCount = 0;
  for (let token = 0; token < tokens; token += 1) {
    const start = edges[token * 2] ?? 0;
    const word = Math.imul(hashes[(edges[token * 2 + 1] ?? 0) - 1] ?? 0, spread);
    // Behind a shorter token stands something else: what that finds is compared and refused.
    const group = Math.imul(hashes[start + firstAt] ?? 0, spread);
    const longer = Math.imul(hashes[start + longerAt] ?? 0, spread);
    wordChain[token] = words[word >>> indexShift] ?? 0;
    words[word >>> indexShift] = base + token;
    const wordBits = bloom[word >>> shift] ?? 0;
    const groupBits = groups[group >>> groupShift] ?? 0;
    wordTokens[wordCount] = token;
    wordCount += (wordBits >>> word) & (wordBits >>> (word >>> 5)) & 1;
    headTokens[headCount] = token;
    headCount += (groupBits >>> (longer >>> 27)) & (groupBits >>> (longer >>> 22)) & 1;
  }
  passedHeads = headCount;
  return wordCount;
}

/** @returns how many beginnings passed again */
function siftHeads(bloom: Int32Array, firstAt: number): number {
  const shift = shiftFor(bloom.length);
  let count = 0;
  for (let at = 0; at < passedHeads; at += 1) {
    const token = headTokens[at] ?? 0;
    const start = edges[token * 2] ?? 0;
    const short = Math.imul((hashes[start + firstAt] ?? 0) ^ shortMark, spread);
    const longer = Math.imul((hashes[start + longerAt] ?? 0) ^ headMark, spread);
    const longest = Math.imul((hashes[start + longestAt] ?? 0) ^ headMark, spread);
    const shortBits = bloom[short >>> shift] ?? 0;
    const longerBits = bloom[longer >>> shift] ?? 0;
    const longestBits = bloom[longest >>> shift] ?? 0;
    const found =
      ((shortBits >>> short) & (shortBits >>> (short >>> 5)) & 1) |
      (((longerBits >>> longer) & (longerBits >>> (longer >>> 5)) & 1) << 1) |
      (((longestBits >>> longest) & (longestBits >>> (longest >>> 5)) & 1) << 2);
    headTokens[count] = (token << HEAD_BITS) | found;
    // 1 unless nothing was found.
    count += -found >>> 31;
  }
  return count;
}

/** The filter for words. @param places - their spread hashes */
export function wordBloom(places: ReadonlySet<number>): Int32Array {
  // One place sets two of the 32 bits of a word: with 16 to 32 bits a place, one or two strangers in a hundred pass.
  const bloom = new Int32Array(powerOfTwo(Math.max(64, places.size / 2)));
  for (const place of places) {
    const word = place >>> shiftFor(bloom.length);
    bloom[word] = (bloom[word] ?? 0) | (1 << place) | (1 << (place >>> 5));
  }
  return bloom;
}

/**
 * The filters for beginnings.
 * @param heads - the letters before the first wildcard of all patterns that have one
 * @param headLetters - letters that all of them have
 */
export function headFilters(
  heads: readonly string[],
  headLetters: number,
  multiplier: number,
): { readonly headGroups: Int32Array; readonly headBloom: Int32Array } {
  const firsts = new Set(heads.map((head) => head.slice(0, headLetters)));
  const headGroups = new Int32Array(powerOfTwo(Math.max(64, firsts.size * 2)));
  const places = new Set<number>();
  for (const head of heads) {
    const first = hashForm(head.slice(0, headLetters), multiplier);
    const letters = lookupLetters(head.length, headLetters);
    const looked = hashForm(head.slice(0, letters), multiplier);
    places.add(letters > headLetters ? spreadHead(looked) : spreadShort(looked));
    const group = spreadToken(first) >>> shiftFor(headGroups.length);
    const longer = spreadToken(hashForm(head.slice(0, LONGER_HEAD), multiplier));
    const bits = letters > headLetters ? (1 << (longer >>> 27)) | (1 << (longer >>> 22)) : -1;
    headGroups[group] = (headGroups[group] ?? 0) | bits;
  }
  return { headGroups, headBloom: wordBloom(places) };
}

export function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}

/** How far to shift a place so that its high bits index a table of that size (a power of two, 2 at least). */
export function shiftFor(size: number): number {
  return Math.clz32(size) + 1;
}

/**
 * Which of the tokens that passed the sieve stand in the table of entries, and may lead on. Most do not: their slot is
 * free, or the one rule that asks for them asks for another word as well, and it is missing. These loops settle that for
 * all tokens of a story together. They have no calls and no branches, so that the processor waits for many places in
 * memory at once; what is left is few enough to be looked at one by one, and takes the place of what was there before.
 */
import type { CompiledSet } from "./compiled-set.ts";
import { LONGER_HEAD, LONGEST_HEAD } from "./head-lengths.ts";
import { GUARD_TO_SLOT, words as lastWords } from "./index-arrays.ts";
import { offsetBits, PLAIN_GUARDS, PLAIN_SHIFT } from "./lookup-table.ts";
import {
  HEAD_BITS,
  IS_LONGER_HEAD,
  IS_LONGEST_HEAD,
  IS_SHORT_HEAD,
  headTokens as siftedHeads,
  wordTokens as siftedWords,
} from "./sieve.ts";
import { shiftFor } from "./table-size.ts";
import * as arrays from "./token-arrays.ts";

// Constants of this module, not of another: what is imported is looked up in every turn of a loop.
const { hashes, edges } = arrays;
const [words, headTokens, wordTokens, guardToSlot] = [lastWords, siftedHeads, siftedWords, GUARD_TO_SLOT];
const headBits = HEAD_BITS;
const [longer, longest] = [LONGER_HEAD, LONGEST_HEAD];
const [plainGuards, plainShift] = [PLAIN_GUARDS, PLAIN_SHIFT];

/** Slots of words that are taken; then tokens to be looked up by their beginnings, above four bits: by how many letters. */
const found = new Int32Array(arrays.MOST_TOKENS * 3);
export const probedHeads = found;
export const PROBE_BITS = 4;
export const PROBE_MASK = 15;

const [probeBits, probeMask] = [PROBE_BITS, PROBE_MASK];
const [isShortHead, isLongerHead, isLongestHead] = [IS_SHORT_HEAD, IS_LONGER_HEAD, IS_LONGEST_HEAD];

export class TableProbes {
  /** How many tokens are left in `wordTokens`, and stand in `probedHeads`. */
  words = 0;
  heads = 0;
  readonly #set: CompiledSet;
  readonly #offsetBits: number;

  constructor(set: CompiledSet) {
    this.#set = set;
    this.#offsetBits = offsetBits(set.entries.length);
  }

  /**
   * @param sifted - how many words and heads have passed the sieve
   * @param base - place in the index of the first token of the story: what has a lesser one is missing
   */
  probe(sifted: { readonly words: number; readonly heads: number }, base: number): void {
    const { slots, headSlots, entries, headLetters } = this.#set;
    const taken = probeSlots(slots, sifted.words);
    this.words = askGuards(entries, this.#offsetBits, taken, base);
    this.heads = probeHeads(headSlots, headLetters, sifted.heads);
  }
}

/** @returns how many words have a slot that is not free */
function probeSlots(slots: Int32Array, count: number): number {
  const shift = shiftFor(slots.length);
  let taken = 0;
  for (let at = 0; at < count; at = (at + 1) | 0) {
    const token = wordTokens[at] ?? 0;
    const place = hashes[((edges[(token << 1) | 1] ?? 1) - 1) | 0] ?? 0;
    const slot = slots[place >>> shift] ?? 0;
    found[taken] = slot;
    wordTokens[taken] = token;
    taken = (taken + ((slot | -slot) >>> 31)) | 0;
  }
  return taken;
}

/** @returns how many words are left when those are gone that a plain entry refuses */
function askGuards(entries: Int32Array, bits: number, taken: number, base: number): number {
  const mask = (1 << bits) - 1;
  let count = 0;
  for (let at = 0; at < taken; at = (at + 1) | 0) {
    const slot = found[at] ?? 0;
    const token = wordTokens[at] ?? 0;
    const entry = slot & mask;
    const place = hashes[((edges[(token << 1) | 1] ?? 1) - 1) | 0] ?? 0;
    const guards = entries[(entry + plainGuards) | 0] ?? 0;
    const one = ((words[(guards & 0xffff) >>> guardToSlot] ?? 0) - base) | 0;
    const other = (words[(guards >>> 16) >>> guardToSlot] ?? 0) - base;
    // 1 where it is so, in the lowest bit.
    const isPlain = (entries[entry] ?? 0) >>> plainShift;
    const differs = (slot ^ (place << bits)) >>> bits;
    const isStranger = (differs | -differs) >>> 31;
    const isGuardThere = (~one | ~other) >>> 31;
    wordTokens[count] = token;
    count = (count + (((isPlain ^ 1) | isStranger | isGuardThere) & 1)) | 0;
  }
  return count;
}

/** @returns how many beginnings have a slot that is not free */
function probeHeads(slots: Int32Array, headLetters: number, count: number): number {
  const shift = shiftFor(slots.length);
  let wanted = 0;
  for (let at = 0; at < count; at = (at + 1) | 0) {
    const head = headTokens[at] ?? 0;
    const probe = (head >> headBits) << probeBits;
    found[wanted] = probe | headLetters;
    wanted += head & isShortHead;
    found[wanted] = probe | longer;
    wanted += (head & isLongerHead) >> 1;
    found[wanted] = probe | longest;
    wanted += (head & isLongestHead) >> 2;
  }
  let taken = 0;
  for (let at = 0; at < wanted; at = (at + 1) | 0) {
    const probe = found[at] ?? 0;
    const hash = hashes[(edges[(probe >> probeBits) * 2] ?? 0) + (probe & probeMask) - 1] ?? 0;
    const slot = slots[hash >>> shift] ?? 0;
    found[taken] = probe;
    taken = (taken + ((slot | -slot) >>> 31)) | 0;
  }
  return taken;
}

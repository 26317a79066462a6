/** Where variants stand in the story that was read: compares characters, for hashes only propose. */
import type { CompiledSet } from "./compiled-set.ts";
import { ExactLetters } from "./exact-letters.ts";
import { foldTable } from "./fold-table.ts";
import { fieldOf, type PlaceList } from "./place-list.ts";
import { ANYWHERE } from "./posting.ts";
import { HEAD_BITS, headTokens } from "./sieve.ts";
import type { StoryTokens } from "./story-tokens.ts";
import * as arrays from "./token-arrays.ts";
import { NONE, type TokenIndex } from "./token-index.ts";
import {
  ANCHOR_MASK,
  ANCHOR_SHIFT,
  COUNT_MASK,
  EXACT_CELLS,
  HAS_GAP,
  IS_BEGINNING,
  IS_COMPLEX,
  IS_EXACT,
  LENGTH_SHIFT,
  PATTERN_CELLS,
  VARIANT_SHIFT,
} from "./variant-table.ts";

const { units, hashes, edges } = arrays;
const fold = foldTable;

const WILDCARD = 0x3f;

export class VariantFinder {
  readonly exact: ExactLetters;
  readonly #set: CompiledSet;
  readonly #letters: Uint16Array;
  readonly #tokens: StoryTokens;
  readonly #index: TokenIndex;
  /** exact texts by number, made when they are first needed */
  readonly #exactTexts: string[] = [];

  constructor(set: CompiledSet, tokens: StoryTokens, index: TokenIndex) {
    const { buffer, byteOffset, length } = set.entries;
    this.#set = set;
    this.#letters = new Uint16Array(buffer, byteOffset, length * 2);
    this.#tokens = tokens;
    this.#index = index;
    this.exact = new ExactLetters(tokens);
  }

  /** Whether a token reads as a pattern, apart from case and accents. */
  matchPattern(pattern: number, token: number): boolean {
    const { patterns } = this.#set;
    const letters = this.#letters;
    const cell = pattern * PATTERN_CELLS;
    const start = edges[token * 2] ?? 0;
    const length = (edges[token * 2 + 1] ?? 0) - start;
    const flags = patterns[cell + 2] ?? 0;
    const wanted = flags >> LENGTH_SHIFT;
    if ((flags & IS_BEGINNING) === 0 ? length !== wanted : length < wanted) return false;
    if ((flags & HAS_GAP) === 0 && hashes[start + wanted - 1] !== patterns[cell]) return false;
    const text = patterns[cell + 1] ?? 0;
    for (let at = 0; at < wanted; at += 1) {
      const letter = letters[text + at];
      const unit = units[start + at] ?? 0;
      if (letter !== unit && letter !== fold[unit] && letter !== WILDCARD) return false;
    }
    return true;
  }

  /** Whether a variant begins at a token, all of it in the field. @param from - may be outside of the field */
  matchVariant(variant: number, from: number, field: number): boolean {
    const { variants, phrases } = this.#set;
    const { fieldEnds } = this.#tokens;
    const fieldStart = field === 0 ? 0 : (fieldEnds[field - 1] ?? 0);
    const fieldEnd = fieldEnds[field] ?? 0;
    const cell = variants[variant] ?? 0;
    const first = cell >> VARIANT_SHIFT;
    if ((cell & IS_COMPLEX) === 0) return from >= fieldStart && from < fieldEnd && this.matchPattern(first, from);
    const shape = phrases[first] ?? 0;
    const count = shape & COUNT_MASK;
    if (from < fieldStart || from + count > fieldEnd) return false;
    for (let at = 0; at < count; at += 1) {
      if (!this.matchPattern(phrases[first + 1 + at] ?? 0, from + at)) return false;
    }
    if ((shape & IS_EXACT) === 0) return true;
    for (let at = 0; at < count; at += 1) {
      const exact = this.#exactText(phrases[first + 1 + count + at] ?? 0);
      if (!this.exact.match(exact, from + at, field)) return false;
    }
    return true;
  }

  /** Whether a variant certainly stands nowhere: one of its words is missing. Nearly always right. */
  lacks(variant: number): boolean {
    const { variants, phrases } = this.#set;
    const cell = variants[variant] ?? 0;
    const first = cell >> VARIANT_SHIFT;
    if ((cell & IS_COMPLEX) === 0) return this.#lacksPattern(first);
    const count = (phrases[first] ?? 0) & COUNT_MASK;
    for (let at = 0; at < count; at += 1) if (this.#lacksPattern(phrases[first + 1 + at] ?? 0)) return true;
    return false;
  }

  /** The fields in which a variant stands, as bits. */
  fieldsOf(variant: number): number {
    if (this.lacks(variant)) return 0;
    const anchor = this.#anchorOf(variant);
    const pattern = this.#patternOf(variant, anchor);
    let fields = 0;
    for (let at = this.#firstLike(pattern); at !== NONE; at = this.#nextLike(pattern, at)) {
      const token = this.#tokenAt(pattern, at);
      const field = fieldOf(token, this.#tokens.fieldEnds);
      const bit = 1 << field;
      if ((fields & bit) !== 0 || !this.matchVariant(variant, token - anchor, field)) continue;
      fields |= bit;
      if (fields === ANYWHERE) break;
    }
    return fields;
  }

  /** Add all places of a variant to a list, in order. @param scope - bits of the fields wanted */
  collect(variant: number, scope: number, places: PlaceList): void {
    const anchor = this.#anchorOf(variant);
    const pattern = this.#patternOf(variant, anchor);
    const count = this.#countOf(variant);
    for (let at = this.#firstLike(pattern); at !== NONE; at = this.#nextLike(pattern, at)) {
      const token = this.#tokenAt(pattern, at);
      const field = fieldOf(token, this.#tokens.fieldEnds);
      if ((scope & (1 << field)) === 0) continue;
      if (this.matchVariant(variant, token - anchor, field)) places.push(token - anchor, count);
    }
  }

  #countOf(variant: number): number {
    const cell = this.#set.variants[variant] ?? 0;
    return (cell & IS_COMPLEX) === 0 ? 1 : (this.#set.phrases[cell >> VARIANT_SHIFT] ?? 0) & COUNT_MASK;
  }

  #anchorOf(variant: number): number {
    const cell = this.#set.variants[variant] ?? 0;
    if ((cell & IS_COMPLEX) === 0) return 0;
    return ((this.#set.phrases[cell >> VARIANT_SHIFT] ?? 0) >> ANCHOR_SHIFT) & ANCHOR_MASK;
  }

  #patternOf(variant: number, index: number): number {
    const cell = this.#set.variants[variant] ?? 0;
    const first = cell >> VARIANT_SHIFT;
    return (cell & IS_COMPLEX) === 0 ? first : (this.#set.phrases[first + 1 + index] ?? 0);
  }

  /** Whether no token may read as a pattern. */
  #lacksPattern(pattern: number): boolean {
    return this.#firstLike(pattern) === NONE;
  }

  #isLiteral(pattern: number): boolean {
    return ((this.#set.patterns[pattern * PATTERN_CELLS + 2] ?? 0) & (IS_BEGINNING | HAS_GAP)) === 0;
  }

  /** A token that may read as a pattern, as the index counts it: #tokenAt tells which. {@link NONE} when there is none. */
  #firstLike(pattern: number): number {
    const hash = this.#set.patterns[pattern * PATTERN_CELLS] ?? 0;
    if (this.#isLiteral(pattern)) return this.#index.first(hash);
    return this.#index.findHead(0, this.#headLength(pattern), hash);
  }

  /** A further one. */
  #nextLike(pattern: number, at: number): number {
    const hash = this.#set.patterns[pattern * PATTERN_CELLS] ?? 0;
    if (this.#isLiteral(pattern)) return this.#index.after(at, hash);
    return this.#index.findHead(at + 1, this.#headLength(pattern), hash);
  }

  #tokenAt(pattern: number, at: number): number {
    return this.#isLiteral(pattern) ? at : (headTokens[at] ?? 0) >> HEAD_BITS;
  }

  /** Letters before the first wildcard. */
  #headLength(pattern: number): number {
    const flags = this.#set.patterns[pattern * PATTERN_CELLS + 2] ?? 0;
    const length = flags >> LENGTH_SHIFT;
    if ((flags & HAS_GAP) === 0) return length;
    const text = this.#set.patterns[pattern * PATTERN_CELLS + 1] ?? 0;
    let at = 0;
    while (at < length && this.#letters[text + at] !== WILDCARD) at += 1;
    return at;
  }

  #exactText(number: number): string {
    const known = this.#exactTexts[number];
    if (known !== undefined) return known;
    const start = this.#set.exacts[number * EXACT_CELLS] ?? 0;
    const flags = this.#set.exacts[number * EXACT_CELLS + 1] ?? 0;
    let text = "";
    for (let at = start; at < start + (flags >> LENGTH_SHIFT); at += 1) {
      text += String.fromCharCode(this.#letters[at] ?? 0);
    }
    if ((flags & IS_BEGINNING) !== 0) text += "*";
    this.#exactTexts[number] = text;
    return text;
  }
}

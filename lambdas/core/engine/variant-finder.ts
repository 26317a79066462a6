/** Where variants stand in the story that was read: compares characters, for hashes only propose. */
import type { CompiledSet } from "./compiled-set.ts";
import { ExactLetters } from "./exact-letters.ts";
import { foldTable } from "./fold-table.ts";
import { fieldOf, type PlaceList } from "./place-list.ts";
import { ANYWHERE } from "./posting.ts";
import type { StoryTokens } from "./story-tokens.ts";
import * as arrays from "./token-arrays.ts";
import { NONE, type TokenIndex } from "./token-index.ts";
import { ANCHOR_MASK, ANCHOR_SHIFT, COUNT_MASK, HAS_ANCHOR, IS_BEGINNING } from "./variant-table.ts";

const { units, hashes, edges } = arrays;

const WILDCARD = 0x3f;

/** Cells of a pattern. */
const HASH = 0;
const HEAD_LENGTH = 1;
const TEXT = 2;
const TEXT_FLAGS = 3;
const EXACT = 4;
const EXACT_FLAGS = 5;

export class VariantFinder {
  readonly exact: ExactLetters;
  readonly #set: CompiledSet;
  readonly #tokens: StoryTokens;
  readonly #index: TokenIndex;
  /** exact texts by pattern, made when they are first needed */
  readonly #exactTexts = new Map<number, string>();

  constructor(set: CompiledSet, tokens: StoryTokens, index: TokenIndex) {
    this.#set = set;
    this.#tokens = tokens;
    this.#index = index;
    this.exact = new ExactLetters(tokens);
  }

  /** The field that a token stands in: 0, 1, 2. */
  fieldOf(token: number): number {
    return fieldOf(token, this.#tokens.fieldEnds);
  }

  /** Whether a token reads as a pattern, apart from case and accents. */
  matchPattern(pattern: number, token: number): boolean {
    const { patterns, letters } = this.#set;
    const cell = pattern * 6;
    const start = edges[token * 2] ?? 0;
    const length = (edges[token * 2 + 1] ?? 0) - start;
    const flags = patterns[cell + TEXT_FLAGS] ?? 0;
    const wanted = flags >> 1;
    if ((flags & IS_BEGINNING) === 0 ? length !== wanted : length < wanted) return false;
    if (hashes[start + (patterns[cell + HEAD_LENGTH] ?? 0) - 1] !== patterns[cell + HASH]) return false;
    const text = patterns[cell + TEXT] ?? 0;
    const fold = foldTable;
    for (let at = 0; at < wanted; at += 1) {
      const letter = letters[text + at];
      const unit = units[start + at] ?? 0;
      if (letter !== unit && letter !== fold[unit] && letter !== WILDCARD) return false;
    }
    return true;
  }

  /** Whether a variant begins at a token, all of it in the field. @param from - may be outside of the field */
  matchVariant(variant: number, from: number, field: number): boolean {
    const { variants, variantPatterns, patterns } = this.#set;
    const { fieldEnds } = this.#tokens;
    const cell = variant * 2;
    const count = (variants[cell + 1] ?? 0) & COUNT_MASK;
    const fieldStart = field === 0 ? 0 : (fieldEnds[field - 1] ?? 0);
    if (from < fieldStart || from + count > (fieldEnds[field] ?? 0)) return false;
    const first = variants[cell] ?? 0;
    for (let at = 0; at < count; at += 1) {
      if (!this.matchPattern(variantPatterns[first + at] ?? 0, from + at)) return false;
    }
    // Exact leaves carry an exact text for every pattern, others for none.
    if ((patterns[(variantPatterns[first] ?? 0) * 6 + EXACT] ?? -1) === -1) return true;
    for (let at = 0; at < count; at += 1) {
      if (!this.exact.match(this.#exactText(variantPatterns[first + at] ?? 0), from + at, field)) return false;
    }
    return true;
  }

  /** The fields in which a variant stands, as bits. */
  fieldsOf(variant: number): number {
    if (this.lacks(variant)) return 0;
    let fields = 0;
    for (let token = this.#firstCandidate(variant); token !== NONE; token = this.#nextCandidate(variant, token)) {
      const field = this.fieldOf(token);
      const bit = 1 << field;
      if ((fields & bit) !== 0) continue;
      if (!this.matchVariant(variant, token - this.#anchorOf(variant), field)) continue;
      fields |= bit;
      if (fields === ANYWHERE) break;
    }
    return fields;
  }

  /** Add all places of a variant to a list, in order. @param scope - bits of the fields wanted */
  collect(variant: number, scope: number, places: PlaceList): void {
    const anchor = this.#anchorOf(variant);
    const count = (this.#set.variants[variant * 2 + 1] ?? 0) & COUNT_MASK;
    for (let token = this.#firstCandidate(variant); token !== NONE; token = this.#nextCandidate(variant, token)) {
      const field = this.fieldOf(token);
      if ((scope & (1 << field)) === 0) continue;
      if (this.matchVariant(variant, token - anchor, field)) places.push(token - anchor, count);
    }
  }

  /** Whether a variant certainly stands nowhere: one of its words is missing. */
  lacks(variant: number): boolean {
    const { variants, variantPatterns, patterns } = this.#set;
    const first = variants[variant * 2] ?? 0;
    const end = first + ((variants[variant * 2 + 1] ?? 0) & COUNT_MASK);
    for (let at = first; at < end; at += 1) {
      const cell = (variantPatterns[at] ?? 0) * 6;
      const isWord = patterns[cell + TEXT_FLAGS] === (patterns[cell + HEAD_LENGTH] ?? 0) << 1;
      if (isWord && this.#index.lacks(patterns[cell + HASH] ?? 0)) return true;
    }
    return false;
  }

  #anchorOf(variant: number): number {
    return ((this.#set.variants[variant * 2 + 1] ?? 0) >> ANCHOR_SHIFT) & ANCHOR_MASK;
  }

  /** The first token that may be the variant's anchor, or {@link NONE}. */
  #firstCandidate(variant: number): number {
    if (!this.#isIndexed(variant)) return this.#scanForHead(variant, 0);
    return this.#index.first(this.#set.patterns[this.#anchorPattern(variant) * 6 + HASH] ?? 0);
  }

  #nextCandidate(variant: number, token: number): number {
    if (!this.#isIndexed(variant)) return this.#scanForHead(variant, token + 1);
    return this.#index.after(token, this.#set.patterns[this.#anchorPattern(variant) * 6 + HASH] ?? 0);
  }

  /** Without a word to look up, every token is tried by the hash of its beginning. */
  #scanForHead(variant: number, from: number): number {
    const { count } = this.#tokens;
    const { patterns } = this.#set;
    const cell = this.#anchorPattern(variant) * 6;
    const hash = patterns[cell + HASH] ?? 0;
    const last = (patterns[cell + HEAD_LENGTH] ?? 0) - 1;
    for (let token = from; token < count; token += 1) {
      if (hashes[(edges[token * 2] ?? 0) + last] === hash) return token;
    }
    return NONE;
  }

  #isIndexed(variant: number): boolean {
    return ((this.#set.variants[variant * 2 + 1] ?? 0) & HAS_ANCHOR) !== 0;
  }

  #anchorPattern(variant: number): number {
    return this.#set.variantPatterns[(this.#set.variants[variant * 2] ?? 0) + this.#anchorOf(variant)] ?? 0;
  }

  /** The exact text of a pattern, with its wildcards. */
  #exactText(pattern: number): string {
    const known = this.#exactTexts.get(pattern);
    if (known !== undefined) return known;
    const { patterns, letters } = this.#set;
    const start = patterns[pattern * 6 + EXACT] ?? 0;
    const flags = patterns[pattern * 6 + EXACT_FLAGS] ?? 0;
    let text = "";
    for (let at = start; at < start + (flags >> 1); at += 1) text += String.fromCharCode(letters[at] ?? 0);
    if ((flags & IS_BEGINNING) !== 0) text += "*";
    this.#exactTexts.set(pattern, text);
    return text;
  }
}

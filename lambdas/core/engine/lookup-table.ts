/**
 * Everything that is looked up while a text is read: words, beginnings of words, and pairs of words side by side. A
 * Bloom filter says no to nearly all words that are not looked for, from one word of memory; behind it an open-addressed
 * table leads to entries. An entry holds all that is needed in one place, for each further place in memory costs more
 * than the comparison itself:
 *
 * ```
 * word  0      letters, from bit 8 on kind and gates, from bit 12 on number of triggers
 *       1..    the letters, two in a word
 *       then for each trigger
 *       0      variant · 64 + which of its tokens was looked up
 *       1      postings · 2 + 1 when the letters of the entry are all that there is to compare
 *       2..    postings
 * ```
 *
 * Pairs are looked up only beside the rarer of their words, whose entry says so: its gates.
 */
import { IntList } from "./int-list.ts";
import { hashForm, spreadHead, spreadPair, spreadToken } from "./token-hash.ts";
import type { PatternEntry, VariantEntry } from "./variant-table.ts";

export const LETTERS_MASK = 0xff;
export const WORD_ENTRY = 0 << 8;
export const HEAD_ENTRY = 1 << 8;
export const PAIR_ENTRY = 2 << 8;
export const KIND_BITS = 3 << 8;
/** Look up the pair with the next word, with the one before. */
export const GATE_NEXT = 1 << 10;
export const GATE_PREVIOUS = 1 << 11;
export const TRIGGERS_SHIFT = 12;

/** Bits of a trigger that tell which token of the variant was looked up. */
export const TRIGGER_SHIFT = 6;

/** Longest beginning that is looked up; a longer one is compared in full later. */
const MAX_HEAD = 31;

/** Letters by which the Bloom filter knows a beginning, if all have so many. */
export const MAX_BLOOM_HEAD = 4;

/** Most letters that an entry holds: a word of so many or more is compared in full later. */
export const MAX_LETTERS = 64;

interface Entry {
  readonly key: number;
  readonly place: number;
  readonly kind: number;
  readonly letters: string;
  readonly triggers: { readonly variant: number; readonly token: number; readonly isCertain: boolean }[];
  gates: number;
}

export interface LookupSections {
  readonly bloom: Int32Array;
  readonly slots: Int32Array;
  readonly entries: Int32Array;
  /** bit n is set when some beginning is looked up by n letters */
  readonly headLengths: number;
}

export class LookupTable {
  readonly #multiplier: number;
  readonly #entries = new Map<string, Entry>();
  readonly #added = new Set<number>();
  #headLengths = 0;

  constructor(multiplier: number) {
    this.#multiplier = multiplier;
  }

  has(variant: number): boolean {
    return this.#added.has(variant);
  }

  /** See to it that a variant is found wherever it stands. */
  add(variant: number, { patterns, anchor, isExact }: VariantEntry): void {
    if (this.#added.has(variant)) return;
    this.#added.add(variant);
    const pair = rarestPair(patterns);
    const pattern = patterns[anchor];
    if (pair >= 0) {
      this.#addPair(variant, pair, patterns);
    } else if (pattern !== undefined) {
      const isCertain = patterns.length === 1 && !isExact;
      this.#addPattern(variant, anchor, pattern, isCertain);
    }
  }

  /** @param postingsOf - what a variant leads to */
  sections(postingsOf: (variant: number) => readonly number[]): LookupSections {
    const all = [...this.#entries.values()];
    const slots = new Int32Array(powerOfTwo(Math.max(16, all.length * 1.5)) * 2);
    const shift = shiftFor(slots.length / 2);
    const entries = new IntList(1024);
    const bloomHead = bloomHeadOf(this.#headLengths);
    const places = new Set<number>();
    for (const entry of all) {
      let slot = entry.place >>> shift;
      while (slots[slot * 2] !== 0) slot = (slot + 1) & (slots.length / 2 - 1);
      slots[slot * 2] = entry.key;
      slots[slot * 2 + 1] = entries.length;
      writeEntry(entries, entry, postingsOf);
      if (entry.kind === WORD_ENTRY) places.add(entry.place);
      if (entry.kind === HEAD_ENTRY) places.add(spreadHead(this.#hash(entry.letters.slice(0, bloomHead))));
    }
    // One entry sets two of the 32 bits of a word: with 16 to 32 bits an entry, one or two strangers in a hundred pass.
    const bloom = new Int32Array(powerOfTwo(Math.max(64, places.size / 2)));
    for (const place of places) {
      const word = place >>> shiftFor(bloom.length);
      bloom[word] = (bloom[word] ?? 0) | (1 << place) | (1 << (place >>> 5));
    }
    return { bloom, slots, entries: entries.cells(), headLengths: this.#headLengths };
  }

  #addPattern(variant: number, token: number, { form, head, isLiteral }: PatternEntry, isAlone: boolean): void {
    const letters = isLiteral ? form.slice(0, MAX_LETTERS) : head.slice(0, MAX_HEAD);
    const isWhole = isLiteral ? letters.length < MAX_LETTERS : `${letters}*` === form;
    const entry = isLiteral ? this.#word(form) : this.#head(letters);
    entry.triggers.push({ variant, token, isCertain: isAlone && isWhole });
  }

  #addPair(variant: number, token: number, patterns: readonly PatternEntry[]): void {
    const [first, second] = [patterns[token], patterns[token + 1]];
    if (first === undefined || second === undefined) return;
    const place = spreadPair(this.#hash(first.form), this.#hash(second.form));
    const entry = this.#entry(PAIR_ENTRY, place, place, "");
    entry.triggers.push({ variant, token, isCertain: false });
    if (first.frequency <= second.frequency) this.#word(first.form).gates |= GATE_NEXT;
    else this.#word(second.form).gates |= GATE_PREVIOUS;
  }

  #word(form: string): Entry {
    const hash = this.#hash(form);
    return this.#entry(WORD_ENTRY, hash, spreadToken(hash), form.slice(0, MAX_LETTERS));
  }

  #head(letters: string): Entry {
    this.#headLengths |= 1 << letters.length;
    const hash = this.#hash(letters);
    return this.#entry(HEAD_ENTRY, hash, spreadHead(hash), letters);
  }

  #entry(kind: number, hash: number, place: number, letters: string): Entry {
    const key = keyOf(hash);
    const name = `${kind} ${key} ${letters}`;
    const known = this.#entries.get(name);
    if (known !== undefined) return known;
    const entry: Entry = { key, place, kind, letters, triggers: [], gates: 0 };
    this.#entries.set(name, entry);
    return entry;
  }

  #hash(form: string): number {
    return hashForm(form, this.#multiplier);
  }
}

/** A hash as a key: 0 marks a free slot. */
export function keyOf(hash: number): number {
  return hash === 0 ? 1 : hash;
}

/** How far to shift a place so that its high bits index a table of that size (a power of two, 2 at least). */
export function shiftFor(size: number): number {
  return Math.clz32(size) + 1;
}

/** Letters of a beginning that the Bloom filter goes by: as many as the shortest has, up to four. */
export function bloomHeadOf(headLengths: number): number {
  for (let length = 1; length < MAX_BLOOM_HEAD; length += 1) if (((headLengths >>> length) & 1) !== 0) return length;
  return MAX_BLOOM_HEAD;
}

function writeEntry(
  cells: IntList,
  { kind, gates, letters, triggers }: Entry,
  postingsOf: (variant: number) => readonly number[],
): void {
  cells.push(letters.length | kind | gates | (triggers.length << TRIGGERS_SHIFT));
  for (let at = 0; at < letters.length; at += 2) {
    // Past the end stands NaN, which counts as 0.
    cells.push(letters.charCodeAt(at) | (letters.charCodeAt(at + 1) << 16));
  }
  for (const { variant, token, isCertain } of triggers) {
    const postings = postingsOf(variant);
    cells.push((variant << TRIGGER_SHIFT) | token);
    cells.push((postings.length << 1) | (isCertain ? 1 : 0));
    cells.pushAll(postings);
  }
}

/** The first of the two words side by side that are rarest together. @returns -1 when wildcards leave no two */
function rarestPair(patterns: readonly PatternEntry[]): number {
  let pair = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 1 < patterns.length; at += 1) {
    const [first, second] = [patterns[at], patterns[at + 1]];
    if (first?.isLiteral !== true || second?.isLiteral !== true) continue;
    const frequency = first.frequency * second.frequency;
    if (frequency >= least) continue;
    least = frequency;
    pair = at;
  }
  return pair;
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}

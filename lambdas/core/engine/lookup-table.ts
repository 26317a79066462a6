/**
 * Everything that is looked up while a text is read: words, beginnings of words, and pairs of words side by side. A
 * Bloom filter says no to nearly all words that are not looked for, from one word of memory. Behind it an open-addressed
 * table of one word a slot leads to entries, and an entry holds all that is needed in one place: each further place in
 * memory costs more than the comparison itself.
 *
 * ```
 * slot          where the entry begins; above that, bits of the hash; 0 is free
 * entry  0      letters, from bit 8 on kind and gates, from bit 12 on number of triggers
 *        1..    the letters, two in a word
 *        then for each trigger
 *        0      variant · 64 + which of its tokens was looked up
 *        1      words of postings · 2 + 1 when the letters of the entry are all that there is to compare
 *        2, 3   of a beginning: its length, its hash
 *        then   postings (posting.ts)
 * ```
 *
 * Beginnings are looked up by as many letters as the shortest of them has; then their own letters decide.
 *
 * Pairs are looked up only beside the rarer of their words, whose entry says so: its gates.
 */
import { appendLetters, type TextPool } from "./text-pool.ts";
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

/** Most letters that an entry holds: a word of so many or more is compared in full later. */
export const MAX_LETTERS = 64;

interface Trigger {
  readonly variant: number;
  /** which of its tokens was looked up */
  readonly token: number;
  readonly isCertain: boolean;
  /** the letters before the first wildcard, of a beginning */
  readonly head?: string;
}

interface Beginning extends Trigger {
  readonly head: string;
  /** share of stories in which looking it up takes a closer look */
  readonly sieved: number;
}

interface Entry {
  /** spread hash: where it belongs in tables */
  readonly place: number;
  readonly kind: number;
  readonly letters: string;
  readonly triggers: Trigger[];
  /** share of stories in which it is found */
  readonly frequency: number;
  gates: number;
  /** in words, once written */
  offset: number;
}

export class LookupTable {
  readonly #multiplier: number;
  readonly #entries = new Map<string, Entry>();
  readonly #added = new Set<number>();
  readonly #beginnings: Beginning[] = [];

  constructor(multiplier: number) {
    this.#multiplier = multiplier;
  }

  has(variant: number): boolean {
    return this.#added.has(variant);
  }

  /** See to it that a variant is found wherever it stands. */
  add(variant: number, { patterns, anchor, exactIds }: VariantEntry): void {
    if (this.#added.has(variant)) return;
    this.#added.add(variant);
    const pair = rarestPair(patterns);
    const pattern = patterns[anchor];
    if (pair >= 0) this.#addPair(variant, pair, patterns);
    else if (pattern !== undefined) {
      this.#addPattern(variant, anchor, pattern, patterns.length === 1 && exactIds.length === 0);
    }
  }

  /**
   * Write the entries, once all patterns are known.
   * @param headLetters - by which beginnings are looked up
   * @param postingsOf - what a variant leads to
   */
  writeEntries(
    { cells, offsets }: TextPool,
    headLetters: number,
    postingsOf: (variant: number) => readonly number[],
  ): void {
    for (const trigger of this.#beginnings) {
      const letters = trigger.head.slice(0, headLetters);
      const place = spreadHead(hashForm(letters, this.#multiplier));
      this.#entry(HEAD_ENTRY, place, letters, trigger.sieved).triggers.push(trigger);
    }
    // Nothing stands at 0, which marks a free slot.
    cells.push(0);
    for (const entry of this.#commonFirst()) {
      const { kind, gates, letters, triggers } = entry;
      entry.offset = cells.length;
      cells.push(letters.length | kind | gates | (triggers.length << TRIGGERS_SHIFT));
      if (!offsets.has(letters)) offsets.set(letters, cells.length * 2);
      appendLetters(cells, letters);
      for (const { variant, token, isCertain, head } of triggers) {
        const postings = postingsOf(variant);
        cells.push((variant << TRIGGER_SHIFT) | token);
        cells.push((postings.length << 1) | (isCertain ? 1 : 0));
        if (head !== undefined) cells.pushAll([head.length, hashForm(head, this.#multiplier)]);
        cells.pushAll(postings);
      }
    }
  }

  /** The table that leads to the entries, once they are written. @param length - of their section, in words */
  slots(length: number): Int32Array {
    const size = powerOfTwo(Math.max(16, this.#entries.size * 2));
    const slots = new Int32Array(size);
    const bits = offsetBits(length);
    for (const { place, offset } of this.#commonFirst()) {
      let slot = place >>> shiftFor(size);
      while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      slots[slot] = (place << bits) | offset;
    }
    return slots;
  }

  /** The filter for words and beginnings; pairs are looked up beside words. */
  bloom(): Int32Array {
    const places = new Set<number>();
    for (const { kind, place } of this.#entries.values()) if (kind !== PAIR_ENTRY) places.add(place);
    // One entry sets two of the 32 bits of a word: with 16 to 32 bits an entry, one or two strangers in a hundred pass.
    const bloom = new Int32Array(powerOfTwo(Math.max(64, places.size / 2)));
    for (const place of places) {
      const word = place >>> shiftFor(bloom.length);
      bloom[word] = (bloom[word] ?? 0) | (1 << place) | (1 << (place >>> 5));
    }
    return bloom;
  }

  #addPattern(variant: number, token: number, pattern: PatternEntry, isAlone: boolean): void {
    const { form, head, isLiteral, sieved } = pattern;
    if (isLiteral) {
      this.#word(pattern).triggers.push({ variant, token, isCertain: isAlone && form.length < MAX_LETTERS });
      return;
    }
    this.#beginnings.push({ variant, token, isCertain: false, head, sieved });
  }

  #addPair(variant: number, token: number, patterns: readonly PatternEntry[]): void {
    const [first, second] = [patterns[token], patterns[token + 1]];
    if (first === undefined || second === undefined) return;
    const frequency = first.frequency * second.frequency;
    const entry = this.#entry(PAIR_ENTRY, spreadPair(first.hash, second.hash), "", frequency);
    entry.triggers.push({ variant, token, isCertain: false });
    if (first.frequency <= second.frequency) this.#word(first).gates |= GATE_NEXT;
    else this.#word(second).gates |= GATE_PREVIOUS;
  }

  #word({ form, hash, frequency }: PatternEntry): Entry {
    return this.#entry(WORD_ENTRY, spreadToken(hash), form.slice(0, MAX_LETTERS), frequency);
  }

  /** What is found most often lies close together, where the processor's cache keeps it, and is found first. */
  #commonFirst(): readonly Entry[] {
    return [...this.#entries.values()].sort((a, b) => b.frequency - a.frequency);
  }

  #entry(kind: number, place: number, letters: string, frequency: number): Entry {
    const name = `${kind} ${place} ${letters}`;
    const known = this.#entries.get(name);
    if (known !== undefined) return known;
    const entry: Entry = { place, kind, letters, triggers: [], frequency, gates: 0, offset: 0 };
    this.#entries.set(name, entry);
    return entry;
  }
}

/** How far to shift a place so that its high bits index a table of that size (a power of two, 2 at least). */
export function shiftFor(size: number): number {
  return Math.clz32(size) + 1;
}

/** Bits of a slot that tell where its entry begins. @param length - of the entries, in words */
export function offsetBits(length: number): number {
  return 32 - Math.clz32(length);
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

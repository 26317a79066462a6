/**
 * Everything that is looked up while a text is read: words, beginnings of words, and pairs of words side by side. Behind
 * the filters (sieve.ts) an open-addressed table of one word a slot leads to entries, and an entry holds all that is needed
 * in one place: each further place in memory costs more than the comparison itself.
 *
 * ```
 * slot          where the entry begins; above that, bits of the hash; 0 is free
 * entry  ..-1   its letters, two in a word: needed only when something else leads on
 *        0      letters, from bit 8 on kind, gates and plainness, from bit 13 on number of triggers
 *        then for each trigger
 *        0      variant · 128 + which of its tokens was looked up · 2 + 1 when letters are all that there is to compare
 *        1      number of simple postings · 2 + 1 when there are others
 *        2, 3   of a beginning: its length, its hash
 *        then   simple postings, two words each (posting.ts)
 *        then   how many words others take, and these
 * ```
 *
 * A plain entry is that of a word with one simple posting and nothing else, and no other can be taken for it.
 *
 * Beginnings are looked up by their first letters (head-lengths.ts); then their own letters decide.
 *
 * Pairs are looked up only beside the rarer of their words, whose entry says so: its gates.
 */
import { lookupLetters } from "./head-lengths.ts";
import { SIMPLE_CELLS } from "./posting.ts";
import { wordFilterOf } from "./sieve.ts";
import { powerOfTwo, shiftFor } from "./table-size.ts";
import { appendLetters, type TextPool } from "./text-pool.ts";
import { hashForm, hashPair } from "./token-hash.ts";
import type { PatternEntry, VariantEntry } from "./variant-table.ts";

export const LETTERS_MASK = 0xff;
export const WORD_ENTRY = 0 << 8;
export const HEAD_ENTRY = 1 << 8;
export const PAIR_ENTRY = 2 << 8;
export const KIND_BITS = 3 << 8;
/** Look up the pair with the next word, with the one before. */
export const GATE_NEXT = 1 << 10;
export const GATE_PREVIOUS = 1 << 11;
export const PLAIN_SHIFT = 12;
const IS_PLAIN = 1 << PLAIN_SHIFT;
export const TRIGGERS_SHIFT = 13;

/** Where the guards of a plain entry stand in it. */
export const PLAIN_GUARDS = 4;

/** Words of a trigger before its postings, and how many more a beginning has. */
export const TRIGGER_CELLS = 2;
export const FIELDS_OF_HEAD = 2;

/** Bits of a trigger, below the variant. */
export const IS_CERTAIN = 1;
export const TRIGGER_TOKEN_SHIFT = 1;
export const TRIGGER_TOKEN_MASK = 0x3f;
export const TRIGGER_SHIFT = 7;

/** Most letters that an entry holds: a longer word is compared by its variant. */
const MAX_LETTERS = 64;

/** What a variant leads to. */
export interface Postings {
  /** each with two guards, in two words */
  readonly simple: readonly number[];
  readonly others: readonly number[];
}

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
  /** hash: its high bits tell where it belongs in tables */
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
  /** by their letters */
  readonly #words = new Map<string, Entry>();
  readonly #heads = new Map<string, Entry>();
  /** by their hash */
  readonly #pairs = new Map<number, Entry>();
  /** all entries, in the order in which they were written */
  #written: readonly Entry[] = [];
  readonly #added = new Set<number>();
  readonly #beginnings: Beginning[] = [];
  /** entries that are plain if no other can be taken for them */
  readonly #plain: Entry[] = [];

  constructor(multiplier: number) {
    this.#multiplier = multiplier;
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
  writeEntries({ cells, offsets }: TextPool, headLetters: number, postingsOf: (variant: number) => Postings): void {
    for (const trigger of this.#beginnings) {
      const letters = trigger.head.slice(0, lookupLetters(trigger.head.length, headLetters));
      const entry = this.#heads.get(letters) ?? this.#newHead(letters, trigger.sieved);
      entry.triggers.push(trigger);
    }
    // Nothing stands at 0, which marks a free slot.
    cells.push(0);
    this.#written = commonFirst([...this.#words.values(), ...this.#pairs.values(), ...this.#heads.values()]);
    for (const entry of this.#written) {
      const { kind, gates, letters, triggers } = entry;
      if (kind === WORD_ENTRY) {
        if (!offsets.has(letters)) offsets.set(letters, cells.length * 2);
        appendLetters(cells, letters);
      }
      entry.offset = cells.length;
      cells.push(letters.length | kind | gates | (triggers.length << TRIGGERS_SHIFT));
      for (const { variant, token, isCertain, head } of triggers) {
        const { simple, others } = postingsOf(variant);
        cells.push((variant << TRIGGER_SHIFT) | (token << TRIGGER_TOKEN_SHIFT) | (isCertain ? IS_CERTAIN : 0));
        cells.push(simple.length | (others.length > 0 ? 1 : 0));
        if (head !== undefined) cells.pushAll([head.length, hashForm(head, this.#multiplier)]);
        cells.pushAll(simple);
        if (others.length > 0) cells.pushAll([others.length, ...others]);
        else if (triggers.length === 1 && kind === WORD_ENTRY && gates === 0 && simple.length === SIMPLE_CELLS) {
          this.#plain.push(entry);
        }
      }
    }
  }

  /**
   * The tables that lead to the entries: one for words and pairs, and a small one for beginnings.
   * @param entries - as they were written; which are plain is marked in them
   */
  slots(entries: Int32Array): { readonly slots: Int32Array; readonly headSlots: Int32Array } {
    const bits = offsetBits(entries.length);
    const [heads, others] = [[], []] as [Entry[], Entry[]];
    for (const entry of this.#written) (entry.kind === HEAD_ENTRY ? heads : others).push(entry);
    const slots = fillSlots(others, bits);
    for (const { place, offset } of this.#plain) {
      if (isAlone(slots, place >>> shiftFor(slots.length), (place << bits) >>> bits, bits)) {
        entries[offset] = (entries[offset] ?? 0) | IS_PLAIN;
      }
    }
    return { slots, headSlots: fillSlots(heads, bits) };
  }

  /** The filter for words; pairs are looked up beside them. */
  wordBits(): Int32Array {
    return wordFilterOf(Array.from(this.#words.values(), ({ place }) => place));
  }

  #addPattern(variant: number, token: number, pattern: PatternEntry, isAlone: boolean): void {
    const { form, head, isLiteral, sieved } = pattern;
    if (isLiteral) {
      this.#word(pattern).triggers.push({ variant, token, isCertain: isAlone && form.length <= MAX_LETTERS });
      return;
    }
    this.#beginnings.push({ variant, token, isCertain: false, head, sieved });
  }

  #addPair(variant: number, token: number, patterns: readonly PatternEntry[]): void {
    const [first, second] = [patterns[token], patterns[token + 1]];
    if (first === undefined || second === undefined) return;
    const frequency = first.frequency * second.frequency;
    const place = hashPair(first.hash, second.hash);
    const entry = this.#pairs.get(place) ?? newEntry(PAIR_ENTRY, place, "", frequency);
    this.#pairs.set(place, entry);
    entry.triggers.push({ variant, token, isCertain: false });
    if (first.frequency <= second.frequency) this.#word(first).gates |= GATE_NEXT;
    else this.#word(second).gates |= GATE_PREVIOUS;
  }

  #word({ form, hash, frequency }: PatternEntry): Entry {
    const known = this.#words.get(form);
    if (known !== undefined) return known;
    const entry = newEntry(WORD_ENTRY, hash, form.slice(0, MAX_LETTERS), frequency);
    this.#words.set(form, entry);
    return entry;
  }

  #newHead(letters: string, frequency: number): Entry {
    const entry = newEntry(HEAD_ENTRY, hashForm(letters, this.#multiplier), letters, frequency);
    this.#heads.set(letters, entry);
    return entry;
  }
}

function newEntry(kind: number, place: number, letters: string, frequency: number): Entry {
  return { place, kind, letters, triggers: [], frequency, gates: 0, offset: 0 };
}

/** What is found most often lies close together, where the processor's cache keeps it. */
function commonFirst(entries: Entry[]): readonly Entry[] {
  return entries.sort((a, b) => b.frequency - a.frequency);
}

/** @param bits - for the offset of an entry */
function fillSlots(entries: readonly Entry[], bits: number): Int32Array {
  const size = powerOfTwo(Math.max(16, entries.length * 2));
  const slots = new Int32Array(size);
  for (const { place, offset } of entries) {
    let slot = place >>> shiftFor(size);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = (place << bits) | offset;
  }
  return slots;
}

/**
 * Whether a lookup of an entry can find no other: none with the same bits of the hash stands between two free slots.
 * @param home - slot where the lookup begins
 */
function isAlone(slots: Int32Array, home: number, tag: number, bits: number): boolean {
  const mask = slots.length - 1;
  let alike = 0;
  for (let slot = home; slots[slot] !== 0; slot = (slot + 1) & mask) {
    if ((slots[slot] ?? 0) >>> bits === tag) alike += 1;
  }
  return alike === 1;
}

/** Bits of a slot that tell where its entry begins; bits of the hash are above. @param length - of the entries, in words */
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

/**
 * Everything that is looked up while a text is read: words, pairs of words side by side, beginnings of words. A Bloom
 * filter says no to nearly all that is not there, from one word of memory; behind it an open-addressed table leads to
 * the variants that may stand at that place.
 */
import { IntList } from "./int-list.ts";
import { hashForm, spreadHead, spreadPair, spreadToken } from "./token-hash.ts";
import type { PatternEntry, VariantEntry } from "./variant-table.ts";

/** Longest beginning that is looked up; a longer one is compared in full later. */
export const MAX_HEAD = 31;

/** Letters by which the Bloom filter knows a beginning, if it has so many. */
export const BLOOM_HEAD = 4;

/** Bits of a trigger that tell which token of the variant was looked up. */
export const TRIGGER_SHIFT = 6;

interface Lookup {
  readonly key: number;
  /** of a pair: the second hash; of a beginning: its length; of a word: 0 */
  readonly second: number;
  readonly place: number;
  readonly triggers: number[];
}

export interface LookupSections {
  readonly bloom: Int32Array;
  readonly slotKeys: Int32Array;
  readonly slotValues: Int32Array;
  readonly triggers: Int32Array;
  readonly headLengths: number;
}

export class LookupTable {
  readonly #multiplier: number;
  readonly #lookups = new Map<string, Lookup>();
  readonly #bloomPlaces = new Set<number>();
  readonly #added = new Set<number>();
  #headLengths = 0;

  constructor(multiplier: number) {
    this.#multiplier = multiplier;
  }

  has(id: number): boolean {
    return this.#added.has(id);
  }

  /** See to it that a variant is found wherever it stands. */
  add(id: number, { patterns, anchor }: VariantEntry): void {
    if (this.#added.has(id)) return;
    this.#added.add(id);
    const pair = rarestPair(patterns);
    const pattern = patterns[anchor];
    if (pair >= 0) {
      const first = this.#hash(patterns[pair]?.form ?? "");
      const second = this.#hash(patterns[pair + 1]?.form ?? "");
      this.#bloomPlaces.add(spreadPair(first, second));
      this.#put(first, second, spreadPair(first, second), id, pair);
    } else if (pattern?.isLiteral === true) {
      const hash = this.#hash(pattern.form);
      this.#bloomPlaces.add(spreadToken(hash));
      this.#put(hash, 0, spreadToken(hash), id, anchor);
    } else {
      const head = (pattern?.head ?? "").slice(0, MAX_HEAD);
      const hash = this.#hash(head);
      this.#headLengths |= 1 << head.length;
      this.#bloomPlaces.add(spreadHead(this.#hash(head.slice(0, BLOOM_HEAD))));
      this.#put(hash, head.length, spreadHead(hash), id, anchor);
    }
  }

  sections(): LookupSections {
    const lookups = [...this.#lookups.values()];
    const slots = powerOfTwo(Math.max(16, lookups.length * 2));
    const slotKeys = new Int32Array(slots);
    const slotValues = new Int32Array(slots * 3);
    const triggers = new IntList();
    for (const { key, second, place, triggers: found } of lookups) {
      let slot = place >>> shiftFor(slots);
      while (slotKeys[slot] !== 0) slot = (slot + 1) & (slots - 1);
      slotKeys[slot] = key;
      slotValues.set([second, triggers.length, found.length], slot * 3);
      triggers.pushAll(found);
    }
    // One entry sets two of the 32 bits of a word: with 16 to 32 bits an entry, one or two strangers in a hundred pass.
    const bloom = new Int32Array(powerOfTwo(Math.max(64, this.#bloomPlaces.size / 2)));
    for (const place of this.#bloomPlaces) {
      const word = place >>> shiftFor(bloom.length);
      bloom[word] = (bloom[word] ?? 0) | (1 << place) | (1 << (place >>> 5));
    }
    return { bloom, slotKeys, slotValues, triggers: triggers.cells(), headLengths: this.#headLengths };
  }

  #hash(form: string): number {
    return hashForm(form, this.#multiplier);
  }

  #put(hash: number, second: number, place: number, id: number, token: number): void {
    const key = keyOf(hash);
    const name = `${key} ${second} ${place}`;
    const trigger = (id << TRIGGER_SHIFT) | token;
    const known = this.#lookups.get(name);
    if (known === undefined) this.#lookups.set(name, { key, second, place, triggers: [trigger] });
    else known.triggers.push(trigger);
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

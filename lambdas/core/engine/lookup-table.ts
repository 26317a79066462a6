/**
 * Everything that is looked up while a text is read: words, pairs of words side by side, beginnings of words. A Bloom
 * filter says no to nearly all that is not there, from one word of memory; behind it an open-addressed table leads to
 * the variants that may stand at that place.
 */
import { IntList } from "./int-list.ts";
import { hashForm, spreadHead, spreadPair, spreadToken } from "./token-hash.ts";
import type { VariantEntry } from "./variant-table.ts";

/** Longest beginning that is looked up; a longer one is compared in full later. */
export const MAX_HEAD = 31;

/** Units by which the Bloom filter knows beginnings; shorter ones take a slower path. */
export const BLOOM_HEAD = 4;

/** Which token of a variant was looked up: six bits of a trigger. */
export const TRIGGER_SHIFT = 6;

interface Lookup {
  readonly key: number;
  /** of a pair: the second hash; of a beginning: its length; of a word: 0 */
  readonly second: number;
  /** where it stands in the table and the Bloom filter */
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
  readonly #added = new Set<number>();
  #headLengths = 0;
  #shortHeads: Lookup[] = [];

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
      this.#put(first, second, spreadPair(first, second), id, pair);
    } else if (pattern?.isLiteral === true) {
      const hash = this.#hash(pattern.form);
      this.#put(hash, 0, spreadToken(hash), id, anchor);
    } else {
      const head = (pattern?.head ?? "").slice(0, MAX_HEAD);
      const hash = this.#hash(head);
      this.#put(hash, head.length, spreadHead(hash), id, anchor, head.length);
    }
  }

  sections(): LookupSections {
    const lookups = [...this.#lookups.values()];
    const slots = powerOfTwo(Math.max(16, lookups.length * 2));
    const slotKeys = new Int32Array(slots);
    const slotValues = new Int32Array(slots * 3);
    // One entry sets two of the 32 bits of a word: 16 to 32 bits an entry let one or two in a hundred pass.
    const bloom = new Int32Array(powerOfTwo(Math.max(64, lookups.length / 2)));
    const triggers = new IntList();
    for (const { key, second, place, triggers: found } of lookups) {
      let slot = place >>> shiftFor(slots);
      while (slotKeys[slot] !== 0) slot = (slot + 1) & (slots - 1);
      slotKeys[slot] = key;
      slotValues.set([second, triggers.length, found.length], slot * 3);
      triggers.pushAll(found);
      enter(bloom, place);
    }
    return { bloom, slotKeys, slotValues, triggers: triggers.cells(), headLengths: this.#headLengths };
  }

  #hash(form: string): number {
    return hashForm(form, this.#multiplier);
  }

  #put(hash: number, second: number, place: number, id: number, token: number, headLength = 0): void {
    // 0 marks a free slot.
    const key = hash === 0 ? 1 : hash;
    const name = `${key} ${second} ${place}`;
    const trigger = (id << TRIGGER_SHIFT) | token;
    const known = this.#lookups.get(name);
    if (known === undefined) this.#lookups.set(name, { key, second, place, triggers: [trigger] });
    else known.triggers.push(trigger);
    if (headLength > 0) this.#headLengths |= 1 << headLength;
  }
}

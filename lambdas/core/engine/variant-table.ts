/**
 * The token patterns and sequences of them that rules look for, each once. A variant is one spelling of a leaf: one
 * pattern, or several side by side.
 *
 * ```
 * variants      one word each: bit 0: it is a phrase or exact; above: its only pattern, or where its shape stands in
 *               phrases
 * phrases       shape, patterns, and of exact ones the exact texts
 * patterns      three words each: hash of the letters before the first wildcard, text, length · 4 + flags
 * exacts        two words each: text, length · 4 + flags
 * ```
 */
import type { CompiledLeaf, LeafVariant } from "../rules/compile-leaf.ts";
import { lookupLetters, MAX_HEAD_LETTERS } from "./head-lengths.ts";
import { IntList } from "./int-list.ts";
import { type TextPool, writeText } from "./text-pool.ts";
import { hashForm } from "./token-hash.ts";
import type { WordFrequencies } from "./word-frequencies.ts";

/** Bit of a variant, below the number of its pattern or phrase. */
export const IS_COMPLEX = 1;
export const VARIANT_SHIFT = 1;

/** Bits of a phrase's shape: how many patterns, which of them is searched for, whether exact texts follow. */
export const COUNT_MASK = 0x7f;
export const ANCHOR_SHIFT = 8;
export const ANCHOR_MASK = 0x3f;
export const IS_EXACT = 1 << 16;

/** Bits of a text, below its length: it ends in `*`, it has a `?`. */
export const IS_BEGINNING = 1;
export const HAS_GAP = 2;
export const LENGTH_SHIFT = 2;

/** Cells of a pattern and of an exact text. */
export const PATTERN_CELLS = 3;
export const EXACT_CELLS = 2;

/** What is known of a pattern while rules are compiled. */
export interface PatternEntry {
  readonly id: number;
  readonly form: string;
  /** the letters before the first wildcard; all of them when there is none */
  readonly head: string;
  readonly isLiteral: boolean;
  readonly hash: number;
  /** share of stories in which it is found */
  readonly frequency: number;
  /** share of stories in which looking it up takes a closer look */
  readonly sieved: number;
}

export interface VariantEntry {
  readonly patterns: readonly PatternEntry[];
  readonly exactIds: readonly number[];
  /** the rarest pattern without wildcard, else the rarest of all */
  readonly anchor: number;
  readonly frequency: number;
}

/** A leaf as the engine sees it: any of the variants. */
export interface LeafEntry {
  readonly variants: readonly number[];
  /** share of stories in which it stands */
  readonly frequency: number;
  /** expected work of looking it up in a story; 1 is a match */
  readonly cost: number;
}

const NO_EXACT: readonly number[] = [];

export class VariantTable {
  readonly variants: VariantEntry[] = [];
  readonly #frequencies: WordFrequencies;
  readonly #multiplier: number;
  readonly #patterns: PatternEntry[] = [];
  readonly #patternIds = new Map<string, number>();
  readonly #exactIds = new Map<string, number>();
  /** variants of one word by its pattern */
  readonly #words: number[] = [];
  /** the others by what they consist of */
  readonly #variantIds = new Map<string, number>();
  readonly #leaves = new Map<CompiledLeaf, LeafEntry>();

  /** @param leaves - all that there are, or nearly: those that stand in most stories get the first numbers */
  constructor(multiplier: number, frequencies: WordFrequencies, leaves: Iterable<CompiledLeaf>) {
    this.#multiplier = multiplier;
    this.#frequencies = frequencies;
    for (const leaf of leaves) this.leaf(leaf);
    this.#renumber();
  }

  leaf(leaf: CompiledLeaf): LeafEntry {
    const known = this.#leaves.get(leaf);
    if (known !== undefined) return known;
    const variants = leaf.variants.map((variant) => this.#variant(variant, leaf.isExact));
    let [frequency, cost] = [0, 0];
    for (const id of variants) {
      const variant = this.variants[id];
      if (variant === undefined) continue;
      frequency += variant.frequency;
      cost += costOf(variant);
    }
    const entry = { variants, frequency: Math.min(1, frequency), cost };
    this.#leaves.set(leaf, entry);
    return entry;
  }

  /** Letters that all patterns have before a wildcard, at most {@link MAX_HEAD_LETTERS}. */
  headLetters(): number {
    let letters = MAX_HEAD_LETTERS;
    for (const head of this.heads()) letters = Math.min(letters, head.length);
    return letters;
  }

  /** The letters before the first wildcard of all patterns that have one. */
  *heads(): Iterable<string> {
    for (const { head, isLiteral } of this.#patterns) if (!isLiteral) yield head;
  }

  sections(texts: TextPool): { variants: Int32Array; phrases: Int32Array; patterns: Int32Array; exacts: Int32Array } {
    const variants = new IntList(this.variants.length + 1);
    const phrases = new IntList();
    for (const entry of this.variants) {
      const [only] = entry.patterns;
      if (only !== undefined && entry.patterns.length === 1 && entry.exactIds.length === 0) {
        variants.push(only.id << VARIANT_SHIFT);
        continue;
      }
      variants.push((phrases.length << VARIANT_SHIFT) | IS_COMPLEX);
      const exact = entry.exactIds.length > 0 ? IS_EXACT : 0;
      phrases.push(entry.patterns.length | (entry.anchor << ANCHOR_SHIFT) | exact);
      for (const { id } of entry.patterns) phrases.push(id);
      phrases.pushAll(entry.exactIds);
    }
    const patterns = new IntList(this.#patterns.length * PATTERN_CELLS + 1);
    for (const { form, hash } of this.#patterns) {
      patterns.push(hash);
      patterns.pushAll(textCells(form, texts));
    }
    const exacts = new IntList();
    for (const form of this.#exactIds.keys()) exacts.pushAll(textCells(form, texts));
    return {
      variants: variants.cells(),
      phrases: phrases.cells(),
      patterns: patterns.cells(),
      exacts: exacts.cells(),
    };
  }

  /** What is known of common spellings lies close together then, where the processor's cache keeps it. */
  #renumber(): void {
    const order = [...this.variants.keys()];
    order.sort((a, b) => (this.variants[b]?.frequency ?? 0) - (this.variants[a]?.frequency ?? 0));
    const numbers = new Int32Array(order.length);
    order.forEach((old, number) => {
      numbers[old] = number;
    });
    const sorted = [...this.variants];
    order.forEach((old, number) => {
      const entry = sorted[old];
      if (entry !== undefined) this.variants[number] = entry;
    });
    this.#words.forEach((old, pattern) => {
      this.#words[pattern] = numbers[old] ?? 0;
    });
    for (const [key, old] of this.#variantIds) this.#variantIds.set(key, numbers[old] ?? 0);
    for (const [leaf, entry] of this.#leaves) {
      const { frequency, cost } = entry;
      this.#leaves.set(leaf, { variants: entry.variants.map((old) => numbers[old] ?? 0), frequency, cost });
    }
  }

  #variant(variant: LeafVariant, isExact: boolean): number {
    const [only] = variant;
    if (only !== undefined && variant.length === 1 && !isExact) return this.#word(this.#pattern(only.form));
    const patternIds = variant.map(({ form }) => this.#pattern(form));
    const exactIds = isExact ? variant.map(({ exact }) => numberOf(this.#exactIds, exact)) : NO_EXACT;
    const key = `${patternIds.join()}=${exactIds.join()}`;
    const known = this.#variantIds.get(key);
    if (known !== undefined) return known;
    const patterns = patternIds.flatMap((id) => this.#patterns[id] ?? []);
    const id = this.variants.length;
    this.#variantIds.set(key, id);
    const frequency = phraseFrequency(patterns, isExact);
    this.variants.push({ patterns, exactIds, anchor: rarestOf(patterns), frequency });
    return id;
  }

  /** Nearly all spellings are one word. @param pattern - its number */
  #word(pattern: number): number {
    const known = this.#words[pattern];
    const entry = this.#patterns[pattern];
    if (known !== undefined || entry === undefined) return known ?? 0;
    const id = this.variants.length;
    this.#words[pattern] = id;
    const { frequency } = entry;
    this.variants.push({ patterns: [entry], exactIds: NO_EXACT, anchor: 0, frequency });
    return id;
  }

  #pattern(form: string): number {
    const known = this.#patternIds.get(form);
    if (known !== undefined) return known;
    const firstWildcard = form.search(/[*?]/);
    const isLiteral = firstWildcard === -1;
    const head = isLiteral ? form : form.slice(0, firstWildcard);
    const frequency = isLiteral ? this.#frequencies.word(form) : this.#frequencies.beginning(head);
    const looked = head.slice(0, lookupLetters(head.length, MAX_HEAD_LETTERS));
    const sieved = isLiteral ? frequency : this.#frequencies.beginning(looked);
    const id = this.#patterns.length;
    this.#patternIds.set(form, id);
    this.#patterns.push({ id, form, head, isLiteral, hash: hashForm(head, this.#multiplier), frequency, sieved });
    return id;
  }
}

function textCells(form: string, texts: TextPool): readonly [number, number] {
  const isBeginning = form.endsWith("*");
  const text = isBeginning ? form.slice(0, -1) : form;
  const flags = (isBeginning ? IS_BEGINNING : 0) | (text.includes("?") ? HAS_GAP : 0);
  return [writeText(texts, text), (text.length << LENGTH_SHIFT) | flags];
}

function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}

function rarestOf(patterns: readonly PatternEntry[]): number {
  let rarest = 0;
  patterns.forEach((pattern, index) => {
    const best = patterns[rarest];
    if (best === undefined) return;
    const isBetter = pattern.isLiteral === best.isLiteral ? pattern.frequency < best.frequency : pattern.isLiteral;
    if (isBetter) rarest = index;
  });
  return rarest;
}

/** A closer look costs about a third of following what was found. */
function costOf({ patterns, anchor, frequency }: VariantEntry): number {
  const looked = patterns[anchor];
  return looked === undefined || (looked.isLiteral && patterns.length === 1)
    ? frequency
    : frequency + 0.3 * looked.sieved;
}

/** Words side by side are much rarer than the rarest of them; exact case halves a word at least. */
function phraseFrequency(patterns: readonly PatternEntry[], isExact: boolean): number {
  let frequency = 1;
  for (const pattern of patterns) frequency = Math.min(frequency, pattern.frequency);
  for (let more = 1; more < Math.min(patterns.length, 3); more += 1) frequency *= 0.1;
  return isExact ? frequency * 0.5 : frequency;
}

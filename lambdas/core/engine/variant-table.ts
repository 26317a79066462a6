/**
 * The token patterns and sequences of them that rules look for, each once. A variant is one spelling of a leaf: one or
 * more patterns side by side.
 */
import type { CompiledLeaf, LeafVariant } from "../rules/compile-leaf.ts";
import { IntList } from "./int-list.ts";
import { MAX_BLOOM_HEAD } from "./lookup-table.ts";
import { hashForm } from "./token-hash.ts";
import type { WordFrequencies } from "./word-frequencies.ts";

/** Bits of a variant's shape, above the number of its patterns: which pattern is looked up when it is searched for. */
export const COUNT_MASK = 0x7f;
export const ANCHOR_SHIFT = 8;
export const ANCHOR_MASK = 0x3f;
/** The anchor has no wildcard: it can be looked up by its hash. */
export const HAS_ANCHOR = 1 << 16;
/** It is looked up in every story: what was not found is not there. */
export const IS_LOOKED_UP = 1 << 18;

/** Lowest bit of a text's flags, above it the length: a final `*`. */
export const IS_BEGINNING = 1;

/** What is known of a pattern while rules are compiled. */
export interface PatternEntry {
  readonly form: string;
  /** the letters before the first wildcard; all of them when there is none */
  readonly head: string;
  readonly isLiteral: boolean;
  /** share of stories in which it is found */
  readonly frequency: number;
  /** share of stories in which looking it up takes a closer look */
  readonly sieved: number;
}

export interface VariantEntry {
  readonly patterns: readonly PatternEntry[];
  readonly isExact: boolean;
  /** the rarest pattern without wildcard, else the rarest of all */
  readonly anchor: number;
  readonly frequency: number;
  /** of its first pattern, in the table */
  readonly firstPattern: number;
}

/** A leaf as the engine sees it: any of the variants. */
export interface LeafEntry {
  readonly variants: readonly number[];
  /** share of stories in which it stands */
  readonly frequency: number;
  /** expected work of looking it up in a story; 1 is a match */
  readonly cost: number;
}

export class VariantTable {
  readonly variants: VariantEntry[] = [];
  readonly #frequencies: WordFrequencies;
  readonly #multiplier: number;
  readonly #patternIds = new Map<string, number>();
  readonly #patterns: PatternEntry[] = [];
  readonly #variantIds = new Map<string, number>();
  readonly #leaves = new Map<CompiledLeaf, LeafEntry>();
  readonly #textOffsets = new Map<string, number>();
  readonly #patternCells = new IntList();
  readonly #variantPatterns = new IntList();
  readonly #texts = new IntList(1024);

  constructor(multiplier: number, frequencies: WordFrequencies) {
    this.#multiplier = multiplier;
    this.#frequencies = frequencies;
  }

  leaf(leaf: CompiledLeaf): LeafEntry {
    const known = this.#leaves.get(leaf);
    if (known !== undefined) return known;
    const variants = leaf.variants.map((variant) => this.#variant(variant, leaf.isExact));
    const entries = variants.flatMap((id) => this.variants[id] ?? []);
    const frequency = entries.reduce((sum, variant) => sum + variant.frequency, 0);
    const cost = entries.reduce((sum, variant) => sum + costOf(variant), 0);
    const entry = { variants, frequency: Math.min(1, frequency), cost };
    this.#leaves.set(leaf, entry);
    return entry;
  }

  /** Number of a pattern of a variant, for programs that compare it. */
  patternId(variant: VariantEntry, index: number): number {
    return this.#variantPatterns.at(variant.firstPattern + index);
  }

  /** The sections `variantPatterns`, `patterns` and `letters`. */
  sections(): { variantPatterns: Int32Array; patterns: Int32Array; letters: Uint16Array } {
    return {
      variantPatterns: this.#variantPatterns.cells(),
      patterns: this.#patternCells.cells(),
      letters: Uint16Array.from(this.#texts.cells()),
    };
  }

  #variant(variant: LeafVariant, isExact: boolean): number {
    const ids = variant.map(({ form, exact }) => this.#pattern(form, isExact ? exact : undefined));
    const key = ids.join();
    const known = this.#variantIds.get(key);
    if (known !== undefined) return known;
    const patterns = ids.map((id) => this.#patterns[id] ?? NOTHING);
    const firstPattern = this.#variantPatterns.length;
    this.#variantPatterns.pushAll(ids);
    const id = this.variants.length;
    this.#variantIds.set(key, id);
    this.variants.push({
      patterns,
      isExact,
      anchor: rarestOf(patterns),
      frequency: phraseFrequency(patterns, isExact),
      firstPattern,
    });
    return id;
  }

  #pattern(form: string, exact: string | undefined): number {
    const key = exact === undefined ? form : `${form} ${exact}`;
    const known = this.#patternIds.get(key);
    if (known !== undefined) return known;
    const isBeginning = form.endsWith("*");
    const text = isBeginning ? form.slice(0, -1) : form;
    const firstWildcard = text.indexOf("?");
    const head = firstWildcard === -1 ? text : text.slice(0, firstWildcard);
    const isLiteral = !isBeginning && firstWildcard === -1;
    const frequency = isLiteral ? this.#frequencies.word(form) : this.#frequencies.beginning(head);
    const id = this.#patterns.length;
    this.#patternIds.set(key, id);
    const sieved = isLiteral ? frequency : this.#frequencies.beginning(head.slice(0, MAX_BLOOM_HEAD));
    this.#patterns.push({ form, head, isLiteral, frequency, sieved });
    this.#patternCells.pushAll([hashForm(head, this.#multiplier), head.length, ...this.#text(form)]);
    this.#patternCells.pushAll(exact === undefined ? [-1, 0] : this.#text(exact));
    return id;
  }

  /** Where the letters of a text stand, and its length and flag. */
  #text(form: string): readonly [number, number] {
    const isBeginning = form.endsWith("*");
    const text = isBeginning ? form.slice(0, -1) : form;
    let offset = this.#textOffsets.get(text);
    if (offset === undefined) {
      offset = this.#texts.length;
      this.#textOffsets.set(text, offset);
      for (let at = 0; at < text.length; at += 1) this.#texts.push(text.charCodeAt(at));
    }
    return [offset, (text.length << 1) | (isBeginning ? IS_BEGINNING : 0)];
  }
}

const NOTHING: PatternEntry = { form: "", head: "", isLiteral: true, frequency: 0, sieved: 0 };

function rarestOf(patterns: readonly PatternEntry[]): number {
  let rarest = 0;
  patterns.forEach((pattern, index) => {
    const best = patterns[rarest] ?? NOTHING;
    const isBetter = pattern.isLiteral === best.isLiteral ? pattern.frequency < best.frequency : pattern.isLiteral;
    if (isBetter) rarest = index;
  });
  return rarest;
}

/** A closer look costs about a third of following what was found. */
function costOf({ patterns, anchor, frequency }: VariantEntry): number {
  const { isLiteral, sieved } = patterns[anchor] ?? NOTHING;
  return isLiteral && patterns.length === 1 ? frequency : frequency + 0.3 * sieved;
}

/** Words side by side are much rarer than the rarest of them; exact case halves a word at least. */
function phraseFrequency(patterns: readonly PatternEntry[], isExact: boolean): number {
  let frequency = 1;
  for (const pattern of patterns) frequency = Math.min(frequency, pattern.frequency);
  for (let more = 1; more < Math.min(patterns.length, 3); more += 1) frequency *= 0.1;
  return isExact ? frequency * 0.5 : frequency;
}

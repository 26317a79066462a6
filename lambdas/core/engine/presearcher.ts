/**
 * Finds out which rules are worth asking: looks up the tokens of a story that may be in the rule set, pairs and beginnings
 * of them, and follows what was found to rules and entities.
 */
import type { CompiledSet } from "./compiled-set.ts";
import { Findings } from "./findings.ts";
import { foldTable } from "./fold-table.ts";
import { GUARD_TO_SLOT, words as lastWords } from "./index-arrays.ts";
import {
  FIELDS_OF_HEAD,
  GATE_NEXT,
  GATE_PREVIOUS,
  HEAD_ENTRY,
  IS_CERTAIN,
  KIND_BITS,
  LETTERS_MASK,
  offsetBits,
  PAIR_ENTRY,
  TRIGGER_CELLS,
  TRIGGER_SHIFT,
  TRIGGER_TOKEN_MASK,
  TRIGGER_TOKEN_SHIFT,
  TRIGGERS_SHIFT,
  WORD_ENTRY,
} from "./lookup-table.ts";
import { fieldOf } from "./place-list.ts";
import {
  GUARDED,
  GUARDS_MASK,
  HEAD_GUARD,
  HEADS_SHIFT,
  KIND_MASK,
  MENTION,
  SCOPE_SHIFT,
  SIMPLE_CELLS,
  TARGET_SHIFT,
  WORDS_SHIFT,
} from "./posting.ts";
import { wordTokens } from "./sieve.ts";
import { ENTITY_CELLS, type StoryFacts } from "./story-facts.ts";
import { PROBE_BITS, PROBE_MASK, probedHeads, TableProbes } from "./table-probes.ts";
import { shiftFor } from "./table-size.ts";
import * as arrays from "./token-arrays.ts";
import { hashPair } from "./token-hash.ts";
import { NONE } from "./token-index.ts";

// Constants of this module, not of another: what is imported is looked up in every turn of a loop.
const { units, hashes, edges } = arrays;
const [fold, words] = [foldTable, lastWords];

const [simpleCells, guardToSlot] = [SIMPLE_CELLS, GUARD_TO_SLOT];

/**
 * Words of simple postings from which on they are followed once a story and field, as all others are: a text that repeats
 * a word would take long otherwise. For fewer, a note of it would cost more than to follow them again.
 */
const MANY_POSTINGS = 16;

export class Presearcher {
  readonly findings: Findings;
  readonly #set: CompiledSet;
  readonly #facts: StoryFacts;
  /** by reference: the last story in which it was followed */
  readonly #referenceStories: Int32Array;
  /** by variant of many postings: story | bits of the fields in which they were followed */
  readonly #followed: Int32Array;
  readonly #probes: TableProbes;
  readonly #offsetBits: number;

  constructor(set: CompiledSet, facts: StoryFacts) {
    this.#set = set;
    this.#facts = facts;
    this.findings = new Findings(set, facts);
    this.#referenceStories = facts.cellsByStory(set.references.length / 4);
    this.#followed = facts.cellsByStory(set.variants.length);
    this.#probes = new TableProbes(set);
    this.#offsetBits = offsetBits(set.entries.length);
  }

  /** Look up everything in the story that was read. */
  search(): void {
    this.findings.clear();
    const { slots, headSlots } = this.#set;
    const { sieve, tokens, index } = this.#facts;
    const probes = this.#probes;
    probes.probe(sieve, index.guardBase);
    for (let at = 0; at < probes.words; at += 1) {
      const token = wordTokens[at] ?? 0;
      this.#probe(slots, WORD_ENTRY, hashOf(token), token, fieldOf(token, tokens.fieldEnds));
    }
    for (let at = 0; at < probes.heads; at += 1) {
      const probe = probedHeads[at] ?? 0;
      const token = probe >> PROBE_BITS;
      const place = headPlace(token, probe & PROBE_MASK);
      this.#probe(headSlots, HEAD_ENTRY, place, token, fieldOf(token, tokens.fieldEnds));
    }
  }

  /** Follow the entities that were named to the rules that speak of them. */
  followEntities(): void {
    const { entities, entityReferences, references, postings } = this.#set;
    for (let at = 0; at < this.findings.namedCount; at += 1) {
      const cell = (this.findings.named[at] ?? 0) * ENTITY_CELLS;
      const first = entities[cell] ?? 0;
      const end = first + (entities[cell + 1] ?? 0);
      for (let link = first; link < end; link += 1) {
        const reference = entityReferences[link] ?? 0;
        if (this.#referenceStories[reference] === this.#facts.story) continue;
        this.#referenceStories[reference] = this.#facts.story;
        if (this.#facts.fieldsOfReference(reference) === 0) continue;
        const posting = references[reference * 4 + 2] ?? 0;
        const last = posting + (references[reference * 4 + 3] ?? 0);
        for (let index = posting; index < last; index += 1) this.findings.addRule(postings[index] ?? 0);
      }
    }
  }

  /** Follow all entries of that kind and hash. @param token - that was looked up; of a pair the first */
  #probe(slots: Int32Array, kind: number, place: number, token: number, field: number): void {
    const { entries } = this.#set;
    const mask = slots.length - 1;
    const bits = this.#offsetBits;
    let slot = place >>> shiftFor(slots.length);
    for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
      if ((found ^ (place << bits)) >>> bits === 0) {
        const entry = found & ((1 << bits) - 1);
        const shape = entries[entry] ?? 0;
        if ((shape & KIND_BITS) === kind) this.#followEntry(entry, shape, token, field);
      }
      slot = (slot + 1) & mask;
    }
  }

  #followEntry(entry: number, shape: number, token: number, field: number): void {
    if ((shape & (GATE_NEXT | GATE_PREVIOUS)) !== 0) this.#probePairs(shape, token, field);
    const { entries } = this.#set;
    const start = edges[token * 2] ?? 0;
    const isHead = (shape & KIND_BITS) === HEAD_ENTRY;
    const cells = isHead ? TRIGGER_CELLS + FIELDS_OF_HEAD : TRIGGER_CELLS;
    let at = entry + 1;
    for (let left = shape >>> TRIGGERS_SHIFT; left > 0; left -= 1) {
      const counts = entries[at + 1] ?? 0;
      const simple = at + cells;
      const others = simple + (counts >> 1) * SIMPLE_CELLS;
      const end = others + ((counts & 1) === 0 ? 0 : 1 + (entries[others] ?? 0));
      const mayStand = !isHead || hashes[start + (entries[at + 2] ?? 1) - 1] === entries[at + 3];
      const isShort = end === others && end - simple < MANY_POSTINGS;
      if (mayStand && (isShort || this.#isFirst(entry, at, token, field))) {
        this.#followSimple(entry, at, simple, others, token, field);
        if (others < end) this.#followOthers(entry, at, others + 1, end, token, field);
      }
      at = end;
    }
  }

  /** Whether the variant of a trigger stands there, for the first time in this field; takes a note of it. */
  #isFirst(entry: number, at: number, token: number, field: number): boolean {
    const variant = (this.#set.entries[at] ?? 0) >> TRIGGER_SHIFT;
    const known = Math.max(this.#followed[variant] ?? 0, this.#facts.story);
    if ((known & (1 << field)) !== 0 || !this.#stands(entry, at, token, field)) return false;
    this.#followed[variant] = known | (1 << field);
    return true;
  }

  #probePairs(gates: number, token: number, field: number): void {
    const { fieldEnds } = this.#facts.tokens;
    const hash = hashOf(token);
    if ((gates & GATE_NEXT) !== 0 && token + 1 < (fieldEnds[field] ?? 0)) {
      const pair = hashPair(hash, hashOf(token + 1));
      this.#probe(this.#set.slots, PAIR_ENTRY, pair, token, field);
    }
    if ((gates & GATE_PREVIOUS) !== 0 && token > (field === 0 ? 0 : (fieldEnds[field - 1] ?? 0))) {
      const pair = hashPair(hashOf(token - 1), hash);
      this.#probe(this.#set.slots, PAIR_ENTRY, pair, token - 1, field);
    }
  }

  /**
   * Follow the simple postings of a trigger. Guards are asked first, for they stand beside it; letters when one leads on.
   * @param at - the trigger, in its entry
   * @param from - where they begin, up to `end`
   */
  #followSimple(entry: number, at: number, from: number, end: number, token: number, field: number): void {
    const { entries } = this.#set;
    const { index } = this.#facts;
    const count = askSimpleGuards(entries, from, end, index.guardBase);
    let isCompared = false;
    for (let pass = 0; pass < count; pass += 1) {
      const posting = entries[passing[pass] ?? 0] ?? 0;
      const guards = entries[(passing[pass] ?? 0) + 1] ?? 0;
      if (((posting >> SCOPE_SHIFT) & (1 << field)) === 0) continue;
      if (!index.mayHave(guards & 0xffff) && !index.mayHave(guards >>> 16)) continue;
      if (!isCompared && !this.#stands(entry, at, token, field)) return;
      isCompared = true;
      this.findings.addRule(posting);
    }
  }

  /** The same for postings with none, other, or more guards. */
  #followOthers(entry: number, at: number, from: number, end: number, token: number, field: number): void {
    const { entries } = this.#set;
    const bit = 1 << field;
    let isCompared = false;
    let next = from;
    while (next < end) {
      const posting = entries[next] ?? 0;
      const guards = next + 1;
      const middle = guards + ((((posting >>> WORDS_SHIFT) & GUARDS_MASK) + 1) >> 1);
      next = middle + HEAD_GUARD * ((posting >>> HEADS_SHIFT) & GUARDS_MASK);
      if (((posting >> SCOPE_SHIFT) & bit) === 0) continue;
      const kind = posting & KIND_MASK;
      if (kind === GUARDED && !this.#passes(guards, middle, next)) continue;
      if (!isCompared && !this.#stands(entry, at, token, field)) return;
      isCompared = true;
      if (kind === MENTION) this.findings.addEntity(posting >>> TARGET_SHIFT, bit);
      else this.findings.addRule(posting);
    }
  }

  /** Whether the variant of a trigger stands where its token was found. */
  #stands(entry: number, at: number, token: number, field: number): boolean {
    const { entries } = this.#set;
    const trigger = entries[at] ?? 0;
    if ((trigger & IS_CERTAIN) !== 0) return this.#hasLetters(entry, token);
    const first = token - ((trigger >> TRIGGER_TOKEN_SHIFT) & TRIGGER_TOKEN_MASK);
    return this.#facts.finder.matchVariant(trigger >> TRIGGER_SHIFT, first, field);
  }

  /** Whether a token has the letters of an entry: they end where it begins. */
  #hasLetters(entry: number, token: number): boolean {
    const { entries } = this.#set;
    const length = (entries[entry] ?? 0) & LETTERS_MASK;
    const start = edges[token * 2] ?? 0;
    if ((edges[token * 2 + 1] ?? 0) - start !== length) return false;
    const first = entry - ((length + 1) >> 1);
    for (let at = 0; at < length; at += 1) {
      const letter = ((entries[first + (at >> 1)] ?? 0) >>> ((at & 1) << 4)) & 0xffff;
      const unit = units[start + at] ?? 0;
      if (unit !== letter && fold[unit] !== letter) return false;
    }
    return true;
  }

  /** Whether one of the words from `first` on, or of the beginnings from `middle` on, is not plainly missing. */
  #passes(first: number, middle: number, end: number): boolean {
    const { entries } = this.#set;
    const { index } = this.#facts;
    for (let at = first; at < middle; at += 1) {
      const pair = entries[at] ?? 0;
      if (index.mayHave(pair & 0xffff) || index.mayHave(pair >>> 16)) return true;
    }
    for (let at = middle; at < end; at += HEAD_GUARD) {
      if (index.findHead(0, entries[at] ?? 0, entries[at + 1] ?? 0) !== NONE) return true;
    }
    return false;
  }
}

/** Simple postings of a trigger of which a guard may be there. */
let passing = new Int32Array(1024);

/** @returns how many; their places stand in `passing` */
function askSimpleGuards(entries: Int32Array, from: number, end: number, base: number): number {
  if (end - from > passing.length) passing = new Int32Array((end - from) * 2);
  const list = passing;
  let count = 0;
  for (let at = from; at < end; at += simpleCells) {
    const guards = entries[at + 1] ?? 0;
    const one = (words[(guards & 0xffff) >>> guardToSlot] ?? 0) - base;
    const other = (words[(guards >>> 16) >>> guardToSlot] ?? 0) - base;
    list[count] = at;
    count += (~one | ~other) >>> 31;
  }
  return count;
}

/** Where a token's first letters stand in tables. */
function headPlace(token: number, letters: number): number {
  return hashes[(edges[token * 2] ?? 0) + letters - 1] ?? 0;
}

function hashOf(token: number): number {
  return hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0;
}

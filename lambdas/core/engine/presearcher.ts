/**
 * Finds out which rules are worth asking: reads the tokens of a story, looks up each of them, each pair and each
 * beginning, and follows what was found to rules and entities.
 */
import type { CompiledSet } from "./compiled-set.ts";
import { foldTable } from "./fold-table.ts";
import {
  GATE_NEXT,
  GATE_PREVIOUS,
  HEAD_ENTRY,
  KIND_BITS,
  LETTERS_MASK,
  MAX_LETTERS,
  offsetBits,
  PAIR_ENTRY,
  shiftFor,
  TRIGGER_SHIFT,
  TRIGGERS_SHIFT,
  WORD_ENTRY,
} from "./lookup-table.ts";
import { fieldOf } from "./place-list.ts";
import {
  CERTAIN,
  GUARDED,
  GUARDS_MASK,
  HEAD_GUARD,
  HEADS_SHIFT,
  KIND_MASK,
  MENTION,
  SCOPE_SHIFT,
  TARGET_SHIFT,
  WORDS_SHIFT,
} from "./posting.ts";
import { ENTITY_CELLS, type StoryFacts } from "./story-facts.ts";
import * as arrays from "./token-arrays.ts";
import { HEAD, SPREAD, spreadHead, spreadPair, spreadToken } from "./token-hash.ts";
import * as tables from "./token-index.ts";
import { NONE } from "./token-index.ts";

// Constants of this module, not of another: what is imported is looked up in every turn of a loop.
const { units, hashes, edges } = arrays;
const fold = foldTable;
const { words, heads, wordChain, headChain, INDEX_SHIFT: indexShift } = tables;

const [spread, headMark] = [SPREAD, HEAD];

/** Tokens that have passed the Bloom filter, in order. */
const passed = new Int32Array(arrays.CAPACITY);

const TRIGGER_TOKEN = (1 << TRIGGER_SHIFT) - 1;

export class Presearcher {
  /** rules whose program has to decide */
  readonly candidates: Int32Array;
  candidateCount = 0;
  /** rules that hold for certain, and room for all others */
  readonly matched: Int32Array;
  matchedCount = 0;
  /** entities that are named */
  readonly named: Int32Array;
  namedCount = 0;
  readonly #set: CompiledSet;
  readonly #facts: StoryFacts;
  /** by rule: the last story that led to it */
  readonly #ruleStories: Int32Array;
  /** by reference: the last story in which it was followed */
  readonly #referenceStories: Int32Array;
  readonly #slotMask: number;
  readonly #slotShift: number;
  readonly #offsetBits: number;

  constructor(set: CompiledSet, facts: StoryFacts) {
    const rules = set.programs.length;
    const entities = set.entities.length / ENTITY_CELLS;
    this.#set = set;
    this.#facts = facts;
    this.candidates = new Int32Array(rules);
    this.matched = new Int32Array(rules);
    this.named = new Int32Array(entities);
    this.#ruleStories = new Int32Array(rules);
    this.#referenceStories = new Int32Array(set.references.length / 4);
    this.#slotMask = set.slots.length - 1;
    this.#slotShift = shiftFor(set.slots.length);
    this.#offsetBits = offsetBits(set.entries.length);
  }

  /** Look up everything in the story that was read. */
  search(): void {
    this.candidateCount = 0;
    this.matchedCount = 0;
    this.namedCount = 0;
    const { tokens, index } = this.#facts;
    // All words are noted before the first is followed: guards ask for them.
    const { bloom, headLetters } = this.#set;
    const count = sieve(bloom, headLetters, index.base, tokens.count, index.notesHeads);
    for (let at = 0; at < count; at += 1) {
      const found = passed[at] ?? 0;
      const token = found >> 2;
      const field = fieldOf(token, tokens.fieldEnds);
      if ((found & 1) !== 0) this.#probe(WORD_ENTRY, spreadToken(hashOf(token)), token, field);
      if ((found & 2) !== 0) this.#probe(HEAD_ENTRY, this.#headPlace(token), token, field);
    }
  }

  /** Follow the entities that were named to the rules that speak of them. */
  followEntities(): void {
    const { entities, entityReferences, references, postings } = this.#set;
    for (let at = 0; at < this.namedCount; at += 1) {
      const cell = (this.named[at] ?? 0) * ENTITY_CELLS;
      const first = entities[cell] ?? 0;
      const end = first + (entities[cell + 1] ?? 0);
      for (let link = first; link < end; link += 1) {
        const reference = entityReferences[link] ?? 0;
        if (this.#referenceStories[reference] === this.#facts.story) continue;
        this.#referenceStories[reference] = this.#facts.story;
        if (this.#facts.fieldsOfReference(reference) === 0) continue;
        const posting = references[reference * 4 + 2] ?? 0;
        const last = posting + (references[reference * 4 + 3] ?? 0);
        for (let index = posting; index < last; index += 1) this.#follow(postings[index] ?? 0);
      }
    }
  }

  /** Where a token's beginning stands in tables. */
  #headPlace(token: number): number {
    return spreadHead(hashes[(edges[token * 2] ?? 0) + this.#set.headLetters - 1] ?? 0);
  }

  /** Follow all entries of that kind and hash. @param token - that was looked up; of a pair the first */
  #probe(kind: number, place: number, token: number, field: number): void {
    const { slots, entries } = this.#set;
    const bits = this.#offsetBits;
    let slot = place >>> this.#slotShift;
    for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
      if ((found ^ (place << bits)) >>> bits === 0) {
        const entry = found & ((1 << bits) - 1);
        const shape = entries[entry] ?? 0;
        if ((shape & KIND_BITS) === kind && this.#tryEntry(entry, shape, token, field)) return;
      }
      slot = (slot + 1) & this.#slotMask;
    }
  }

  /** @returns whether it is the entry of these letters: then there is no other */
  #tryEntry(entry: number, shape: number, token: number, field: number): boolean {
    const length = shape & LETTERS_MASK;
    const first = entry + 1 + ((length + 1) >> 1);
    if (!this.#hasLetters(entry, shape, token)) return false;
    if ((shape & (GATE_NEXT | GATE_PREVIOUS)) !== 0) this.#probePairs(shape, token, field);
    const { entries } = this.#set;
    const start = edges[token * 2] ?? 0;
    const isHead = (shape & KIND_BITS) === HEAD_ENTRY;
    let at = first;
    for (let left = shape >>> TRIGGERS_SHIFT; left > 0; left -= 1) {
      const postings = isHead ? at + 4 : at + 2;
      const end = postings + ((entries[at + 1] ?? 0) >> 1);
      const mayStand = !isHead || hashes[start + (entries[at + 2] ?? 1) - 1] === entries[at + 3];
      if (mayStand) this.#tryTrigger(at, postings, end, token, field);
      at = end;
    }
    return length > 0;
  }

  #hasLetters(entry: number, shape: number, token: number): boolean {
    const { entries } = this.#set;
    const length = shape & LETTERS_MASK;
    const start = edges[token * 2] ?? 0;
    const isWholeWord = (shape & KIND_BITS) === WORD_ENTRY && length < MAX_LETTERS;
    if (isWholeWord && (edges[token * 2 + 1] ?? 0) - start !== length) return false;
    for (let at = 0; at < length; at += 1) {
      const letter = ((entries[entry + 1 + (at >> 1)] ?? 0) >>> ((at & 1) << 4)) & 0xffff;
      const unit = units[start + at] ?? 0;
      if (unit !== letter && fold[unit] !== letter) return false;
    }
    return true;
  }

  #probePairs(gates: number, token: number, field: number): void {
    const { fieldEnds } = this.#facts.tokens;
    const hash = hashOf(token);
    if ((gates & GATE_NEXT) !== 0 && token + 1 < (fieldEnds[field] ?? 0)) {
      const pair = spreadPair(hash, hashOf(token + 1));
      this.#probe(PAIR_ENTRY, pair, token, field);
    }
    if ((gates & GATE_PREVIOUS) !== 0 && token > (field === 0 ? 0 : (fieldEnds[field - 1] ?? 0))) {
      const pair = spreadPair(hashOf(token - 1), hash);
      this.#probe(PAIR_ENTRY, pair, token - 1, field);
    }
  }

  /** @param postings - where they begin, up to `end` */
  #tryTrigger(at: number, postings: number, end: number, token: number, field: number): void {
    const { entries } = this.#set;
    const { story, variantFields, finder } = this.#facts;
    const trigger = entries[at] ?? 0;
    const variant = trigger >> TRIGGER_SHIFT;
    const known = variantFields[variant] ?? 0;
    const bit = 1 << field;
    if (known >= story && (known & bit) !== 0) return;
    const isCertain = ((entries[at + 1] ?? 0) & 1) !== 0;
    if (!isCertain && !finder.matchVariant(variant, token - (trigger & TRIGGER_TOKEN), field)) return;
    variantFields[variant] = Math.max(known, story) | bit;
    this.#followAll(postings, end, bit);
  }

  /** Follow postings of an entry. @param bit - of the field where it was found */
  #followAll(first: number, end: number, bit: number): void {
    const { entries } = this.#set;
    for (let at = first; at < end; at += 1) {
      const posting = entries[at] ?? 0;
      const kind = posting & KIND_MASK;
      const isInScope = ((posting >> SCOPE_SHIFT) & bit) !== 0;
      if (kind === GUARDED) {
        const middle = at + 1 + ((posting >>> WORDS_SHIFT) & GUARDS_MASK);
        const last = middle + HEAD_GUARD * ((posting >>> HEADS_SHIFT) & GUARDS_MASK);
        if (isInScope && this.#passes(at + 1, middle, last)) this.#follow(posting);
        at = last - 1;
      } else if (isInScope) {
        if (kind === MENTION) this.#name(posting >>> TARGET_SHIFT, bit);
        else this.#follow(posting);
      }
    }
  }

  /** Whether one of the words from `first` on, or of the beginnings from `middle` on, is not plainly missing. */
  #passes(first: number, middle: number, end: number): boolean {
    const { entries } = this.#set;
    const { index } = this.#facts;
    for (let at = first; at < middle; at += 1) if (index.first(entries[at] ?? 0) !== NONE) return true;
    for (let at = middle; at < end; at += HEAD_GUARD) {
      if (index.firstLike(entries[at] ?? 0, entries[at + 1] ?? 0, entries[at + 2] ?? 0) !== NONE) return true;
    }
    return false;
  }

  #name(entity: number, bit: number): void {
    const { story, entityFields } = this.#facts;
    const known = entityFields[entity] ?? 0;
    if (known >= story) {
      entityFields[entity] = known | bit;
      return;
    }
    entityFields[entity] = story | bit;
    this.named[this.namedCount] = entity;
    this.namedCount += 1;
  }

  #follow(posting: number): void {
    const rule = posting >>> TARGET_SHIFT;
    if (this.#ruleStories[rule] === this.#facts.story) return;
    this.#ruleStories[rule] = this.#facts.story;
    if ((posting & KIND_MASK) === CERTAIN) {
      this.matched[this.matchedCount] = rule;
      this.matchedCount += 1;
    } else {
      this.candidates[this.candidateCount] = rule;
      this.candidateCount += 1;
    }
  }
}

function hashOf(token: number): number {
  return hashes[(edges[token * 2 + 1] ?? 1) - 1] ?? 0;
}

/**
 * Tokens that the Bloom filter lets pass, into `passed`, with bit 0 for the word and bit 1 for its beginning;
 * and a note of every token in the index. A loop without calls and branches: the compiler keeps all it needs in
 * registers.
 * @param letters - of a beginning
 * @returns how many
 */
function sieve(bloom: Int32Array, letters: number, base: number, tokens: number, notesHeads: boolean): number {
  const shift = shiftFor(bloom.length);
  let count = 0;
  for (let token = 0; token < tokens; token += 1) {
    const word = Math.imul(hashes[(edges[token * 2 + 1] ?? 0) - 1] ?? 0, spread);
    // Behind a shorter token stands something else: what that finds is compared and refused.
    const head = Math.imul((hashes[(edges[token * 2] ?? 0) + letters - 1] ?? 0) ^ headMark, spread);
    wordChain[token] = words[word >>> indexShift] ?? 0;
    words[word >>> indexShift] = base + token;
    if (notesHeads) {
      headChain[token] = heads[head >>> indexShift] ?? 0;
      heads[head >>> indexShift] = base + token;
    }
    const wordBits = bloom[word >>> shift] ?? 0;
    const headBits = bloom[head >>> shift] ?? 0;
    const found =
      ((wordBits >>> word) & (wordBits >>> (word >>> 5)) & 1) |
      (((headBits >>> head) & (headBits >>> (head >>> 5)) & 1) << 1);
    passed[count] = (token << 2) | found;
    // 1 unless nothing was found.
    count += -found >>> 31;
  }
  return count;
}

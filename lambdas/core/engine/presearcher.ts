/**
 * Finds out which rules are worth asking: reads the tokens of a story, looks up each of them, each pair and each
 * beginning, and follows what was found to rules and entities.
 */
import type { CompiledSet } from "./compiled-set.ts";
import { BLOOM_HEAD, keyOf, MAX_HEAD, shiftFor, TRIGGER_SHIFT } from "./lookup-table.ts";
import { CERTAIN, KIND_MASK, MENTION, SCOPE_SHIFT, TARGET_SHIFT } from "./posting.ts";
import { ENTITY_CELLS, type StoryFacts } from "./story-facts.ts";
import { spreadHead, spreadPair, spreadToken } from "./token-hash.ts";
import { RECENT_SHIFT } from "./token-index.ts";

const TRIGGER_TOKEN = (1 << TRIGGER_SHIFT) - 1;

/** Stands for the token before the first one of a field. */
const NO_TOKEN = 0;

/** A short beginning, which the Bloom filter of four letters cannot know. */
const SHORT_HEAD = BLOOM_HEAD - 1;

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

  constructor(set: CompiledSet, facts: StoryFacts) {
    const rules = set.rules.length / 2;
    const entities = set.entities.length / ENTITY_CELLS;
    this.#set = set;
    this.#facts = facts;
    this.candidates = new Int32Array(rules);
    this.matched = new Int32Array(rules);
    this.named = new Int32Array(entities);
    this.#ruleStories = new Int32Array(rules);
    this.#referenceStories = new Int32Array(set.references.length / 4);
    this.#slotMask = set.slotKeys.length - 1;
    this.#slotShift = shiftFor(set.slotKeys.length);
  }

  /** Look up everything in the story that was read. */
  search(): void {
    this.candidateCount = 0;
    this.matchedCount = 0;
    this.namedCount = 0;
    const { fieldEnds } = this.#facts.tokens;
    let first = 0;
    for (let field = 0; field < fieldEnds.length; field += 1) {
      const end = fieldEnds[field] ?? 0;
      this.#searchField(field, first, end);
      if ((this.#set.headLengths & (1 << SHORT_HEAD)) !== 0) this.#searchShortHeads(field, first, end);
      first = end;
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

  #searchField(field: number, first: number, end: number): void {
    const { bloom } = this.#set;
    const { edges, hashes } = this.#facts.tokens;
    const { recent, base } = this.#facts.index;
    const shift = shiftFor(bloom.length);
    const recentShift = RECENT_SHIFT;
    let previous = NO_TOKEN;
    for (let token = first; token < end; token += 1) {
      const hash = hashes[(edges[token * 2 + 1] ?? 0) - 1] ?? 0;
      const word = spreadToken(hash);
      const pair = spreadPair(previous, hash);
      // Behind a shorter token stands something else: what that finds is compared and refused.
      const head = spreadHead(hashes[(edges[token * 2] ?? 0) + BLOOM_HEAD - 1] ?? 0);
      recent[word >>> recentShift] = base + token;
      const words = bloom[word >>> shift] ?? 0;
      const pairs = bloom[pair >>> shift] ?? 0;
      const heads = bloom[head >>> shift] ?? 0;
      const found =
        ((words >>> word) & (words >>> (word >>> 5)) & 1) |
        (((pairs >>> pair) & (pairs >>> (pair >>> 5)) & 1) << 1) |
        (((heads >>> head) & (heads >>> (head >>> 5)) & 1) << 2);
      if (found !== 0) this.#lookUp(found, token, field, previous, hash);
      previous = hash;
    }
  }

  /** @param found - bits of what may be there: a word, a pair with the token before, a beginning */
  #lookUp(found: number, token: number, field: number, previous: number, hash: number): void {
    if ((found & 1) !== 0) this.#probe(spreadToken(hash), hash, 0, token, field);
    if ((found & 2) !== 0) this.#probe(spreadPair(previous, hash), previous, hash, token - 1, field);
    if ((found & 4) !== 0) this.#probeHeads(token, field);
  }

  #probeHeads(token: number, field: number): void {
    const { edges, hashes } = this.#facts.tokens;
    const start = edges[token * 2] ?? 0;
    const longest = Math.min((edges[token * 2 + 1] ?? 0) - start, MAX_HEAD);
    const lengths = this.#set.headLengths;
    for (let length = BLOOM_HEAD; length <= longest && lengths >>> length !== 0; length += 1) {
      if (((lengths >>> length) & 1) === 0) continue;
      const hash = hashes[start + length - 1] ?? 0;
      this.#probe(spreadHead(hash), hash, length, token, field);
    }
  }

  /** `gom?`: rare enough to pay for its own pass over the tokens. */
  #searchShortHeads(field: number, first: number, end: number): void {
    const { edges, hashes } = this.#facts.tokens;
    for (let token = first; token < end; token += 1) {
      const hash = hashes[(edges[token * 2] ?? 0) + SHORT_HEAD - 1] ?? 0;
      this.#probe(spreadHead(hash), hash, SHORT_HEAD, token, field);
    }
  }

  /** Try every variant that is looked up by these hashes. @param token - the one that was looked up, or first of two */
  #probe(place: number, hash: number, second: number, token: number, field: number): void {
    const { slotKeys, slotValues } = this.#set;
    const key = keyOf(hash);
    let slot = place >>> this.#slotShift;
    for (let found = slotKeys[slot]; found !== 0; found = slotKeys[slot]) {
      if (found === key && slotValues[slot * 3] === second) {
        const first = slotValues[slot * 3 + 1] ?? 0;
        const end = first + (slotValues[slot * 3 + 2] ?? 0);
        for (let at = first; at < end; at += 1) this.#tryTrigger(at, token, field);
        return;
      }
      slot = (slot + 1) & this.#slotMask;
    }
  }

  #tryTrigger(at: number, token: number, field: number): void {
    const trigger = this.#set.triggers[at] ?? 0;
    const variant = trigger >> TRIGGER_SHIFT;
    const { story, variantFields, finder } = this.#facts;
    const known = variantFields[variant] ?? 0;
    const bit = 1 << field;
    if (known >= story && (known & bit) !== 0) return;
    if (!finder.matchVariant(variant, token - (trigger & TRIGGER_TOKEN), field)) return;
    variantFields[variant] = Math.max(known, story) | bit;
    const { variants, postings } = this.#set;
    const first = variants[variant * 4 + 2] ?? 0;
    const end = first + (variants[variant * 4 + 3] ?? 0);
    for (let index = first; index < end; index += 1) {
      const posting = postings[index] ?? 0;
      if (((posting >> SCOPE_SHIFT) & bit) === 0) continue;
      if ((posting & KIND_MASK) === MENTION) this.#name(posting >> TARGET_SHIFT, bit);
      else this.#follow(posting);
    }
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
    const rule = posting >> TARGET_SHIFT;
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

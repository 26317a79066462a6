/**
 * What is known of the story at hand, and the programs that ask. Answers that cost more than a lookup are kept until the
 * next story: each array holds, beside the answer, the story that it is about.
 */
import { FILTERS, type FilterNode } from "../rules/ast.ts";
import { holdsFilter } from "../rules/filter.ts";
import type { MatchableStory } from "../rules/match.ts";
import type { CompiledSet } from "./compiled-set.ts";
import { countPlaces, fieldOf, isFollowed, PlaceList } from "./place-list.ts";
import { ANYWHERE } from "./posting.ts";
import {
  ANY,
  AT_LEAST,
  FAILS,
  FILTER,
  HOLDS,
  MENTIONED,
  NEAR,
  OPERAND_ENTITY,
  OPERAND_VARIANT,
  RECOGNISED,
  SCOPE_BITS,
  VARIANT,
  WORD,
} from "./program.ts";
import { TokenSieve } from "./sieve.ts";
import { StoryTokens } from "./story-tokens.ts";
import { readString } from "./string-table.ts";
import { NONE, TokenIndex } from "./token-index.ts";
import { VariantFinder } from "./variant-finder.ts";

/** Stories are numbered in eights: the three bits below are left for fields. */
export const STORY_STEP = 8;

/** Cells of an entity in its section. */
export const ENTITY_CELLS = 8;

/** Where numbering begins anew, to stay within small integers. */
export const LAST_STORY = 0x3fff_fff8;

export class StoryFacts {
  readonly tokens: StoryTokens;
  readonly sieve: TokenSieve;
  readonly index: TokenIndex;
  readonly finder: VariantFinder;
  /** number of the story, a multiple of {@link STORY_STEP} */
  story = 0;
  /** by entity: story | bits of the fields where it is named */
  readonly entityFields: Int32Array;
  readonly #set: CompiledSet;
  readonly #cellsByStory: Int32Array[] = [];
  /** by variant that was asked for: story | bits of the fields where it stands */
  readonly #variantFields: Int32Array;
  /** by entity: story | 1 when it is recognised */
  readonly #recognitions: Int32Array;
  /** by reference: story | bits of the fields where a recognised member is named */
  readonly #referenceFields: Int32Array;
  /** by context: story | 1 when it holds */
  readonly #contexts: Int32Array;
  /** by filter: story | 1 when it holds */
  readonly #filters: Int32Array;
  /** undefined: the language must be unknown */
  readonly #filterNodes: (FilterNode | undefined)[] = [];
  readonly #left = new PlaceList();
  readonly #right = new PlaceList();
  #read: MatchableStory = { title: "" };

  constructor(set: CompiledSet) {
    this.#set = set;
    this.tokens = new StoryTokens(set.multiplier);
    this.sieve = new TokenSieve(set);
    this.index = new TokenIndex(this.tokens, this.sieve);
    this.finder = new VariantFinder(set, this.tokens, this.index);
    this.#variantFields = this.cellsByStory(set.variants.length);
    this.entityFields = this.cellsByStory(set.entities.length / ENTITY_CELLS);
    this.#recognitions = this.cellsByStory(set.entities.length / ENTITY_CELLS);
    this.#referenceFields = this.cellsByStory(set.references.length / 4);
    this.#contexts = this.cellsByStory(set.contexts.length);
    this.#filters = this.cellsByStory(set.filters.length / 2);
  }

  /** Cells that hold the number of the story that they are about; all zero again when numbering begins anew. */
  cellsByStory(length: number): Int32Array {
    const cells = new Int32Array(length);
    this.#cellsByStory.push(cells);
    return cells;
  }

  /** Forget the story before, and read this one. @returns false when it is too long */
  read(story: MatchableStory): boolean {
    if (this.story >= LAST_STORY) this.#restart();
    this.story += STORY_STEP;
    this.#read = story;
    this.finder.exact.clear();
    if (!this.tokens.read(story)) return false;
    this.index.begin();
    return true;
  }

  /** Whether the query holds that a program was written for. @param start - first instruction */
  run(start: number): boolean {
    const { code } = this.#set;
    let next = 0;
    while (next < FAILS) {
      const at = (start + next) * 4;
      const jumps = code[at + 3] ?? 0;
      next = this.#ask(code[at] ?? 0, code[at + 1] ?? 0, code[at + 2] ?? 0) ? jumps >>> 16 : jumps & 0xffff;
    }
    return next === HOLDS;
  }

  /** Whether an entity counts: named, in its context, and without what excludes it. */
  isRecognised(entity: number): boolean {
    if ((this.entityFields[entity] ?? 0) < this.story) return false;
    const known = this.#recognitions[entity] ?? 0;
    if (known >= this.story) return known !== this.story;
    const { entities } = this.#set;
    const context = entities[entity * ENTITY_CELLS + 2] ?? -1;
    const unless = entities[entity * ENTITY_CELLS + 3] ?? -1;
    const needsContext = entities[entity * ENTITY_CELLS + 4] === 1;
    const hasContext = !needsContext || (context >= 0 && this.#holdsContext(context));
    const isRecognised = hasContext && !(unless >= 0 && this.#holdsContext(unless));
    this.#recognitions[entity] = this.story | (isRecognised ? 1 : 0);
    return isRecognised;
  }

  /** The fields, as bits, in which a recognised member of a reference is named. */
  fieldsOfReference(reference: number): number {
    const known = this.#referenceFields[reference] ?? 0;
    if (known >= this.story) return known & ANYWHERE;
    const { references, members } = this.#set;
    const first = references[reference * 4] ?? 0;
    const end = first + (references[reference * 4 + 1] ?? 0);
    let fields = 0;
    for (let at = first; at < end; at += 1) {
      const member = members[at] ?? 0;
      if (this.isRecognised(member)) fields |= (this.entityFields[member] ?? 0) & ANYWHERE;
    }
    this.#referenceFields[reference] = this.story | fields;
    return fields;
  }

  #ask(operation: number, a: number, b: number): boolean {
    const scope = operation >> SCOPE_BITS;
    switch (operation & 0xff) {
      case WORD:
        return this.#hasWord(a, b, scope);
      case VARIANT:
        return (this.#fieldsOfVariant(a) & scope) !== 0;
      case MENTIONED: {
        const fields = this.entityFields[a] ?? 0;
        return fields >= this.story && (fields & scope) !== 0;
      }
      case RECOGNISED:
        return (this.fieldsOfReference(a) & scope) !== 0;
      case FILTER:
        return this.#holdsFilter(a);
      case NEAR:
        return this.#holdsNear(a, scope);
      case AT_LEAST:
        return this.#holdsAtLeast(a, scope);
      case ANY:
        return this.#holdsAny(a);
      default:
        return false;
    }
  }

  #hasWord(hash: number, pattern: number, scope: number): boolean {
    for (let token = this.index.first(hash); token !== NONE; token = this.index.after(token, hash)) {
      if (this.#isInScope(token, scope) && this.finder.matchPattern(pattern, token)) return true;
    }
    return false;
  }

  #isInScope(token: number, scope: number): boolean {
    return scope === ANYWHERE || (scope & (1 << fieldOf(token, this.tokens.fieldEnds))) !== 0;
  }

  #fieldsOfVariant(variant: number): number {
    const known = this.#variantFields[variant] ?? 0;
    if (known >= this.story) return known & ANYWHERE;
    const fields = this.finder.fieldsOf(variant);
    this.#variantFields[variant] = this.story | fields;
    return fields;
  }

  #holdsContext(context: number): boolean {
    const known = this.#contexts[context] ?? 0;
    if (known >= this.story) return known !== this.story;
    const holds = this.run(this.#set.contexts[context] ?? 0);
    this.#contexts[context] = this.story | (holds ? 1 : 0);
    return holds;
  }

  #holdsFilter(filter: number): boolean {
    const known = this.#filters[filter] ?? 0;
    if (known >= this.story) return known !== this.story;
    const node = this.#filterNode(filter);
    const holds = node === undefined ? this.#read.lang === undefined : holdsFilter(node, this.#read);
    this.#filters[filter] = this.story | (holds ? 1 : 0);
    return holds;
  }

  #filterNode(filter: number): FilterNode | undefined {
    const known = this.#filterNodes[filter];
    const name = FILTERS[this.#set.filters[filter * 2] ?? 0];
    if (known !== undefined || name === undefined) return known;
    const value = readString(this.#set, this.#set.filters[filter * 2 + 1] ?? 0);
    const node: FilterNode = { kind: "filter", name, value };
    this.#filterNodes[filter] = node;
    return node;
  }

  #holdsNear(list: number, scope: number): boolean {
    const { lists } = this.#set;
    const shape = lists[list] ?? 0;
    const first = list + 3;
    const middle = first + (lists[list + 1] ?? 0);
    const end = middle + (lists[list + 2] ?? 0);
    if (!this.#mayStand(first, middle) || !this.#mayStand(middle, end)) return false;
    this.#collect(first, middle, scope, this.#left);
    if (this.#left.length === 0) return false;
    this.#collect(middle, end, scope, this.#right);
    const distance = shape >> 1;
    const { fieldEnds } = this.tokens;
    if (isFollowed(this.#left, this.#right, distance, fieldEnds)) return true;
    return (shape & 1) === 0 && isFollowed(this.#right, this.#left, distance, fieldEnds);
  }

  #holdsAtLeast(list: number, scope: number): boolean {
    const { lists } = this.#set;
    const wanted = lists[list] ?? 0;
    const first = list + 2;
    const end = first + (lists[list + 1] ?? 0);
    if (!this.#mayStand(first, end)) return false;
    this.#collect(first, end, scope, this.#left);
    return this.#left.length >= wanted && countPlaces(this.#left, wanted) >= wanted;
  }

  #holdsAny(list: number): boolean {
    const { lists } = this.#set;
    let wanted = lists[list] ?? 0;
    const end = list + 2 + (lists[list + 1] ?? 0);
    for (let at = list + 2; at < end && wanted > 0; at += 1) {
      if (wanted > end - at) return false;
      if (this.run(lists[at] ?? 0)) wanted -= 1;
    }
    return wanted <= 0;
  }

  /**
   * Whether one of the operands may stand in the story. Settles what references mean on the way: the context of an
   * entity may ask for NEAR itself, which must not happen while the lists are in use.
   */
  #mayStand(from: number, to: number): boolean {
    let mayStand = false;
    for (let at = from; at < to; at += 1) {
      const operand = this.#set.lists[at] ?? 0;
      const kind = operand & 3;
      const target = operand >> 2;
      if (kind === OPERAND_VARIANT) mayStand ||= !this.finder.lacks(target);
      else if (kind === OPERAND_ENTITY) mayStand ||= (this.entityFields[target] ?? 0) >= this.story;
      else if (this.fieldsOfReference(target) !== 0) mayStand = true;
    }
    return mayStand;
  }

  /** All places of operands, sorted. */
  #collect(from: number, to: number, scope: number, places: PlaceList): void {
    places.clear();
    for (let at = from; at < to; at += 1) {
      const operand = this.#set.lists[at] ?? 0;
      const kind = operand & 3;
      const target = operand >> 2;
      if (kind === OPERAND_VARIANT) this.#collectVariant(target, scope, places);
      else if (kind === OPERAND_ENTITY) this.#collectEntity(target, scope, places);
      else this.#collectReference(target, scope, places);
    }
    places.sort();
  }

  #collectVariant(variant: number, scope: number, places: PlaceList): void {
    // What is known to be absent needs no search.
    if ((this.#fieldsOfVariant(variant) & scope) !== 0) this.finder.collect(variant, scope, places);
  }

  #collectEntity(entity: number, scope: number, places: PlaceList): void {
    const fields = this.entityFields[entity] ?? 0;
    if (fields < this.story || (fields & scope) === 0) return;
    const { entities, names } = this.#set;
    const first = entities[entity * ENTITY_CELLS + 6] ?? 0;
    const end = first + (entities[entity * ENTITY_CELLS + 7] ?? 0);
    for (let at = first; at < end; at += 1) this.#collectVariant(names[at] ?? 0, scope, places);
  }

  #collectReference(reference: number, scope: number, places: PlaceList): void {
    const { references, members } = this.#set;
    const first = references[reference * 4] ?? 0;
    const end = first + (references[reference * 4 + 1] ?? 0);
    for (let at = first; at < end; at += 1) {
      const member = members[at] ?? 0;
      if (this.isRecognised(member)) this.#collectEntity(member, scope, places);
    }
  }

  #restart(): void {
    this.story = 0;
    for (const cells of this.#cellsByStory) cells.fill(0);
  }
}

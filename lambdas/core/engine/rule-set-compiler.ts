/**
 * Puts a compiled set together. Two passes over the rules: first each chooses what it is looked up by, then the programs
 * are written, which can ask for whatever is looked up anyway.
 */
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { FILTERS, type FilterNode, type QueryNode } from "../rules/ast.ts";
import type { CompiledLeaf } from "../rules/compile-leaf.ts";
import type { CompiledQuery } from "../rules/compile-query.ts";
import { printQuery } from "../rules/printer.ts";
import type { CompiledRule } from "../rules/story-matcher.ts";
import { sha256Hex } from "../text/sha256.ts";
import { writeCompiledSet } from "./compiled-set.ts";
import { EntityTables } from "./entity-tables.ts";
import { GUARD_SHIFT } from "./index-arrays.ts";
import { IntList } from "./int-list.ts";
import { LookupTable, type Postings } from "./lookup-table.ts";
import { type NeededClause, planPresearch } from "./needed-clause.ts";
import {
  ANYWHERE,
  CANDIDATE,
  CERTAIN,
  GUARDED,
  HEADS_SHIFT,
  MAX_GUARDS,
  MENTION,
  posting,
  SIMPLE_GUARDS,
  WORDS_SHIFT,
} from "./posting.ts";
import { type LanguageUnknown, type ProgramContext, ProgramWriter, type VariantQuestion } from "./program-writer.ts";
import { headFiltersOf } from "./sieve.ts";
import { StringTable } from "./string-table.ts";
import type { TextPool } from "./text-pool.ts";
import { hashForm } from "./token-hash.ts";
import { type LeafEntry, type PatternEntry, VariantTable } from "./variant-table.ts";
import type { WordFrequencies } from "./word-frequencies.ts";

/** Number of the filter that holds when a story's language is not known: behind the names of the others. */
export const LANGUAGE_UNKNOWN = FILTERS.length;

/** A guard that stands in more stories, as a share of them, keeps too few away. */
const MOST_COMMON_GUARD = 0.5;

/** Words and beginnings of which a rule needs one beside what it is looked up by. */
interface Guards {
  readonly words: readonly number[];
  readonly heads: readonly string[];
}

const NO_GUARDS: Guards = { words: [], heads: [] };

const NO_LEAF: LeafEntry = { variants: [], frequency: 0, cost: 0 };

export class RuleSetCompiler {
  readonly #rules: readonly CompiledRule[];
  readonly #gazetteer: Gazetteer;
  readonly #multiplier: number;
  readonly #variants: VariantTable;
  readonly #lookups: LookupTable;
  readonly #entities: EntityTables;
  readonly #writer: ProgramWriter;
  readonly #strings = new StringTable();
  readonly #filters = new IntList();
  readonly #filterNumbers = new Map<string, number>();
  readonly #contexts = new IntList();
  readonly #contextNumbers = new Map<string, number>();
  /** by variant: what it leads to */
  readonly #postings: { readonly target: number; readonly guards: Guards }[][] = [];

  constructor(rules: readonly CompiledRule[], gazetteer: Gazetteer, frequencies: WordFrequencies) {
    this.#rules = rules;
    this.#gazetteer = gazetteer;
    this.#multiplier = chooseMultiplier(rules);
    this.#variants = new VariantTable(this.#multiplier, frequencies, leavesOf(rules, gazetteer));
    this.#lookups = new LookupTable(this.#multiplier);
    this.#entities = new EntityTables(gazetteer, this.#postNames());
    this.#writer = new ProgramWriter(this.#programContext());
  }

  /** @param fingerprint - of what it is compiled from */
  compile(fingerprint: string): ArrayBuffer {
    // The first strings are the ids of rules, by number; ids are unique.
    for (const { rule } of this.#rules) this.#strings.intern(rule.id);
    const rests = this.#rules.map((rule, number) => this.#postRule(rule, number));
    const programs = new IntList();
    this.#rules.forEach(({ rule, query }, number) => {
      const rest = rests[number];
      const isCertain = rest === undefined && rule.languages === undefined;
      programs.push(isCertain ? -1 : this.#writer.write(query, rest, rule.languages));
    });
    const contexts = this.#writeContexts();
    // All programs are written: no variant is new from here on.
    const headLetters = this.#variants.headLetters();
    const texts: TextPool = { cells: new IntList(4096), offsets: new Map() };
    this.#lookups.writeEntries(texts, headLetters, (variant) => this.#postingsOf(variant));
    const variants = this.#variants.sections(texts);
    const entries = texts.cells.cells();
    const postings = new IntList();
    const { ranges, ...entitySections } = this.#entities.sections(postings);
    return writeCompiledSet({
      multiplier: this.#multiplier,
      headLetters,
      fingerprint,
      wordBits: this.#lookups.wordBits(),
      ...headFiltersOf(this.#variants.heads(), headLetters, this.#multiplier),
      ...this.#lookups.slots(entries),
      entries,
      ...variants,
      postings: postings.cells(),
      programs: programs.cells(),
      ...entitySections,
      ...this.#writeEntities(ranges, contexts),
      contexts: this.#contexts.cells(),
      ...this.#writer.sections(),
      filters: this.#filters.cells(),
      ...this.#strings.sections(),
    });
  }

  /** Every name leads to its entity, whether a rule speaks of it or not: all entities of a story can be asked for. */
  #postNames(): readonly number[] {
    return this.#gazetteer.entities().map(({ id }, entity) => {
      let frequency = 0;
      for (const name of this.#gazetteer.compiled(id)?.names ?? []) {
        const leaf = this.#variants.leaf(name);
        frequency += leaf.frequency;
        this.#post(leaf, posting(MENTION, ANYWHERE, entity), NO_GUARDS);
      }
      return Math.min(1, frequency);
    });
  }

  /** @returns what is left to decide when the rule was looked up */
  #postRule({ rule, query }: CompiledRule, number: number): QueryNode | undefined {
    const presearch = planPresearch(query.ast, (node) => this.#costOf(query, node));
    // The parser refuses rules that can hold without any text.
    if (presearch === undefined) return undefined;
    const { needed, others, rest } = presearch;
    const isCertain = rest === undefined && rule.languages === undefined;
    const guards = isCertain ? NO_GUARDS : this.#findGuards(query, others);
    for (const { node, scope } of needed.atoms) {
      if (node.kind === "leaf") {
        const kind = isCertain ? CERTAIN : guards !== NO_GUARDS ? GUARDED : CANDIDATE;
        this.#post(this.#leafOf(query, node), posting(kind, scope, number), guards);
      } else if (node.kind === "entity") {
        const reference = this.#entities.referenceEntry(this.#entities.reference(node.id));
        reference?.postings.push(posting(isCertain ? CERTAIN : CANDIDATE, ANYWHERE, number));
      }
    }
    return rest;
  }

  /** A few words and beginnings of which one must be there as well; none when there is no such clause. */
  #findGuards(query: CompiledQuery, clauses: readonly NeededClause[]): Guards {
    for (const { atoms, cost } of clauses) {
      if (cost > MOST_COMMON_GUARD) break;
      const patterns = atoms.flatMap(({ node }) => this.#guardsOf(query, node));
      if (patterns.length > MAX_GUARDS) continue;
      const words = patterns.flatMap((pattern) => (pattern?.isLiteral === true ? pattern.hash : []));
      const heads = patterns.flatMap((pattern) => (pattern?.isLiteral === false ? pattern.head : []));
      if (words.length + heads.length === patterns.length) return { words, heads };
    }
    return NO_GUARDS;
  }

  /** For each spelling of a leaf one of its patterns; undefined for an entity. */
  #guardsOf(query: CompiledQuery, node: QueryNode): readonly (PatternEntry | undefined)[] {
    if (node.kind !== "leaf") return [undefined];
    return this.#leafOf(query, node).variants.map((variant) => {
      const entry = this.#variants.variants[variant];
      return entry?.patterns[entry.anchor];
    });
  }

  #post(leaf: LeafEntry, target: number, guards: Guards): void {
    for (const variant of leaf.variants) {
      const entry = this.#variants.variants[variant];
      if (entry === undefined) continue;
      this.#lookups.add(variant, entry);
      const known = this.#postings[variant];
      if (known === undefined) this.#postings[variant] = [{ target, guards }];
      else if (known[known.length - 1]?.target !== target) known.push({ target, guards });
    }
  }

  /** What a variant leads to, once all patterns are known. */
  #postingsOf(variant: number): Postings {
    const simple: number[] = [];
    const others: number[] = [];
    for (const { target, guards } of this.#postings[variant] ?? []) {
      const { words, heads } = guards;
      const pairs = inPairs(words);
      if (heads.length === 0 && words.length > 0 && words.length <= SIMPLE_GUARDS) {
        simple.push(target, ...pairs);
        continue;
      }
      const begins = heads.flatMap((head) => [head.length, hashForm(head, this.#multiplier)]);
      others.push(target | (words.length << WORDS_SHIFT) | (heads.length << HEADS_SHIFT), ...pairs, ...begins);
    }
    return { simple, others };
  }

  #leafOf(query: CompiledQuery, node: QueryNode): LeafEntry {
    const leaf = node.kind === "leaf" ? query.leaves.get(node) : undefined;
    return leaf === undefined ? NO_LEAF : this.#variants.leaf(leaf);
  }

  #frequencyOf(query: CompiledQuery, node: QueryNode): number {
    if (node.kind !== "entity") return this.#leafOf(query, node).frequency;
    if (query.references === "mentioned") return this.#entities.mentionFrequency(node.id);
    return this.#entities.referenceEntry(this.#entities.reference(node.id))?.frequency ?? 0;
  }

  /** All names are looked up anyway: an entity costs only what follows from it. */
  #costOf(query: CompiledQuery, node: QueryNode): number {
    return node.kind === "entity" ? this.#frequencyOf(query, node) : this.#leafOf(query, node).cost;
  }

  #programContext(): ProgramContext {
    return {
      variantsOf: (query, leaf) => this.#leafOf(query, leaf).variants,
      question: (variant) => this.#question(variant),
      entity: (id) => this.#entities.entity(id),
      reference: (id) => this.#entities.reference(id),
      filter: (filter) => this.#filter(filter),
      frequencyOf: (query, node) => this.#frequencyOf(query, node),
    };
  }

  #question(variant: number): VariantQuestion {
    const entry = this.#variants.variants[variant];
    const [only, ...more] = entry?.patterns ?? [];
    const isWord = only?.isLiteral === true && more.length === 0 && entry?.exactIds.length === 0;
    return isWord ? { kind: "word", hash: only.hash, pattern: only.id } : { kind: "search", variant };
  }

  #filter(filter: FilterNode | LanguageUnknown): number {
    const name = filter.kind === "filter" ? FILTERS.indexOf(filter.name) : LANGUAGE_UNKNOWN;
    const value = filter.kind === "filter" ? filter.value : "";
    const key = `${name} ${value}`;
    const known = this.#filterNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#filterNumbers.size;
    this.#filterNumbers.set(key, number);
    this.#filters.pushAll([name, this.#strings.intern(value)]);
    return number;
  }

  /** Numbers of each entity's `context` and `unless`. */
  #writeContexts(): readonly (readonly [number, number])[] {
    return this.#gazetteer.entities().map(({ id }): readonly [number, number] => {
      const compiled = this.#gazetteer.compiled(id);
      return [this.#contextNumber(compiled?.context), this.#contextNumber(compiled?.unless)];
    });
  }

  #writeEntities(
    ranges: readonly (readonly [number, number])[],
    contexts: readonly (readonly [number, number])[],
  ): { entities: Int32Array; names: Int32Array } {
    const cells = new IntList();
    const names = new IntList();
    this.#gazetteer.entities().forEach(({ id, alone }, entity) => {
      const needsContext = alone === "context" ? 1 : 0;
      cells.pushAll([...(ranges[entity] ?? [0, 0]), ...(contexts[entity] ?? [-1, -1])]);
      const leaves = (this.#gazetteer.compiled(id)?.names ?? []).map((name) => this.#variants.leaf(name));
      const variants = [...new Set(leaves.flatMap((leaf) => leaf.variants))];
      cells.pushAll([needsContext, this.#strings.intern(id), names.length, variants.length]);
      names.pushAll(variants);
    });
    return { entities: cells.cells(), names: names.cells() };
  }

  /** Many entities share one context: it is decided once a story. @returns -1 when there is none */
  #contextNumber(query: CompiledQuery | undefined): number {
    if (query === undefined) return -1;
    const key = printQuery(query.ast);
    const known = this.#contextNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#contextNumbers.size;
    this.#contextNumbers.set(key, number);
    this.#contexts.push(this.#writer.write(query, query.ast));
    return number;
  }
}

/** Guards of two words in one; the last fills the place of a missing one. @param hashes - of the words */
function inPairs(hashes: readonly number[]): readonly number[] {
  const guards = hashes.map((hash) => hash >>> GUARD_SHIFT);
  return guards.flatMap((guard, at) => (at % 2 === 0 ? guard | ((guards[at + 1] ?? guard) << 16) : []));
}

function* leavesOf(rules: readonly CompiledRule[], gazetteer: Gazetteer): Iterable<CompiledLeaf> {
  for (const { query } of rules) yield* query.leaves.values();
  for (const { id } of gazetteer.entities()) yield* gazetteer.compiled(id)?.names ?? [];
}

/**
 * An odd K that those who do not know the rules cannot guess, so that no text is made to collide; of the kind 8n + 5,
 * which mixes well modulo a power of two.
 */
function chooseMultiplier(rules: readonly CompiledRule[]): number {
  const digest = sha256Hex(rules.map(({ rule }) => `${rule.id}\n${rule.query}`).join("\n"));
  return (Number.parseInt(digest.slice(0, 8), 16) & ~7) | 5 | 0;
}

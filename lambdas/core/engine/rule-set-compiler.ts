/**
 * Puts a compiled set together. Two passes over the rules: first each chooses what it is looked up by, then the programs
 * are written, which can ask for whatever is looked up anyway.
 */
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { FILTERS, type FilterNode, type QueryNode } from "../rules/ast.ts";
import type { CompiledQuery } from "../rules/compile-query.ts";
import { printQuery } from "../rules/printer.ts";
import type { CompiledRule } from "../rules/story-matcher.ts";
import { sha256Hex } from "../text/sha256.ts";
import { writeCompiledSet } from "./compiled-set.ts";
import { EntityTables } from "./entity-tables.ts";
import { IntList } from "./int-list.ts";
import { LookupTable } from "./lookup-table.ts";
import { type NeededClause, planPresearch } from "./needed-clause.ts";
import { ANYWHERE, CANDIDATE, CERTAIN, MENTION, posting } from "./posting.ts";
import { type LanguageUnknown, type ProgramContext, ProgramWriter, type VariantQuestion } from "./program-writer.ts";
import { StringTable } from "./string-table.ts";
import { hashForm } from "./token-hash.ts";
import { ANCHOR_SHIFT, HAS_ANCHOR, IS_LOOKED_UP, type LeafEntry, VariantTable } from "./variant-table.ts";
import type { WordFrequencies } from "./word-frequencies.ts";

/** Number of the filter that holds when a story's language is not known: behind the names of the others. */
export const LANGUAGE_UNKNOWN = FILTERS.length;

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
  /** by variant */
  readonly #postings: number[][] = [];

  constructor(rules: readonly CompiledRule[], gazetteer: Gazetteer, frequencies: WordFrequencies) {
    this.#rules = rules;
    this.#gazetteer = gazetteer;
    this.#multiplier = chooseMultiplier(rules);
    this.#variants = new VariantTable(this.#multiplier, frequencies);
    this.#lookups = new LookupTable(this.#multiplier);
    this.#entities = new EntityTables(gazetteer, this.#postNames());
    this.#writer = new ProgramWriter(this.#programContext());
  }

  compile(): ArrayBuffer {
    const rests = this.#rules.map((rule, number) => this.#postRule(rule, number));
    const programs = new IntList();
    const ruleIds = new IntList();
    this.#rules.forEach(({ rule, query }, number) => {
      const rest = rests[number];
      const isCertain = rest === undefined && rule.languages === undefined;
      programs.push(isCertain ? -1 : this.#writer.write(query, rest, rule.languages));
      ruleIds.push(this.#strings.intern(rule.id));
    });
    const contexts = this.#writeContexts();
    // All programs are written: no variant is new from here on.
    const postings = new IntList();
    const { ranges, ...entitySections } = this.#entities.sections(postings);
    return writeCompiledSet({
      multiplier: this.#multiplier,
      ...this.#lookups.sections((variant) => this.#postings[variant] ?? []),
      ...this.#variants.sections(),
      variants: this.#writeVariants(),
      postings: postings.cells(),
      programs: programs.cells(),
      ruleIds: ruleIds.cells(),
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
        this.#post(leaf, posting(MENTION, ANYWHERE, entity));
      }
      return Math.min(1, frequency);
    });
  }

  /** @returns what is left to decide when the rule was looked up */
  #postRule({ rule, query }: CompiledRule, number: number): QueryNode | undefined {
    const presearch = planPresearch(query.ast, (node) => this.#costOf(query, node));
    // The parser refuses rules that can hold without any text.
    if (presearch === undefined) return undefined;
    const { needed, rest } = presearch;
    const kind = rest === undefined && rule.languages === undefined ? CERTAIN : CANDIDATE;
    this.#postNeeded(query, needed, kind, number);
    return rest;
  }

  #postNeeded(query: CompiledQuery, { atoms }: NeededClause, kind: number, rule: number): void {
    for (const { node, scope } of atoms) {
      if (node.kind === "leaf") this.#post(this.#leafOf(query, node), posting(kind, scope, rule));
      else if (node.kind === "entity") {
        const reference = this.#entities.referenceEntry(this.#entities.reference(node.id));
        reference?.postings.push(posting(kind, ANYWHERE, rule));
      }
    }
  }

  #post(leaf: LeafEntry, target: number): void {
    for (const variant of leaf.variants) {
      const entry = this.#variants.variants[variant];
      if (entry === undefined) continue;
      this.#lookups.add(variant, entry);
      const known = this.#postings[variant];
      if (known === undefined) this.#postings[variant] = [target];
      else if (known[known.length - 1] !== target) known.push(target);
    }
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
    if (this.#lookups.has(variant)) return { kind: "found", variant };
    const entry = this.#variants.variants[variant];
    const [only] = entry?.patterns ?? [];
    if (entry === undefined || only === undefined || !isWord(entry)) return { kind: "search", variant };
    return { kind: "word", hash: hashForm(only.form, this.#multiplier), pattern: this.#variants.patternId(entry, 0) };
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

  #writeVariants(): Int32Array {
    const cells = new IntList(this.#variants.variants.length * 2 + 2);
    this.#variants.variants.forEach((entry, variant) => {
      const anchor =
        (entry.anchor << ANCHOR_SHIFT) | (entry.patterns[entry.anchor]?.isLiteral === true ? HAS_ANCHOR : 0);
      const lookedUp = this.#lookups.has(variant) ? IS_LOOKED_UP : 0;
      cells.pushAll([entry.firstPattern, entry.patterns.length | anchor | lookedUp]);
    });
    return cells.cells();
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

function isWord(entry: {
  readonly patterns: readonly { readonly isLiteral: boolean }[];
  readonly isExact: boolean;
}): boolean {
  return entry.patterns.length === 1 && entry.patterns[0]?.isLiteral === true && !entry.isExact;
}

/**
 * An odd K that those who do not know the rules cannot guess, so that no text is made to collide; of the kind 8n + 5,
 * which mixes well modulo a power of two.
 */
function chooseMultiplier(rules: readonly CompiledRule[]): number {
  const digest = sha256Hex(rules.map(({ rule }) => `${rule.id}\n${rule.query}`).join("\n"));
  return (Number.parseInt(digest.slice(0, 8), 16) & ~7) | 5 | 0;
}

/** Writes queries as programs: jumps instead of a tree, the cheapest and most telling question first. */
import type { EntityNode, FilterNode, LeafNode, NearNode, QueryNode } from "../rules/ast.ts";
import type { CompiledQuery } from "../rules/compile-query.ts";
import { inBestOrder } from "./estimate.ts";
import { IntList } from "./int-list.ts";
import { scopeOf } from "./needed-clause.ts";
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
  OPERAND_REFERENCE,
  OPERAND_VARIANT,
  RECOGNISED,
  SCOPE_BITS,
  SETTLED,
  VARIANT,
  WORD,
} from "./program.ts";

/** A variant as a program asks for it. */
export type VariantQuestion =
  | { readonly kind: "word"; readonly hash: number; readonly pattern: number }
  | { readonly kind: "search"; readonly variant: number };

/** What the rest of the compiler knows about the leaves of queries. */
export interface ProgramContext {
  /** the spellings of a leaf, by their number in the table */
  variantsOf(query: CompiledQuery, leaf: LeafNode): readonly number[];
  question(variant: number): VariantQuestion;
  /** @returns -1 for an id that the gazetteer lacks */
  entity(id: string): number;
  /** @returns -1 for an id that the gazetteer lacks */
  reference(id: string): number;
  filter(filter: FilterNode | LanguageUnknown): number;
  frequencyOf(query: CompiledQuery, node: QueryNode): number;
}

/** Holds for stories whose language nobody told. */
export interface LanguageUnknown {
  readonly kind: "language-unknown";
}

/** An instruction whose jumps lead to places counted from the end, which is written first. */
type Draft = readonly [operation: number, a: number, b: number, whenTrue: number, whenFalse: number];

export class ProgramWriter {
  readonly #context: ProgramContext;
  readonly #code = new IntList(4096);
  readonly #lists = new IntList(1024);

  constructor(context: ProgramContext) {
    this.#context = context;
  }

  /** The sections `code` and `lists`. */
  sections(): { code: Int32Array; lists: Int32Array } {
    return { code: this.#code.cells(), lists: this.#lists.cells() };
  }

  /**
   * @param languages - the story must be in one of these, or in an unknown language; any when absent
   * @returns where the program starts
   */
  write(query: CompiledQuery, node: QueryNode | undefined, languages?: readonly string[], scope = ANYWHERE): number {
    const drafts: Draft[] = [];
    let entry = node === undefined ? HOLDS : this.#draft(drafts, query, node, scope, HOLDS, FAILS);
    if (languages !== undefined) entry = this.#draftLanguages(drafts, languages, entry);
    // A program starts with what was drafted last; an entity that nobody knows is settled without an instruction.
    if (entry !== drafts.length - 1) drafts.push([SETTLED, 0, 0, entry, entry]);
    const last = drafts.length - 1;
    const start = this.#code.length / 4;
    for (let at = last; at >= 0; at -= 1) {
      const [operation, a, b, whenTrue, whenFalse] = drafts[at] ?? [SETTLED, 0, 0, FAILS, FAILS];
      const jump = (to: number): number => (to >= FAILS ? to : last - to);
      this.#code.pushAll([operation, a, b, (jump(whenTrue) << 16) | jump(whenFalse)]);
    }
    return start;
  }

  /** @returns where the node begins, to be jumped to */
  #draft(
    drafts: Draft[],
    query: CompiledQuery,
    node: QueryNode,
    scope: number,
    whenTrue: number,
    whenFalse: number,
  ): number {
    const frequencyOf = (part: QueryNode): number => this.#context.frequencyOf(query, part);
    switch (node.kind) {
      case "leaf":
        return this.#draftLeaf(drafts, query, node, scope, whenTrue, whenFalse);
      case "entity":
        return this.#draftEntity(drafts, query, node, scope, whenTrue, whenFalse);
      case "filter":
        return put(drafts, [FILTER, this.#context.filter(node), 0, whenTrue, whenFalse]);
      case "not":
        return this.#draft(drafts, query, node.operand, scope, whenFalse, whenTrue);
      case "field":
        return this.#draft(drafts, query, node.operand, scopeOf(node.field), whenTrue, whenFalse);
      case "and": {
        let entry = whenTrue;
        for (const operand of [...inBestOrder(node.operands, "all", frequencyOf)].reverse()) {
          entry = this.#draft(drafts, query, operand, scope, entry, whenFalse);
        }
        return entry;
      }
      case "or": {
        let entry = whenFalse;
        for (const operand of [...inBestOrder(node.operands, "one", frequencyOf)].reverse()) {
          entry = this.#draft(drafts, query, operand, scope, whenTrue, entry);
        }
        return entry;
      }
      case "near":
        return put(drafts, [operation(NEAR, scope), this.#nearList(query, node), 0, whenTrue, whenFalse]);
      case "atleast":
        return put(drafts, [operation(AT_LEAST, scope), this.#atLeastList(query, node), 0, whenTrue, whenFalse]);
      case "any":
        return put(drafts, [ANY, this.#anyList(query, node, scope), 0, whenTrue, whenFalse]);
    }
  }

  #draftLeaf(
    drafts: Draft[],
    query: CompiledQuery,
    leaf: LeafNode,
    scope: number,
    whenTrue: number,
    whenFalse: number,
  ): number {
    let entry = whenFalse;
    for (const variant of [...this.#context.variantsOf(query, leaf)].reverse()) {
      const question = this.#context.question(variant);
      if (question.kind === "word") {
        entry = put(drafts, [operation(WORD, scope), question.hash, question.pattern, whenTrue, entry]);
      } else {
        entry = put(drafts, [operation(VARIANT, scope), question.variant, 0, whenTrue, entry]);
      }
    }
    return entry;
  }

  #draftEntity(
    drafts: Draft[],
    query: CompiledQuery,
    { id }: EntityNode,
    scope: number,
    whenTrue: number,
    whenFalse: number,
  ): number {
    const isMention = query.references === "mentioned";
    const target = isMention ? this.#context.entity(id) : this.#context.reference(id);
    if (target === -1) return whenFalse;
    return put(drafts, [operation(isMention ? MENTIONED : RECOGNISED, scope), target, 0, whenTrue, whenFalse]);
  }

  #draftLanguages(drafts: Draft[], languages: readonly string[], whenTrue: number): number {
    let entry = FAILS;
    for (const value of languages) {
      const filter = this.#context.filter({ kind: "filter", name: "lang", value });
      entry = put(drafts, [FILTER, filter, 0, whenTrue, entry]);
    }
    const unknown = this.#context.filter({ kind: "language-unknown" });
    return put(drafts, [FILTER, unknown, 0, whenTrue, entry]);
  }

  #nearList(query: CompiledQuery, { isOrdered, distance, left, right }: NearNode): number {
    const [before, after] = [this.#operands(query, left), this.#operands(query, right)];
    return this.#list([distance * 2 + (isOrdered ? 1 : 0), before.length, after.length, ...before, ...after]);
  }

  #atLeastList(query: CompiledQuery, { count, operand }: QueryNode & { kind: "atleast" }): number {
    const operands = this.#operands(query, operand);
    return this.#list([count, operands.length, ...operands]);
  }

  #anyList(query: CompiledQuery, { count, operands }: QueryNode & { kind: "any" }, scope: number): number {
    const programs = operands.map((operand) => this.write(query, operand, undefined, scope));
    return this.#list([count, programs.length, ...programs]);
  }

  /** Leaves and entities as operands of NEAR and ATLEAST. */
  #operands(query: CompiledQuery, node: QueryNode): readonly number[] {
    switch (node.kind) {
      case "leaf":
        return this.#context.variantsOf(query, node).map((variant) => (variant << 2) | OPERAND_VARIANT);
      case "entity": {
        const isMention = query.references === "mentioned";
        const target = isMention ? this.#context.entity(node.id) : this.#context.reference(node.id);
        return target === -1 ? [] : [(target << 2) | (isMention ? OPERAND_ENTITY : OPERAND_REFERENCE)];
      }
      case "or":
        return node.operands.flatMap((operand) => this.#operands(query, operand));
      default:
        // The parser lets nothing else stand there.
        return [];
    }
  }

  #list(values: readonly number[]): number {
    const start = this.#lists.length;
    this.#lists.pushAll(values);
    return start;
  }
}

function operation(code: number, scope: number): number {
  return code | (scope << SCOPE_BITS);
}

function put(drafts: Draft[], draft: Draft): number {
  drafts.push(draft);
  return drafts.length - 1;
}

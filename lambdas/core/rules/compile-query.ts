import { type LeafNode, type QueryNode, walk } from "./ast.ts";
import { type CompiledLeaf, compileLeaf } from "./compile-leaf.ts";
import type { LeafUse } from "./inflect.ts";
import { printQuery } from "./printer.ts";

/** Leaves already compiled, so that rules which share one look for it once a story. */
export type LeafTable = Map<string, CompiledLeaf>;

/** A query ready to be held against stories. */
export interface CompiledQuery {
  readonly ast: QueryNode;
  /** one for each leaf of the tree */
  readonly leaves: ReadonlyMap<LeafNode, CompiledLeaf>;
  /**
   * What `@type.id` means in it: in a rule the recognised entity or one below it; in an entity's own `context` and
   * `unless` the bare mention of that one entity's names.
   */
  readonly references: "recognised" | "mentioned";
}

/** Compile a query that the parser accepted. @param table - grows by the leaves that are new */
export function compileQuery(
  ast: QueryNode,
  references: CompiledQuery["references"],
  table: LeafTable = new Map(),
): CompiledQuery {
  const leaves = new Map<LeafNode, CompiledLeaf>();
  for (const node of walk(ast)) {
    if (node.kind === "leaf") leaves.set(node, internLeaf(node, "rule", table));
  }
  return { ast, leaves, references };
}

/** The leaf from the table, compiled when it is new. */
export function internLeaf(leaf: LeafNode, use: LeafUse, table: LeafTable): CompiledLeaf {
  const key = `${use} ${printQuery(leaf)}`;
  const known = table.get(key);
  if (known !== undefined) return known;
  const compiled = compileLeaf(leaf, use);
  table.set(key, compiled);
  return compiled;
}

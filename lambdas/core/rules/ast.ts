/**
 * A query as a tree. AND and OR hold two or more operands and never one of their own kind (`(a AND b) AND c` is
 * `a AND b AND c`); a leaf's text has no invisible characters and single spaces: what the printer writes, the parser
 * reads back as the same tree.
 */
import type { EntityId } from "../gazetteer/entity.ts";
import type { TextField } from "./match.ts";

export type QueryNode =
  | LeafNode
  | EntityNode
  | FilterNode
  | NotNode
  | AndNode
  | OrNode
  | NearNode
  | AtLeastNode
  | AnyNode
  | FieldNode;

/** A word or "phrase" to be found in the text. */
export interface LeafNode {
  readonly kind: "leaf";
  readonly text: string;
  /** written in quotes: found as it stands, no plural */
  readonly isQuoted: boolean;
  /** written with `=`: case and accents count */
  readonly isExact: boolean;
}

/** `@type.id` */
export interface EntityNode {
  readonly kind: "entity";
  readonly id: EntityId;
}

/** Facts of a story that are compared, not searched. */
export const FILTERS = ["source", "lang", "country", "url", "tag"] as const;

export type FilterName = (typeof FILTERS)[number];

/** `lang:fr` */
export interface FilterNode {
  readonly kind: "filter";
  readonly name: FilterName;
  readonly value: string;
}

interface NotNode {
  readonly kind: "not";
  readonly operand: QueryNode;
}

export interface AndNode {
  readonly kind: "and";
  readonly operands: readonly QueryNode[];
}

interface OrNode {
  readonly kind: "or";
  readonly operands: readonly QueryNode[];
}

/** Both operands in one field, at most `distance` words between them. */
export interface NearNode {
  readonly kind: "near";
  /** ONEAR: left before right */
  readonly isOrdered: boolean;
  /** words between, 0 to 50 */
  readonly distance: number;
  readonly left: QueryNode;
  readonly right: QueryNode;
}

/** At least so many occurrences of a leaf, an entity, or an OR of such. */
interface AtLeastNode {
  readonly kind: "atleast";
  readonly count: number;
  readonly operand: QueryNode;
}

/** At least so many of the operands. */
interface AnyNode {
  readonly kind: "any";
  readonly count: number;
  readonly operands: readonly QueryNode[];
}

/** The operand within one part of the story. `text:` is all three parts and leaves no node. */
interface FieldNode {
  readonly kind: "field";
  readonly field: TextField;
  readonly operand: QueryNode;
}

/** Whether NEAR can stand beside it: a leaf, an entity, or an OR of such. */
export function isProximityOperand(node: QueryNode): boolean {
  if (node.kind === "or") return node.operands.every(isAtom);
  return isAtom(node);
}

function isAtom(node: QueryNode): boolean {
  return node.kind === "leaf" || node.kind === "entity";
}

/** The nodes right below. */
export function childrenOf(node: QueryNode): readonly QueryNode[] {
  switch (node.kind) {
    case "leaf":
    case "entity":
    case "filter":
      return [];
    case "not":
    case "atleast":
    case "field":
      return [node.operand];
    case "near":
      return [node.left, node.right];
    case "and":
    case "or":
    case "any":
      return node.operands;
  }
}

/** Every node of the tree, a parent before its children. */
export function* walk(node: QueryNode): Generator<QueryNode> {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

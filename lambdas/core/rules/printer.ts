/**
 * The canonical form of a query: what `rules format` writes and what spans, clauses and traces name their parts by.
 * The parser reads it back as the same tree.
 */
import type { FilterNode, LeafNode, QueryNode } from "./ast.ts";

/** A query in canonical form. */
export function printQuery(node: QueryNode): string {
  switch (node.kind) {
    case "leaf":
      return printLeaf(node);
    case "entity":
      return `@${node.id}`;
    case "filter":
      return printFilter(node);
    case "not":
      return `NOT ${print(node.operand, node.operand.kind === "near" || isPrimary(node.operand))}`;
    case "and":
      return node.operands
        .map((operand) => print(operand, operand.kind !== "or" && operand.kind !== "and"))
        .join(" AND ");
    case "or":
      return node.operands
        .map((operand) => print(operand, operand.kind !== "and" && operand.kind !== "or"))
        .join(" OR ");
    case "near": {
      const operator = `${node.isOrdered ? "ONEAR" : "NEAR"}/${node.distance}`;
      return `${print(node.left, isPrimary(node.left))} ${operator} ${print(node.right, isPrimary(node.right))}`;
    }
    case "atleast":
      return `ATLEAST/${node.count} ${print(node.operand, isPrimary(node.operand))}`;
    case "any":
      return `ANY/${node.count} (${node.operands.map(printQuery).join(", ")})`;
    case "field":
      return `${node.field}:${print(node.operand, isPrimary(node.operand))}`;
  }
}

function print(node: QueryNode, isBare: boolean): string {
  return isBare ? printQuery(node) : `(${printQuery(node)})`;
}

/** What the grammar calls `prim`: needs no parentheses anywhere. */
function isPrimary(node: QueryNode): boolean {
  return node.kind !== "and" && node.kind !== "or" && node.kind !== "not" && node.kind !== "near";
}

function printLeaf(leaf: LeafNode): string {
  const text = leaf.isQuoted ? `"${leaf.text}"` : leaf.text;
  return leaf.isExact ? `=${text}` : text;
}

function printFilter({ name, value }: FilterNode): string {
  // A bare value ends at white space or a parenthesis; a comma would end an operand of ANY.
  return /^[^\s"(),]+$/.test(value) ? `${name}:${value}` : `${name}:"${value}"`;
}

/** A rule as one regular expression over the whole text in small letters: what one would write without an engine. */
import type { QueryNode } from "../../../lambdas/core/rules/ast.ts";
import { parseQuery } from "../../../lambdas/core/rules/parser.ts";
import { escapeRegExp } from "./peers.ts";

/** @returns undefined for what regular expressions cannot say with reasonable effort */
export function toRegExp(query: string): RegExp | undefined {
  const parsed = parseQuery(query);
  if (parsed.kind === "rejected") return undefined;
  const { ast } = parsed;
  // A single search needs no lookahead: faster, and what everybody would write.
  const source = ast.kind === "leaf" ? leafSource(ast) : condition(ast);
  return source === undefined ? undefined : new RegExp(ast.kind === "leaf" ? source : `^${source}`, "u");
}

/** A lookahead that succeeds at the beginning of the text where the node holds. */
function condition(node: QueryNode): string | undefined {
  switch (node.kind) {
    case "leaf":
      return `(?=[^]*?${leafSource(node)})`;
    case "not": {
      const inner = condition(node.operand);
      return inner && `(?!${inner})`;
    }
    case "and":
      return join(node.operands.map(condition), "");
    case "or": {
      const inner = join(node.operands.map(condition), "|");
      return inner && `(?:${inner})`;
    }
    case "near": {
      if (node.left.kind !== "leaf" || node.right.kind !== "leaf") return undefined;
      const between = `[^\\p{L}\\p{N}]+(?:[\\p{L}\\p{N}]+[^\\p{L}\\p{N}]+){0,${node.distance}}`;
      const [left, right] = [leafSource(node.left), leafSource(node.right)];
      const both = [`${left}${between}${right}`, ...(node.isOrdered ? [] : [`${right}${between}${left}`])];
      return `(?=[^]*?(?:${both.join("|")}))`;
    }
    case "field":
      // The title is the first line.
      return node.field === "title" && node.operand.kind === "leaf" ? `(?=.*?${leafSource(node.operand)})` : undefined;
    default:
      return undefined;
  }
}

function leafSource({ text }: { readonly text: string }): string {
  const stem = escapeRegExp(text.replace(/\*$/, "").toLowerCase()).replace(/ /g, "[^\\p{L}\\p{N}]+");
  return `(?<![\\p{L}\\p{N}])${stem}${text.endsWith("*") ? "" : "(?![\\p{L}\\p{N}])"}`;
}

function join(parts: readonly (string | undefined)[], separator: string): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join(separator) : undefined;
}

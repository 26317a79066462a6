/**
 * A rule must have something to search for in every branch that can make it true: `NOT football` alone would alert on
 * every story, and so would `Goma OR the`.
 */
import { isStopWord } from "../text/stop-words.ts";
import { childrenOf, type EntityNode, type LeafNode, type QueryNode } from "./ast.ts";
import { readPatterns } from "./leaf-pattern.ts";
import type { NodeRange } from "./parser-state.ts";
import { printQuery } from "./printer.ts";
import { type QueryProblem, queryProblem, shorten } from "./query-error.ts";

/** What the weakest way to make a node true rests on: nothing in the text, something feeble, something that counts. */
export type Strength = 0 | 1 | 2;

/** How much a leaf or an entity counts by itself. */
export type Rating = (node: LeafNode | EntityNode) => Strength;

const byStopWords: Rating = (node) => (node.kind === "leaf" && isStopLeaf(node) ? 1 : 2);

/** The error for a query with a branch that rests on nothing or on stop-words only. */
export function checkStrength(ast: QueryNode, ranges: ReadonlyMap<QueryNode, NodeRange>): QueryProblem | undefined {
  const strength = strengthOf(ast);
  if (strength === 2) return undefined;
  const weakest = weakestBranch(ast, strength);
  const place = ranges.get(weakest) ?? ranges.get(ast) ?? { start: 0, end: 0 };
  const text = shorten(printQuery(weakest));
  if (strength === 0) {
    const message = `${text} alone would make this true, and it searches for nothing`;
    return queryProblem("E_PURE_NOT", place, message, `join it to a word with AND, as in Goma AND ${text}`);
  }
  const message = `${text}: such words stand in nearly every story`;
  if (weakest.kind === "leaf" && isAcronym(weakest)) {
    const { start, end } = place;
    return queryProblem("E_TOO_BROAD", place, message, [
      { start, end, text: printQuery({ ...weakest, isExact: true }) },
    ]);
  }
  return queryProblem("E_TOO_BROAD", place, message, "join it to a rarer word with AND");
}

/** Whether every word of a leaf is a stop-word. `=UN` and `=US` are not: their capitals tell them apart. */
export function isStopLeaf(leaf: LeafNode): boolean {
  if (leaf.isExact && isAcronym(leaf)) return false;
  return readPatterns(leaf.text).every((pattern) => isStopWord(pattern.form));
}

function isAcronym(leaf: LeafNode): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(leaf.text) && !/\p{Ll}/u.test(leaf.text);
}

/**
 * What the weakest branch that can make a node true rests on: the strongest operand of an AND, the weakest of an OR.
 * @param rate - of leaves and entities; by stop-words when absent
 */
export function strengthOf(node: QueryNode, rate: Rating = byStopWords): Strength {
  const strengths = childrenOf(node).map((child) => strengthOf(child, rate));
  switch (node.kind) {
    case "leaf":
    case "entity":
      return rate(node);
    case "filter":
    case "not":
      return 0;
    case "field":
    case "atleast":
    case "and":
    case "near":
      return strengths.reduce(stronger, 0);
    case "or":
      return strengths.reduce(weaker, 2);
    case "any": {
      // Any n of them may be the true ones: the n weakest decide, and the strongest of those carries.
      const ordered = strengths.sort((a, b) => a - b);
      return ordered[Math.min(node.count, ordered.length) - 1] ?? 0;
    }
  }
}

function stronger(a: Strength, b: Strength): Strength {
  return a > b ? a : b;
}

function weaker(a: Strength, b: Strength): Strength {
  return a < b ? a : b;
}

/** The smallest part to show: down through alternatives and wrappers, as far as the weakness is one branch's. */
function weakestBranch(node: QueryNode, strength: Strength): QueryNode {
  if (node.kind !== "or" && node.kind !== "field") return node;
  const branch = childrenOf(node).find((child) => strengthOf(child) === strength);
  return branch === undefined ? node : weakestBranch(branch, strength);
}

/**
 * What must stand in a story for a rule to hold, as few and as rare things as possible: the rule is looked at only when
 * one of them was found.
 */
import type { QueryNode } from "../rules/ast.ts";
import { TEXT_FIELDS } from "../rules/match.ts";
import { ANYWHERE } from "./posting.ts";

/** The parts of a story that a clause looks at, as bits: title 1, summary 2, body 4. */
export type Scope = number;

export interface NeededClause {
  /** leaves and entities, one of which must be found, each in its fields */
  readonly atoms: readonly { readonly node: QueryNode; readonly scope: Scope }[];
  /** expected work a story of looking them up, and the rule with them; 1 when it is done in every story */
  readonly cost: number;
  /** whether the clause holds as soon as one is found in its fields */
  readonly isCertain: boolean;
}

/** A rule's clause to look it up by, and what is left to decide when it was found. */
export interface Presearch {
  readonly needed: NeededClause;
  /** undefined when nothing is left: then the rule holds */
  readonly rest: QueryNode | undefined;
}

/** @returns undefined when the query can hold without any text, which the parser refuses for rules */
export function planPresearch(ast: QueryNode, costOf: (node: QueryNode) => number): Presearch | undefined {
  if (ast.kind !== "and") {
    const needed = findNeeded(ast, ANYWHERE, costOf);
    return needed && { needed, rest: needed.isCertain ? undefined : ast };
  }
  let best: NeededClause | undefined;
  let bestOperand: QueryNode | undefined;
  for (const operand of ast.operands) {
    const needed = findNeeded(operand, ANYWHERE, costOf);
    if (needed === undefined || (best !== undefined && best.cost <= needed.cost)) continue;
    best = needed;
    bestOperand = operand;
  }
  if (best === undefined) return undefined;
  if (!best.isCertain) return { needed: best, rest: ast };
  const operands = ast.operands.filter((operand) => operand !== bestOperand);
  return { needed: best, rest: { ...ast, operands } };
}

/** The bit of a field. */
export function scopeOf(field: (typeof TEXT_FIELDS)[number]): Scope {
  return 1 << TEXT_FIELDS.indexOf(field);
}

function findNeeded(node: QueryNode, scope: Scope, costOf: (node: QueryNode) => number): NeededClause | undefined {
  switch (node.kind) {
    case "leaf":
      return { atoms: [{ node, scope }], cost: costOf(node), isCertain: true };
    case "entity":
      // Who follows an entity to its rules does not ask where it was named.
      return { atoms: [{ node, scope }], cost: costOf(node), isCertain: scope === ANYWHERE };
    case "filter":
    case "not":
      return undefined;
    case "field":
      return findNeeded(node.operand, scopeOf(node.field), costOf);
    case "atleast": {
      const needed = findNeeded(node.operand, scope, costOf);
      return needed && { ...needed, isCertain: needed.isCertain && node.count <= 1 };
    }
    case "near":
    case "and": {
      const operands = node.kind === "and" ? node.operands : [node.left, node.right];
      const [best] = byCost(operands.map((operand) => findNeeded(operand, scope, costOf)));
      return best && { ...best, isCertain: false };
    }
    case "or":
      return joinNeeded(node.operands, 1, scope, costOf);
    case "any":
      return joinNeeded(node.operands, node.count, scope, costOf);
  }
}

/** With n operands true, one of any (all - n + 1) is: the cheapest are taken. */
function joinNeeded(
  operands: readonly QueryNode[],
  count: number,
  scope: Scope,
  costOf: (node: QueryNode) => number,
): NeededClause | undefined {
  const wanted = operands.length - count + 1;
  const chosen = byCost(operands.map((operand) => findNeeded(operand, scope, costOf))).slice(0, wanted);
  if (chosen.length < wanted) return undefined;
  return {
    atoms: chosen.flatMap((needed) => needed.atoms),
    cost: chosen.reduce((sum, needed) => sum + needed.cost, 0),
    isCertain: count === 1 && chosen.every((needed) => needed.isCertain),
  };
}

function byCost(needed: readonly (NeededClause | undefined)[]): readonly NeededClause[] {
  const known = needed.filter((clause) => clause !== undefined);
  return known.sort((a, b) => a.cost - b.cost);
}

import { type QueryNode, walk } from "./ast.ts";
import type { CompiledQuery } from "./compile-query.ts";
import type { Evaluation } from "./evaluation.ts";
import type { TextField } from "./match.ts";

/**
 * The smallest part of a query that already made it true: of an OR the true operand with the fewest leaves (the first of
 * equals), of an AND all operands without what it excludes, of ANY/n the n smallest true operands in their order.
 * @returns undefined when the query does not hold
 */
export function findDecidingClause(evaluation: Evaluation, query: CompiledQuery): QueryNode | undefined {
  return evaluation.holds(query, query.ast) ? decide(evaluation, query, query.ast) : undefined;
}

/** @param node - a part that holds */
function decide(evaluation: Evaluation, query: CompiledQuery, node: QueryNode, scope?: TextField): QueryNode {
  switch (node.kind) {
    case "or": {
      const clauses = trueClauses(evaluation, query, node.operands, scope);
      return smallest(clauses, 1)[0] ?? node;
    }
    case "any": {
      const clauses = smallest(trueClauses(evaluation, query, node.operands, scope), node.count);
      const [only] = clauses;
      return only !== undefined && clauses.length === 1 ? only : { ...node, operands: clauses };
    }
    case "and": {
      const positive = node.operands.filter((operand) => operand.kind !== "not");
      const clauses = positive.map((operand) => decide(evaluation, query, operand, scope));
      const [only] = clauses;
      if (only === undefined) return node;
      // A chosen operand may be an AND itself: no AND holds another.
      const operands = clauses.flatMap((clause) => (clause.kind === "and" ? clause.operands : [clause]));
      return clauses.length === 1 ? only : { ...node, operands };
    }
    case "field":
      return { ...node, operand: decide(evaluation, query, node.operand, node.field) };
    default:
      return node;
  }
}

function trueClauses(
  evaluation: Evaluation,
  query: CompiledQuery,
  operands: readonly QueryNode[],
  scope: TextField | undefined,
): readonly QueryNode[] {
  return operands
    .filter((operand) => evaluation.holds(query, operand, scope))
    .map((operand) => decide(evaluation, query, operand, scope));
}

/** The n clauses with the fewest leaves, in their order; earlier ones win a tie. */
function smallest(clauses: readonly QueryNode[], n: number): readonly QueryNode[] {
  const ranked = clauses.map((clause, index) => ({ clause, index, size: [...walk(clause)].length }));
  ranked.sort((a, b) => a.size - b.size || a.index - b.index);
  const chosen = ranked.slice(0, n).sort((a, b) => a.index - b.index);
  return chosen.map(({ clause }) => clause);
}

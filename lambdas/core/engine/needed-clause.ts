/**
 * What must stand in a story for a query to hold. A rule is looked up by the one of these clauses that costs least, and
 * looked at only when another is not plainly missing.
 */
import type { QueryNode } from "../rules/ast.ts";
import { TEXT_FIELDS, type TextField } from "../rules/match.ts";
import { ANYWHERE } from "./posting.ts";

/** The parts of a story that something looks at, as bits: title 1, summary 2, body 4. */
export type Scope = number;

/** The query holds only if one of these is found. */
export interface NeededClause {
  /** leaves and entities, each with its fields */
  readonly atoms: readonly { readonly node: QueryNode; readonly scope: Scope }[];
  /** expected work a story of looking them up, and the rule with them; 1 when it is done in every story */
  readonly cost: number;
  /** the part of the query that holds as soon as one is found in its fields */
  readonly decides?: QueryNode;
}

/** How a rule is looked up. */
export interface Presearch {
  readonly needed: NeededClause;
  /** what else must be there, the cheapest first */
  readonly others: readonly NeededClause[];
  /** what is left to decide when it was found; undefined when the rule then holds */
  readonly rest: QueryNode | undefined;
}

/**
 * @param costOf - of leaves and entities
 * @returns undefined when the query can hold without any text, which the parser refuses for rules
 */
export function planPresearch(ast: QueryNode, costOf: (node: QueryNode) => number): Presearch | undefined {
  const [needed, ...others] = byCost(neededClauses(ast, ANYWHERE, costOf));
  if (needed === undefined) return undefined;
  return { needed, others, rest: restOf(ast, needed.decides) };
}

/** The bit of a field. */
export function scopeOf(field: TextField): Scope {
  return 1 << TEXT_FIELDS.indexOf(field);
}

function restOf(ast: QueryNode, decided: QueryNode | undefined): QueryNode | undefined {
  if (decided === ast) return undefined;
  if (ast.kind !== "and" || decided === undefined) return ast;
  return { ...ast, operands: ast.operands.filter((operand) => operand !== decided) };
}

/** All clauses that a node cannot hold without; none when it needs no text. */
function neededClauses(node: QueryNode, scope: Scope, costOf: (node: QueryNode) => number): readonly NeededClause[] {
  switch (node.kind) {
    case "leaf":
      return [{ atoms: [{ node, scope }], cost: costOf(node), decides: node }];
    case "entity": {
      const clause = { atoms: [{ node, scope }], cost: costOf(node) };
      // Who follows an entity to its rules does not ask where it was named.
      return [scope === ANYWHERE ? { ...clause, decides: node } : clause];
    }
    case "filter":
    case "not":
      return [];
    case "field":
      return neededClauses(node.operand, scopeOf(node.field), costOf).map((clause) =>
        clause.decides === node.operand ? { ...clause, decides: node } : clause,
      );
    case "atleast":
      return neededClauses(node.operand, scope, costOf).map((clause) =>
        clause.decides === node.operand && node.count === 1 ? { ...clause, decides: node } : undecided(clause),
      );
    case "near":
      return [node.left, node.right].flatMap((operand) => neededClauses(operand, scope, costOf)).map(undecided);
    case "and":
      return node.operands.flatMap((operand) => neededClauses(operand, scope, costOf));
    case "or":
      return oneOfMany(node, node.operands, 1, scope, costOf);
    case "any":
      return oneOfMany(node, node.operands, node.count, scope, costOf);
  }
}

/** With n operands true, one of any (all - n + 1) is: the cheapest are taken. */
function oneOfMany(
  node: QueryNode,
  operands: readonly QueryNode[],
  count: number,
  scope: Scope,
  costOf: (node: QueryNode) => number,
): readonly NeededClause[] {
  const cheapest = operands.flatMap((operand) => {
    const [clause] = byCost(neededClauses(operand, scope, costOf));
    return clause === undefined ? [] : { ...clause, isWhole: clause.decides === operand };
  });
  const wanted = operands.length - count + 1;
  if (cheapest.length < wanted) return [];
  const chosen = byCost(cheapest).slice(0, wanted);
  const atoms = chosen.flatMap((clause) => clause.atoms);
  const cost = chosen.reduce((sum, clause) => sum + clause.cost, 0);
  const isDecided = count === 1 && chosen.every((clause) => clause.isWhole);
  return [isDecided ? { atoms, cost, decides: node } : { atoms, cost }];
}

function undecided({ atoms, cost }: NeededClause): NeededClause {
  return { atoms, cost };
}

function byCost<Clause extends NeededClause>(clauses: readonly Clause[]): readonly Clause[] {
  return [...clauses].sort((a, b) => a.cost - b.cost);
}

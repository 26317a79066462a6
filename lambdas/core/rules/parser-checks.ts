/** What the parser checks beside reading: closing parentheses, operands of NEAR, lists of ANY, things out of place. */
import { isProximityOperand, type QueryNode } from "./ast.ts";
import type { Lexeme } from "./lexer.ts";
import { type NodeRange, type ParserState, placeOf, type Scope } from "./parser-state.ts";
import { printQuery } from "./printer.ts";
import { queryProblem } from "./query-error.ts";

/** NEAR and ONEAR join leaves, entities, and ORs of such. */
export function checkNearOperand(
  state: ParserState,
  node: QueryNode,
  operator: string,
  scope: Scope,
  place: NodeRange,
): void {
  if (isProximityOperand(node) && scope.filter === undefined) return;
  // A NEAR beside a NEAR was reported where it was read.
  if (node.kind === "near") return;
  if (node.kind === "field") {
    const message = `${operator} cannot reach into a field from outside`;
    state.fail("E_NEAR_OPERAND", place, message, `put the field around both: ${node.field}:(a ${operator} b)`);
    return;
  }
  const message = `${operator} joins words, "phrases", @entities or an OR of such, nothing else`;
  state.fail("E_NEAR_OPERAND", place, message, `use ${operator} between the words themselves, and AND around it`);
}

/** Operands of ANY that are written twice. */
export function warnOfRepeats(state: ParserState, operands: readonly QueryNode[]): void {
  const seen = new Set<string>();
  for (const operand of operands) {
    const text = printQuery(operand);
    const place = state.ranges.get(operand);
    if (seen.has(text) && place !== undefined) {
      state.add(
        queryProblem("W_DUPLICATE", place, "this stands in the list already and is counted twice", "leave it out"),
      );
    }
    seen.add(text);
  }
}

/**
 * Step over the parenthesis that closes `open`.
 * @returns false when the parenthesis is never closed: what it holds then has no certain end
 */
export function expectClose(state: ParserState, open: Lexeme): boolean {
  const next = state.peek();
  if (next.kind === ")") {
    state.advance();
    return true;
  }
  if (next.kind === ",") {
    state.fail("E_PAREN", placeOf(next), 'expected ")": a comma only stands in the list of ANY/n (…)', [
      { ...placeOf(next), text: " OR " },
    ]);
    return false;
  }
  const end = state.query.length;
  state.fail("E_PAREN", placeOf(open), 'expected ")" for this "("', [{ start: end, end, text: ")" }]);
  return false;
}

/** A `)` or comma that belongs to nothing. */
export function reportStray(state: ParserState, lexeme: Lexeme): void {
  const place = placeOf(lexeme);
  if (lexeme.kind === ")") {
    state.fail("E_PAREN", place, 'no "(" belongs to this ")"', [{ ...place, text: "" }]);
    return;
  }
  const edits = [" OR ", " AND "].map((text) => ({ ...place, text }));
  state.fail("E_MISSING_OP", place, "a comma joins nothing", edits);
}

/** An operator, field or count with nothing to work on. */
export function reportMissingOperand(state: ParserState, lexeme: Lexeme): void {
  const name = lexeme.kind === "field" ? `${lexeme.name}:` : lexeme.kind;
  const place = placeOf(lexeme);
  const edits = [{ ...place, text: "" }];
  if (!state.isReported(place)) state.fail("E_EMPTY", place, `${name} lacks an operand`, edits);
}

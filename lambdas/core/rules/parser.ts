/**
 * Reads a query. Never guesses: where two readings are possible it reports both. Goes on after an error, so that a
 * person sees up to ten at once. Linear: every lexeme is consumed once, depth and size are bounded before any work.
 *
 * ```
 * level := not (("AND" ["NOT"] | "NOT" | "OR") not)*     AND and OR mixed in one level is an error
 * not   := ["NOT"] prox
 * prox  := prim [("NEAR"|"ONEAR") prim]
 * prim  := field ":" prim | "ATLEAST/" n prim | "ANY/" n "(" level ("," level)+ ")" | "(" level ")" | leaf
 * ```
 */
import { isProximityOperand, type QueryNode } from "./ast.ts";
import { checkStrength } from "./check-strength.ts";
import { joinOperands, type LevelItem, missingOperator, mixedOperators } from "./level.ts";
import { isFilterName, type Lexeme, lex } from "./lexer.ts";
import { parseEntity, parseLeaf } from "./parse-leaf.ts";
import { checkNearOperand, expectClose, reportMissingOperand, reportStray, warnOfRepeats } from "./parser-checks.ts";
import { type KnownIds, type NodeRange, ParserState, placeOf, type Scope, STOP } from "./parser-state.ts";
import { MAX_PROBLEMS, type QueryProblem, queryProblem } from "./query-error.ts";

/** Longest query, in UTF-16 code units. */
const MAX_QUERY_LENGTH = 16_384;

export interface ParseOptions {
  /** ids that `@type.id` may name; every well-formed one when absent */
  readonly entityIds?: KnownIds;
  /**
   * A part of something larger (an entity's `context`, a search beside other filters): may lack a positive text leaf.
   * @default false
   */
  readonly isPartial?: boolean;
}

export type ParsedQuery =
  | {
      readonly kind: "parsed";
      readonly ast: QueryNode;
      readonly warnings: readonly QueryProblem[];
      /** where each node of the tree stands; an operand that was taken up by its parent keeps its own place */
      readonly ranges: ReadonlyMap<QueryNode, NodeRange>;
    }
  | {
      readonly kind: "rejected";
      /** one to ten, in order of position, at least one of them an error */
      readonly problems: readonly QueryProblem[];
    };

/** Read a query. Never throws, whatever the text. */
export function parseQuery(query: string, options: ParseOptions = {}): ParsedQuery {
  if (query.length > MAX_QUERY_LENGTH) {
    const message = `a query may have ${MAX_QUERY_LENGTH} characters, this one has ${query.length}`;
    const place = { start: MAX_QUERY_LENGTH, end: query.length };
    return reject([queryProblem("E_LIMIT", place, message, "make two rules of it, or list the names on an entity")]);
  }
  const state = new ParserState(query, lex(query), options.entityIds);
  const ast = parseWhole(state);
  if (ast === undefined || state.hasErrors) return reject(state.problems);
  const weakness = options.isPartial === true ? undefined : checkStrength(ast, state.ranges);
  if (weakness !== undefined) return reject([...state.problems, weakness]);
  return { kind: "parsed", ast, warnings: state.problems, ranges: state.ranges };
}

function reject(problems: readonly QueryProblem[]): ParsedQuery {
  const errors = problems.filter((problem) => problem.level === "error");
  const warnings = problems.filter((problem) => problem.level === "warning");
  const kept = [...errors, ...warnings].slice(0, MAX_PROBLEMS);
  return { kind: "rejected", problems: kept.sort((a, b) => a.start - b.start || a.end - b.end) };
}

function parseWhole(state: ParserState): QueryNode | undefined {
  try {
    if (state.peek().kind === "end") {
      const place = { start: 0, end: state.query.length };
      state.fail("E_EMPTY", place, "the query is empty", "write a word to search for, as in Goma AND M23");
      return undefined;
    }
    return parseLevel(state, { depth: 0 }, true);
  } catch (thrown) {
    if (thrown === STOP) return undefined;
    throw thrown;
  }
}

/** Operands joined by AND, OR and NOT, up to `)`, `,` or the end. */
function parseLevel(state: ParserState, scope: Scope, isOutermost: boolean): QueryNode | undefined {
  const items: LevelItem[] = [];
  let operator: LevelItem["operator"];
  let operatorAt: Lexeme | undefined;
  for (let next = state.peek(); next.kind !== "end"; next = state.peek()) {
    if (next.kind === ")" || next.kind === ",") {
      if (!isOutermost) break;
      reportStray(state, next);
      state.advance();
      // What follows was meant to stand beside what came before: no follow-up error about it.
      operator ??= "stray";
      continue;
    }
    if (next.kind === "AND" || next.kind === "OR") {
      if (items.length === 0 || operatorAt !== undefined) reportMissingOperand(state, next);
      else operator = next.kind;
      operatorAt = next;
      state.advance();
      continue;
    }
    operator ??= next.kind === "NOT" ? "AND" : "missing";
    const before = state.position;
    const node = parseNot(state, scope);
    // A lexeme that begins nothing was reported; step over it or stand here for ever.
    if (state.position === before) state.advance();
    const isWord = next.kind === "leaf" && !next.isQuoted && !next.isExact && state.position === before + 1;
    items.push({
      node,
      operator: items.length === 0 ? undefined : operator,
      start: next.start,
      end: Math.max(next.start, state.previousEnd()),
      isWord,
    });
    operator = undefined;
    operatorAt = undefined;
  }
  if (operatorAt !== undefined && items.length > 0) reportMissingOperand(state, operatorAt);
  return joinLevel(state, items);
}

function joinLevel(state: ParserState, items: readonly LevelItem[]): QueryNode | undefined {
  // With an operand that could not be read, advice about the whole level would be built on sand.
  if (items.every((item) => item.node !== undefined)) {
    for (const problem of missingOperator(state.query, items)) state.add(problem);
    const mixed = mixedOperators(state.query, items);
    if (mixed !== undefined) state.add(mixed);
  }
  const node = joinOperands(items);
  const start = items[0]?.start;
  const end = items[items.length - 1]?.end;
  if (node !== undefined && start !== undefined && end !== undefined && !state.ranges.has(node)) {
    state.ranges.set(node, { start, end });
  }
  return node;
}

function parseNot(state: ParserState, scope: Scope): QueryNode | undefined {
  const not = state.peek();
  if (not.kind !== "NOT") return parseProximity(state, scope);
  state.advance();
  while (state.peek().kind === "NOT") {
    const second = placeOf(state.peek());
    state.fail("E_EMPTY", second, "NOT needs something to exclude right after it", [{ ...second, text: "" }]);
    state.advance();
  }
  const operand = parseProximity(state, scope, not);
  return operand === undefined ? undefined : state.place({ kind: "not", operand }, not.start);
}

/** @param after - what asks for an operand here, to be named when there is none */
function parseProximity(state: ParserState, scope: Scope, after?: Lexeme): QueryNode | undefined {
  const { start } = state.peek();
  let left = parsePrimary(state, scope, after);
  for (let near = state.peek(); near.kind === "NEAR" || near.kind === "ONEAR"; near = state.peek()) {
    state.advance();
    const rightStart = state.peek().start;
    const right = parsePrimary(state, scope, near);
    if (left === undefined || right === undefined) return left ?? right;
    const end = state.previousEnd();
    if (left.kind === "near" && state.query[start] !== "(") {
      const pair = state.query.slice(start, near.start).trim();
      const text = `(${pair}) AND ${state.query.slice(rightStart, end)}`;
      state.fail("E_NEAR_OPERAND", placeOf(near), `${near.kind} joins two operands, not three`, [{ start, end, text }]);
    } else {
      checkNearOperand(state, left, near.kind, scope, { start, end: near.start });
      checkNearOperand(state, right, near.kind, scope, { start: rightStart, end });
    }
    left = state.place({ kind: "near", isOrdered: near.kind === "ONEAR", distance: near.n, left, right }, start);
  }
  return left;
}

function parsePrimary(state: ParserState, scope: Scope, after?: Lexeme): QueryNode | undefined {
  const next = state.peek();
  switch (next.kind) {
    case "leaf":
      state.advance();
      return parseLeaf(state, next, scope);
    case "entity":
      state.advance();
      return parseEntity(state, next, scope);
    case "field":
      state.advance();
      return parseField(state, next, scope);
    case "(":
      state.advance();
      return parseGroup(state, next, scope);
    case "ATLEAST":
      state.advance();
      return parseAtLeast(state, next, scope);
    case "ANY":
      state.advance();
      return parseAny(state, next, scope);
    default:
      reportMissingOperand(state, after ?? next);
      return undefined;
  }
}

function parseField(
  state: ParserState,
  lexeme: Extract<Lexeme, { readonly kind: "field" }>,
  scope: Scope,
): QueryNode | undefined {
  const { name } = lexeme;
  const outer = scope.filter ?? scope.field;
  if (outer !== undefined) {
    const edits = [{ ...placeOf(lexeme), text: "" }];
    state.fail("E_FIELD", placeOf(lexeme), `${name}: cannot stand inside ${outer}:`, edits);
  }
  const { depth } = state.deeper(scope, lexeme);
  if (isFilterName(name)) {
    const operand = parsePrimary(state, { depth, filter: name }, lexeme);
    return operand?.kind === "filter" ? state.place(operand, lexeme.start) : operand;
  }
  const operand = parsePrimary(state, { depth, field: name }, lexeme);
  if (operand === undefined || name === "text") return operand;
  return state.place({ kind: "field", field: name, operand }, lexeme.start);
}

function parseGroup(state: ParserState, open: Lexeme, scope: Scope): QueryNode | undefined {
  const before = state.position;
  const inner = parseLevel(state, state.deeper(scope, open), false);
  if (state.position === before && state.peek().kind === ")") {
    const place = { start: open.start, end: state.peek().end };
    state.fail("E_EMPTY", place, "there is nothing between these parentheses", [{ ...place, text: "" }]);
  }
  return expectClose(state, open) ? inner : undefined;
}

type NumberedLexeme = Extract<Lexeme, { readonly n: number }>;

function parseAtLeast(state: ParserState, lexeme: NumberedLexeme, scope: Scope): QueryNode | undefined {
  const { start } = state.peek();
  const operand = parsePrimary(state, state.deeper(scope, lexeme), lexeme);
  if (operand === undefined) return undefined;
  if (scope.filter !== undefined || !isProximityOperand(operand)) {
    const place = { start, end: state.previousEnd() };
    const message = 'ATLEAST counts a word, a "phrase", an @entity or an OR of such, nothing else';
    state.fail("E_NEAR_OPERAND", place, message, `write ATLEAST/${lexeme.n} before the words themselves`);
  }
  return state.place({ kind: "atleast", count: lexeme.n, operand }, lexeme.start);
}

function parseAny(state: ParserState, lexeme: NumberedLexeme, scope: Scope): QueryNode | undefined {
  const open = state.peek();
  const wanted = `write a list, as in ANY/${lexeme.n} (a, b, c)`;
  if (open.kind !== "(") {
    state.fail("E_PAREN", { start: lexeme.end, end: lexeme.end }, `expected "(" after ANY/${lexeme.n}`, wanted);
    return undefined;
  }
  state.advance();
  const inner = state.deeper(scope, lexeme);
  const operands: QueryNode[] = [];
  let previous: Lexeme = open;
  for (;;) {
    const before = state.position;
    const operand = parseLevel(state, inner, false);
    if (operand !== undefined) operands.push(operand);
    if (state.position === before) state.fail("E_EMPTY", placeOf(previous), "an item of this list is missing", wanted);
    previous = state.peek();
    if (previous.kind !== ",") break;
    state.advance();
  }
  if (!expectClose(state, open)) return undefined;
  if (operands.length < 2) {
    const place = { start: lexeme.start, end: state.previousEnd() };
    if (!state.hasErrors) state.fail("E_EMPTY", place, `ANY/${lexeme.n} needs two operands or more`, wanted);
  } else if (lexeme.n > operands.length) {
    const edits = [{ ...placeOf(lexeme), text: `ANY/${operands.length}` }];
    const message = `ANY/${lexeme.n} can never hold: its list has ${operands.length} operands`;
    state.fail("E_NEAR_RANGE", placeOf(lexeme), message, edits);
  }
  warnOfRepeats(state, operands);
  return state.place({ kind: "any", count: lexeme.n, operands }, lexeme.start);
}

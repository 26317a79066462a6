/** State of one parse: the position among the lexemes, what was found, and the limits that bound the work. */
import type { EntityId } from "../gazetteer/entity.ts";
import type { FilterName, QueryNode } from "./ast.ts";
import type { FieldName, Lexeme } from "./lexer.ts";
import { MAX_PROBLEMS, type QueryEdit, type QueryErrorCode, type QueryProblem, queryProblem } from "./query-error.ts";

/** Most words, phrases, entities and filter values in a query. */
const MAX_LEAVES = 256;

/** Most levels of parentheses, fields and counts inside each other. */
const MAX_DEPTH = 32;

/** Where a node stands in the query, in UTF-16 code units. */
export interface NodeRange {
  readonly start: number;
  readonly end: number;
}

/** What surrounds the part that is being read. */
export interface Scope {
  readonly depth: number;
  /** leaves are values of this filter */
  readonly filter?: FilterName;
  /** the text field around, `text` included */
  readonly field?: FieldName;
}

/** The ids that `@type.id` may name. */
export type KnownIds = Pick<ReadonlySet<EntityId>, "has" | typeof Symbol.iterator>;

/** Thrown where a limit leaves nothing to recover; caught by the parser, never seen outside. */
export const STOP = Symbol("stop");

export class ParserState {
  readonly query: string;
  readonly entityIds: KnownIds | undefined;
  readonly problems: QueryProblem[];
  readonly ranges = new Map<QueryNode, NodeRange>();
  readonly #lexemes: readonly Lexeme[];
  #at = 0;
  #leaves = 0;
  #errors: number;

  constructor(
    query: string,
    lexed: { readonly lexemes: readonly Lexeme[]; readonly problems: readonly QueryProblem[] },
    entityIds: KnownIds | undefined,
  ) {
    this.query = query;
    this.entityIds = entityIds;
    this.problems = [...lexed.problems];
    this.#errors = lexed.problems.length;
    this.#lexemes = lexed.lexemes;
  }

  /** Number of lexemes read so far. */
  get position(): number {
    return this.#at;
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }

  peek(): Lexeme {
    return this.#lexemes[this.#at] ?? { kind: "end", start: this.query.length, end: this.query.length };
  }

  advance(): void {
    this.#at += 1;
  }

  /** Where the lexeme before the current one ends. */
  previousEnd(): number {
    return this.#lexemes[this.#at - 1]?.end ?? 0;
  }

  fail(code: QueryErrorCode, place: NodeRange, message: string, remedy: string | readonly QueryEdit[]): void {
    this.add(queryProblem(code, place, message, remedy));
  }

  add(problem: QueryProblem): void {
    this.problems.push(problem);
    if (problem.level === "error") this.#errors += 1;
    if (this.#errors >= MAX_PROBLEMS) throw STOP;
  }

  /** Whether an error about exactly that place is known: a second one would only repeat it. */
  isReported(place: NodeRange): boolean {
    return this.problems.some((known) => known.start === place.start && known.end === place.end);
  }

  /** Note where a node stands: from `start` to the end of what was read. */
  place<Node extends QueryNode>(node: Node, start: number): Node {
    this.ranges.set(node, { start, end: this.previousEnd() });
    return node;
  }

  countLeaf(lexeme: Lexeme): void {
    this.#leaves += 1;
    if (this.#leaves <= MAX_LEAVES) return;
    const message = `a query may have ${MAX_LEAVES} words, phrases, entities and values`;
    this.fail("E_LIMIT", placeOf(lexeme), message, "make two rules of it, or list the names on an entity");
    throw STOP;
  }

  deeper(scope: Scope, lexeme: Lexeme): Scope {
    if (scope.depth < MAX_DEPTH) return { ...scope, depth: scope.depth + 1 };
    this.fail("E_LIMIT", placeOf(lexeme), `a query may be nested ${MAX_DEPTH} levels deep`, "use fewer parentheses");
    throw STOP;
  }
}

export function placeOf(lexeme: Lexeme): NodeRange {
  return { start: lexeme.start, end: lexeme.end };
}

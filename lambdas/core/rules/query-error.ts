/**
 * What the rule language says about a query that it cannot take, or takes with a doubt. Written for the person who wrote
 * the query: where, what is wrong, and what to write instead.
 */

/** Errors keep a rule from running. */
export const QUERY_ERROR_CODES = [
  "E_QUOTE",
  "E_PAREN",
  "E_MISSING_OP",
  "E_EMPTY",
  "E_MIXED",
  "E_LEADING_WILDCARD",
  "E_SHORT_PREFIX",
  "E_PURE_NOT",
  "E_TOO_BROAD",
  "E_NEAR_OPERAND",
  "E_NEAR_RANGE",
  "E_FIELD",
  "E_ENTITY",
  "E_ENTITY_CYCLE",
  "E_LIMIT",
] as const;

export type QueryErrorCode = (typeof QUERY_ERROR_CODES)[number];

/**
 * Warnings let it run. `W_LOWERCASE_OPERATOR`: `and` is a word here. `W_DUPLICATE`: the same operand twice.
 */
type QueryWarningCode = "W_LOWERCASE_OPERATOR" | "W_DUPLICATE";

/** A text to put in place of `start`..`end`; the problem is then gone. Offsets are UTF-16 code units of the query. */
export interface QueryEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface QueryProblem {
  readonly code: QueryErrorCode | QueryWarningCode;
  readonly level: "error" | "warning";
  /** UTF-16 offset in the query */
  readonly start: number;
  /** exclusive; equals `start` where something is missing */
  readonly end: number;
  /** what is wrong, on one line */
  readonly message: string;
  /** what to do about it, on one line: `write "a b" or a AND b` */
  readonly fix: string;
  /** the same for programs, the most likely first; empty where only the writer can know */
  readonly edits: readonly QueryEdit[];
}

/** At most so many errors are reported at once. */
export const MAX_PROBLEMS = 10;

/** Longest piece of a query that a message or a caret line shows, in UTF-16 code units. */
const EXCERPT_LENGTH = 100;

/**
 * An error, or with a `W_` code a warning.
 * @param remedy - edits that solve it, or a sentence where none can be given
 */
export function queryProblem(
  code: QueryProblem["code"],
  place: { readonly start: number; readonly end: number },
  message: string,
  remedy: string | readonly QueryEdit[],
): QueryProblem {
  const edits = typeof remedy === "string" ? [] : remedy;
  const fix = typeof remedy === "string" ? remedy : describeEdits(remedy);
  const level = code.startsWith("W_") ? "warning" : "error";
  return { code, level, start: place.start, end: place.end, message, fix, edits };
}

function describeEdits(edits: readonly QueryEdit[]): string {
  const [first] = edits;
  if (first === undefined) return "write it otherwise";
  if (first.text === "") return "leave it out";
  // Only what was left open at the end is inserted.
  if (first.start === first.end) return `add ${first.text.trim()} at the end`;
  return `write ${edits.map((edit) => shorten(edit.text.trim())).join(" or ")}`;
}

/** The message and what to do, on one line. */
export function describeProblem(problem: QueryProblem): string {
  return `${problem.message}; ${problem.fix}`;
}

/** A piece of a query for a message: never longer than a line. */
export function shorten(text: string): string {
  return text.length > EXCERPT_LENGTH ? `${text.slice(0, EXCERPT_LENGTH)}…` : text;
}

/**
 * Three lines for a terminal: code and message, the line of the query, carets under the place.
 * Tabs, control and invisible characters are shown as spaces, so that the carets stand where they should.
 */
export function renderProblem(query: string, problem: QueryProblem): string {
  const { line, start, end } = excerpt(query, problem.start, problem.end);
  const carets = " ".repeat(start) + "^".repeat(Math.max(1, end - start));
  return `${problem.code} ${describeProblem(problem)}\n  ${line}\n  ${carets}`;
}

/** The line that a range starts on, cut to a readable length around it. */
function excerpt(query: string, from: number, to: number): { line: string; start: number; end: number } {
  // lastIndexOf takes a negative position for 0, where a line break may stand.
  const lineStart = from === 0 ? 0 : query.lastIndexOf("\n", from - 1) + 1;
  const newline = query.indexOf("\n", from);
  const lineEnd = newline === -1 ? query.length : newline;
  let left = lineStart;
  if (from - left > EXCERPT_LENGTH / 2) left = from - EXCERPT_LENGTH / 2;
  const right = Math.min(lineEnd, left + EXCERPT_LENGTH);
  const before = left > lineStart ? "…" : "";
  const after = right < lineEnd ? "…" : "";
  const line = before + query.slice(left, right).replace(/[\p{C}\p{Z}]/gu, " ") + after;
  const start = from - left + before.length;
  return { line, start, end: Math.max(start, Math.min(to, right) - left + before.length) };
}

/**
 * One level of a query: operands and what stands between them. Here the language refuses to guess: a missing operator
 * and a mixture of AND and OR are errors that show what the writer may have meant.
 */
import type { QueryNode } from "./ast.ts";
import { type QueryProblem, queryProblem } from "./query-error.ts";

export interface LevelItem {
  /** absent where an error was reported already */
  readonly node: QueryNode | undefined;
  /** what stands before it: nothing for the first; `stray` after a misplaced delimiter that was reported */
  readonly operator: "AND" | "OR" | "missing" | "stray" | undefined;
  /** UTF-16 offsets in the query, a NOT before it included */
  readonly start: number;
  readonly end: number;
  /** a bare word, which may be part of a phrase that lost its quotes */
  readonly isWord: boolean;
}

/** Words that other languages and habits use for our operators. */
const SPOKEN_OPERATORS: ReadonlyMap<string, string> = new Map([
  ["and", "AND"],
  ["et", "AND"],
  ["&", "AND"],
  ["&&", "AND"],
  ["+", "AND"],
  ["or", "OR"],
  ["ou", "OR"],
  ["|", "OR"],
  ["||", "OR"],
  ["not", "NOT"],
  ["sauf", "NOT"],
  ["sans", "NOT"],
  ["near", "NEAR"],
]);

/** An error for each run of operands without an operator between them. */
export function missingOperator(query: string, items: readonly LevelItem[]): readonly QueryProblem[] {
  const problems: QueryProblem[] = [];
  for (let at = 1; at < items.length; at += 1) {
    if (items[at]?.operator !== "missing") continue;
    const first = at - 1;
    while (items[at + 1]?.operator === "missing") at += 1;
    problems.push(
      describeRun(
        query,
        items.slice(first, at + 1),
        items.some((item) => item.operator === "OR"),
      ),
    );
  }
  return problems;
}

function describeRun(query: string, run: readonly LevelItem[], isBesideOr: boolean): QueryProblem {
  const start = run[0]?.start ?? 0;
  const end = run[run.length - 1]?.end ?? start;
  const texts = run.map((item) => query.slice(item.start, item.end));
  const joined = joinSpoken(texts);
  const edits = [];
  if (run.every((item) => item.isWord)) edits.push({ start, end, text: `"${texts.join(" ")}"` });
  edits.push({ start, end, text: isBesideOr ? `(${joined})` : joined });
  // With an operator in small letters or another language, that is the likelier wish.
  if (joined !== texts.join(" AND ")) edits.reverse();
  const message = run.length === 2 ? "an operator is missing between these two" : "operators are missing between these";
  return queryProblem("E_MISSING_OP", { start, end }, message, edits);
}

/** `Goma and M23` becomes `Goma AND M23`, `a b` becomes `a AND b`. */
function joinSpoken(texts: readonly string[]): string {
  let joined = "";
  let isOpen = true;
  texts.forEach((text, index) => {
    const isInner = index > 0 && index < texts.length - 1;
    const operator = isInner ? spokenOperator(text) : undefined;
    if (operator !== undefined && !isOpen) {
      joined += ` ${operator} `;
      isOpen = true;
      return;
    }
    joined += isOpen ? text : ` AND ${text}`;
    isOpen = false;
  });
  return joined;
}

function spokenOperator(text: string): string | undefined {
  const lower = text.toLowerCase();
  const distance = /^(?:near|n|w|onear|adj|pre)\/?(\d{1,2})$/.exec(lower)?.[1];
  if (distance !== undefined) return `${/^(onear|adj|pre)/.test(lower) ? "ONEAR" : "NEAR"}/${distance}`;
  return SPOKEN_OPERATORS.get(lower);
}

/** The error for AND and OR in one level, with both readings. */
export function mixedOperators(query: string, items: readonly LevelItem[]): QueryProblem | undefined {
  const isMixed = items.some((item) => item.operator === "AND") && items.some((item) => item.operator === "OR");
  const isReported = items.some((item) => item.operator === "missing" || item.operator === "stray");
  if (!isMixed || isReported) return undefined;
  const start = items[0]?.start ?? 0;
  const end = items[items.length - 1]?.end ?? start;
  const edits = [
    { start, end, text: groupBy(query, items, "AND") },
    { start, end, text: groupBy(query, items, "OR") },
  ];
  const message = "AND and OR stand side by side: parentheses must say which belongs together";
  return queryProblem("E_MIXED", { start, end }, message, edits);
}

/** The level with parentheses around each run that is joined by one of the operators. */
function groupBy(query: string, items: readonly LevelItem[], inner: "AND" | "OR"): string {
  const groups: string[][] = [];
  for (const item of items) {
    const text = query.slice(item.start, item.end);
    const last = groups[groups.length - 1];
    if (item.operator === inner && last !== undefined) last.push(text);
    else groups.push([text]);
  }
  const outer = inner === "AND" ? "OR" : "AND";
  return groups.map((group) => (group.length > 1 ? `(${group.join(` ${inner} `)})` : group.join())).join(` ${outer} `);
}

/** The operands as one node; with a mixture (an error that was reported) AND binds closer. */
export function joinOperands(items: readonly LevelItem[]): QueryNode | undefined {
  const alternatives: QueryNode[] = [];
  let conjunction: QueryNode[] = [];
  for (const { node, operator } of items) {
    if (operator === "OR" && conjunction.length > 0) {
      alternatives.push(combine("and", conjunction));
      conjunction = [];
    }
    if (node !== undefined) conjunction.push(node);
  }
  if (conjunction.length > 0) alternatives.push(combine("and", conjunction));
  return alternatives.length === 0 ? undefined : combine("or", alternatives);
}

/** Operands of the same kind are taken up: `(a AND b) AND c` is `a AND b AND c`. */
function combine(kind: "and" | "or", nodes: readonly QueryNode[]): QueryNode {
  const [only] = nodes;
  if (only !== undefined && nodes.length === 1) return only;
  return { kind, operands: nodes.flatMap((node) => (node.kind === kind ? node.operands : [node])) };
}

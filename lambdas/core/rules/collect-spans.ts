import type { QueryNode } from "./ast.ts";
import type { CompiledQuery } from "./compile-query.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Span, TEXT_FIELDS, type TextField } from "./match.ts";
import { spanOf } from "./story-text.ts";

/** Most spans that a match carries, the first ones: a story that repeats a word for pages must still fit its table. */
export const MAX_SPANS = 64;

/**
 * The pieces of text that make a query true: those of every clause that holds, each once, in order of field, start, end
 * and what they satisfy. Empty when the query does not hold.
 */
export function collectSpans(
  evaluation: Evaluation,
  query: CompiledQuery,
  node: QueryNode = query.ast,
  scope?: TextField,
): readonly Span[] {
  const spans = new Map<string, Span>();
  for (const { occurrence, satisfies } of evaluation.hits(query, node, scope)) {
    const span = spanOf(evaluation.text, occurrence, satisfies);
    spans.set(`${span.field} ${span.start} ${span.end} ${satisfies}`, span);
  }
  return [...spans.values()].sort(compareSpans).slice(0, MAX_SPANS);
}

function compareSpans(a: Span, b: Span): number {
  return (
    TEXT_FIELDS.indexOf(a.field) - TEXT_FIELDS.indexOf(b.field) ||
    a.start - b.start ||
    a.end - b.end ||
    // By UTF-16 units: the same on every machine.
    (a.satisfies < b.satisfies ? -1 : 1)
  );
}

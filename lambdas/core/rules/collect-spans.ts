import type { QueryNode } from "./ast.ts";
import type { CompiledQuery } from "./compile-query.ts";
import type { Evaluation, Hit } from "./evaluation.ts";
import type { Span, TextField } from "./match.ts";
import { compareOccurrences, spanOf } from "./story-text.ts";

/** Most spans that a match carries, the first ones: a story that repeats a word for pages must still fit its table. */
const MAX_SPANS = 64;

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
  const hits = [...evaluation.hits(query, node, scope)].sort(compareHits);
  const spans: Span[] = [];
  let previous: Hit | undefined;
  for (const hit of hits) {
    if (spans.length === MAX_SPANS) break;
    if (previous === undefined || compareHits(previous, hit) !== 0) {
      spans.push(spanOf(evaluation.text, hit.occurrence, hit.satisfies));
    }
    previous = hit;
  }
  return spans;
}

function compareHits(a: Hit, b: Hit): number {
  const order = compareOccurrences(a.occurrence, b.occurrence);
  if (order !== 0 || a.satisfies === b.satisfies) return order;
  // By UTF-16 units: the same on every machine.
  return a.satisfies < b.satisfies ? -1 : 1;
}

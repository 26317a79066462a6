/**
 * The rule language as a filter of the archive (`q=`). What a story must have for the query to hold at all is read off
 * the query as facets, so that `@place.goma AND shelling` walks the postings of Goma and not every story; the query
 * itself then has the last word on each story.
 */
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { QueryNode } from "../rules/ast.ts";
import { compileQuery } from "../rules/compile-query.ts";
import { Evaluation } from "../rules/evaluation.ts";
import { parseQuery } from "../rules/parser.ts";
import type { QueryProblem } from "../rules/query-error.ts";
import { facetFor, isLanguageTag } from "../stories/facets.ts";
import type { Facet } from "../stories/mention.ts";
import type { Story } from "../stories/story.ts";
import { matchableOf } from "./matchable.ts";

export type StoryQuery =
  | {
      readonly kind: "read";
      /** whether the query holds for a story */
      readonly accepts: (story: Story) => boolean;
      /** a story for which it holds has at least one facet of every group */
      readonly allOf: readonly (readonly Facet[])[];
    }
  | { readonly kind: "rejected"; readonly problems: readonly QueryProblem[] };

/** More groups would cost more to probe than they spare. */
const MAX_GROUPS = 4;

/** Read a query for use beside other filters: it may consist of filters and negations alone. Never throws. */
export function readStoryQuery(text: string, gazetteer: Gazetteer): StoryQuery {
  const parsed = parseQuery(text, { entityIds: gazetteer.ids(), isPartial: true });
  if (parsed.kind === "rejected") return parsed;
  const query = compileQuery(parsed.ast, "recognised");
  return {
    kind: "read",
    accepts: (story) => new Evaluation(matchableOf(story), gazetteer).holds(query, query.ast),
    allOf: impliedFacets(parsed.ast).slice(0, MAX_GROUPS),
  };
}

/**
 * Facets that every story has for which the query holds. An entity that holds was recognised, or one below it was, and a
 * story is posted under both; a story that was stored under an older gazetteer is found by what was recognised then.
 */
function impliedFacets(node: QueryNode): readonly (readonly Facet[])[] {
  switch (node.kind) {
    case "and":
      return node.operands.flatMap(impliedFacets);
    case "or": {
      const sides = node.operands.map(impliedFacets);
      // One group of each side, joined: a story that meets any side has a facet of it.
      return sides.every((side) => side.length > 0) ? [sides.flatMap((side) => side[0] ?? [])] : [];
    }
    case "near":
      return [...impliedFacets(node.left), ...impliedFacets(node.right)];
    case "atleast":
    case "field":
      return impliedFacets(node.operand);
    case "entity":
      return [[`${node.id.replace(/\..*$/s, "")}#${node.id}`]];
    case "filter":
      if (node.name === "lang" && isLanguageTag(node.value) && !node.value.includes("-")) {
        return [[facetFor("lang", node.value)]];
      }
      return node.name === "country" ? [[facetFor("country", node.value)]] : [];
    default:
      return [];
  }
}

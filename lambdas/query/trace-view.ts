/**
 * Why each rule holds for a story or nearly does, as clients see it: the rules that match in full, near misses by what
 * they lack.
 */
import { z } from "@hono/zod-openapi";
import { matchableOf } from "../core/archive/matchable.ts";
import type { Trace } from "../core/rules/explain.ts";
import type { Story } from "../core/stories/story.ts";
import type { RulesInForce } from "./compiled-rules.ts";

export const traceSchema = z
  .object({
    ruleId: z.string(),
    title: z.string(),
    matched: z.boolean().openapi({ description: "by the rules of this moment" }),
    excludedBy: z.enum(["disabled", "language"]).optional(),
    isNearMiss: z.boolean(),
    failed: z.array(z.string()).openapi({ description: "clauses that would have to turn out otherwise" }),
    root: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({ description: "the tree of clauses: kind, clause, holds, spans, children, note" }),
  })
  .openapi("Trace");

/** A tree repeats its spans at every level: a rule of a thousand names over a long text would fill an answer by itself. */
const MAX_TREE_CHARS = 500_000;
/** Of all trees together; a function's answer holds 6 MB. */
const MAX_TREES_CHARS = 2_000_000;

/** @param wanted - `true` for every rule that matches or nearly does, else the id of one rule */
export function traceViews(
  story: Story,
  wanted: string,
  { rules, matcher }: RulesInForce,
): z.infer<typeof traceSchema>[] {
  const matchable = matchableOf(story);
  const asked = rules.filter((rule) => wanted === "true" || rule.id === wanted);
  const traces = asked.flatMap((rule) => matcher.explainRule(rule.id, matchable) ?? []);
  const told = wanted === "true" ? traces.filter((trace) => trace.matched || trace.isNearMiss) : traces;
  let room = MAX_TREES_CHARS;
  return told.map((trace) => {
    const root = trace.matched || wanted !== "true" ? treeWithin(trace, Math.min(room, MAX_TREE_CHARS)) : undefined;
    room -= root?.chars ?? 0;
    const { ruleId, title, matched, excludedBy, isNearMiss, failed } = trace;
    return { ruleId, title, matched, excludedBy, isNearMiss, failed: [...failed], root: root?.tree };
  });
}

function treeWithin(trace: Trace, maxChars: number): { tree: Record<string, unknown>; chars: number } | undefined {
  const chars = JSON.stringify(trace.root).length;
  return chars > maxChars ? undefined : { tree: { ...trace.root }, chars };
}

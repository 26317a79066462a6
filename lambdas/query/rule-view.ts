/**
 * A rule as clients see it; its trial texts are for whoever edits it and stay out.
 */
import { z } from "@hono/zod-openapi";
import type { Rule } from "../core/rules/rule.ts";
import { SEVERITIES } from "../core/rules/severity.ts";

export const ruleSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    query: z.string(),
    description: z.string().optional(),
    languages: z.array(z.string()).optional(),
    tags: z.array(z.string()).optional(),
    enabled: z.boolean(),
  })
  .openapi("Rule");

export function ruleView(rule: Rule): z.infer<typeof ruleSchema> {
  return {
    id: rule.id,
    title: rule.title,
    severity: rule.severity,
    query: rule.query,
    description: rule.description,
    languages: rule.languages === undefined ? undefined : [...rule.languages],
    tags: rule.tags === undefined ? undefined : [...rule.tags],
    enabled: rule.enabled,
  };
}

/**
 * A rule as clients see it. In the list its trial texts stay out; whoever edits one rule gets it whole, in the very form
 * in which it is sent back.
 */
import { z } from "@hono/zod-openapi";
import type { RuleVersion } from "../core/ports.ts";
import type { Rule } from "../core/rules/rule.ts";
import { SEVERITIES } from "../core/rules/severity.ts";
import { isoTime, timeSchema } from "./iso-time.ts";

const ruleFields = {
  id: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  query: z.string(),
  description: z.string().optional(),
  languages: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  enabled: z.boolean(),
};

export const ruleSchema = z.object(ruleFields).openapi("Rule");

const ruleTestSchema = z.union([z.string(), z.record(z.string(), z.unknown())]);

/** As it is edited. What is sent is checked again, by the schema of rule files, whose messages are for people. */
export const wholeRuleSchema = z
  .object({
    ...ruleFields,
    enabled: z.boolean().optional().openapi({ default: true }),
    tests: z
      .object({ match: z.array(ruleTestSchema).optional(), noMatch: z.array(ruleTestSchema).optional() })
      .optional()
      .openapi({ description: "texts that must and must not match, or stories; a rule that fails one is not saved" }),
  })
  .openapi("WholeRule");

export const ruleVersionSchema = z
  .object({
    ruleId: z.string(),
    version: z.int().openapi({ description: 'the ETag is this number in quotes, with a v: "v3"' }),
    by: z.string().openapi({ description: "who wrote it; config for what came with the configuration" }),
    at: timeSchema,
    rule: wholeRuleSchema.optional().openapi({ description: "absent when this version deletes the rule" }),
  })
  .openapi("RuleVersion");

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

export function ruleVersionView({ ruleId, version, by, at, rule }: RuleVersion): z.infer<typeof ruleVersionSchema> {
  return { ruleId, version, by, at: isoTime(at), rule: rule === undefined ? undefined : wholeRule(rule) };
}

function wholeRule(rule: Rule): z.infer<typeof wholeRuleSchema> {
  const { match, noMatch } = rule.tests ?? {};
  const testView = (test: NonNullable<typeof match>[number]) => (typeof test === "string" ? test : { ...test });
  const tests = { match: match?.map(testView), noMatch: noMatch?.map(testView) };
  return { ...ruleView(rule), tests: rule.tests === undefined ? undefined : tests };
}

/** The shape of a rule as a desk writes it in YAML, or a program sends it as JSON. */
import * as z from "zod";
import type { Rule } from "./rule.ts";
import { SEVERITIES } from "./severity.ts";

const text = (max: number) =>
  z
    .string({ error: "must be a text (put it in quotes if it looks like a number)" })
    .min(1, "must not be empty")
    .max(max, `must have at most ${max} characters`);

const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'must be a language code such as "fr" or "sw"');

/** Most tests a rule may carry on each side: they run at every check. */
const MAX_TESTS = 200;

const ruleTest = z.union(
  [
    text(20_000),
    z.strictObject({
      title: text(2_000),
      summary: z.string().max(20_000).optional(),
      body: z.string().max(100_000).optional(),
      lang: languageTag.optional(),
      source: text(200).optional(),
      country: text(20).optional(),
      tags: z.array(text(64)).max(50).optional(),
    }),
  ],
  { error: "must be a text, or a mapping with title, summary, body, lang, source, country, tags" },
);

/** A rule; `enabled` may be left out. */
export const ruleSchema = z.strictObject({
  id: z
    .string()
    .max(64, "must have at most 64 characters")
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'must be lower-case letters, digits and single hyphens, such as "m23-front-lines"',
    ),
  title: text(200),
  severity: z.enum(SEVERITIES, { error: `must be one of ${[...SEVERITIES].reverse().join(", ")}` }),
  // The parser names its own, lower limit with the place where it is passed.
  query: text(100_000),
  description: text(4_000).optional(),
  languages: z.array(languageTag).min(1).max(50).optional(),
  tags: z.array(text(64)).max(50).optional(),
  enabled: z.boolean({ error: "must be true or false" }).default(true),
  tests: z
    .strictObject({
      match: z.array(ruleTest).max(MAX_TESTS).optional(),
      noMatch: z.array(ruleTest).max(MAX_TESTS).optional(),
    })
    .optional(),
}) satisfies z.ZodType<Rule>;

import { z } from "zod";
import { type Command, parseCommandArgs } from "../command.ts";
import { answerLines } from "../json-lines.ts";
import { loadRules, RULE_SET_OPTIONS } from "../rule-set-option.ts";

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);

const storySchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  title: z.string(),
  summary: optionalText,
  body: optionalText,
  lang: optionalText,
  source: optionalText,
  country: optionalText,
  url: optionalText,
  tags: z
    .array(z.string())
    .nullish()
    .transform((tags) => tags ?? undefined),
});

/** Holds stories on stdin against the rules. */
export const matchCommand: Command = {
  usage: `Usage: kivuwatch match [--rules DIR] [--gazetteer DIR] [--explain] < STORIES.jsonl

Reads one story a line, {id, title, summary?, body?, lang?, source?, country?, url?, tags?}, and prints one line a story, in
order: {id, matches: [{ruleId, title, severity, spans, clause}]}. With --explain each match has its trace, and near misses are
listed as well. A line that cannot be used gives {id, error} and the run goes on.
`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: { ...RULE_SET_OPTIONS, explain: { type: "boolean" } },
    });
    const { rules, matcher } = loadRules(values);
    const isExplained = values.explain === true;

    function answer(value: unknown, line: number): unknown {
      const parsed = storySchema.safeParse(value);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const where = issue?.path.join(".") || "the line";
        return { id: idOf(value), error: `line ${line}: ${where}: ${issue?.message ?? "not a story"}` };
      }
      const { id, ...story } = parsed.data;
      const matches = matcher.matchStory(story);
      if (!isExplained) return { id, matches };
      const traces = rules.flatMap((rule) => matcher.explainRule(rule.id, story) ?? []);
      return {
        id,
        matches: matches.map((match) => ({
          ...match,
          trace: traces.find((trace) => trace.ruleId === match.ruleId)?.root,
        })),
        nearMisses: traces
          .filter((trace) => trace.isNearMiss)
          .map(({ ruleId, title, failed }) => ({ ruleId, title, failed })),
      };
    }

    await answerLines(process.stdin, process.stdout, answer, ({ line, text, reason }) => ({
      id: /"id"\s*:\s*"([^"\\]*)"/.exec(text)?.[1] ?? null,
      error: `line ${line}: not JSON: ${reason}`,
    }));
    return 0;
  },
};

function idOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("id" in value)) return null;
  return typeof value.id === "string" || typeof value.id === "number" ? String(value.id) : null;
}

import { z } from "zod";
import { eventIdFor } from "../../lambdas/core/alerts/alert-id.ts";
import { createGrouper } from "../../lambdas/core/alerts/group-stories.ts";
import { rarityIn } from "../../lambdas/core/alerts/rarity.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { answerLines } from "../json-lines.ts";
import { loadRules, RULE_SET_OPTIONS } from "../rule-set-option.ts";

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);

const storySchema = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  lang: optionalText,
  title: z.string(),
  summary: optionalText,
  body: optionalText,
  source: optionalText,
  published: z.string().transform((text, context) => {
    const at = Date.parse(text);
    if (!Number.isNaN(at)) return at;
    context.addIssue({ code: "custom", message: "is not a time such as 2023-05-15T18:00:00Z" });
    return z.NEVER;
  }),
});

/** Puts stories that tell of one event together, as the alert worker does. */
export const groupCommand: Command = {
  usage: `Usage: kivuwatch group [--rules DIR] [--gazetteer DIR] < STORIES.jsonl

Reads one story a line, {id, lang?, title, summary?, body?, source?, published}, in order of publication, holds it against the rules
and prints one line a story, in order: {id, event}. Stories of one event have the same event. A story that no rule matches would
never be alerted: it has an event of its own. A line that cannot be used gives {id, error} and the run goes on.
`,
  async run(args) {
    const { values } = parseCommandArgs({ args: [...args], options: RULE_SET_OPTIONS });
    const { gazetteer, matcher } = loadRules(values);
    const grouper = createGrouper(rarityIn(gazetteer));

    function answer(value: unknown, line: number): unknown {
      const parsed = storySchema.safeParse(value);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const where = issue?.path.join(".") || "the line";
        return { id: idOf(value), error: `line ${line}: ${where}: ${issue?.message ?? "not a story"}` };
      }
      const { id, published, summary = "", ...story } = parsed.data;
      const matchable = { ...story, summary };
      if (matcher.matchStory(matchable).length === 0) return { id, event: eventIdFor(id) };
      const entities = matcher.findEntities(matchable).map((mention) => mention.id);
      return { id, event: grouper.add({ ...matchable, id, publishedAt: published, entities }) };
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

/**
 * Stories that a person has judged: would the desk want it or not? They are the measure of rules and gazetteer. One JSON
 * object a line, so that sets can be joined, cut and read by any tool.
 */
import * as z from "zod";
import { ConfigError, messageOf } from "../errors.ts";

/** Longest set that is read, in lines. */
export const MAX_LABELLED_STORIES = 100_000;

const labelledStorySchema = z.object({
  id: z.string().min(1).max(200),
  /** BCP 47 */
  lang: z.string().min(2).max(35),
  label: z.enum(["positive", "negative"]),
  title: z.string().max(2_000),
  summary: z.string().max(20_000).default(""),
  /** an outlet's name: the tags, language and country of its feed then count */
  source: z.string().min(1).max(200).optional(),
});

/** A story and what a person said of it: `positive` means that the desk wants it. */
export type LabelledStory = Readonly<z.infer<typeof labelledStorySchema>>;

/**
 * Read a labelled set.
 * @param text - JSON lines; empty lines are skipped
 * @param file - its name, for messages
 * @throws {@link ConfigError} naming the first line that cannot be used, or the limit
 */
export function parseLabelledStories(text: string, file: string): readonly LabelledStory[] {
  const stories: LabelledStory[] = [];
  const lines = text.split("\n");
  if (lines.length > MAX_LABELLED_STORIES) {
    throw new ConfigError(`${file}: has ${lines.length} lines, a labelled set may have ${MAX_LABELLED_STORIES}`);
  }
  lines.forEach((line, index) => {
    if (line.trim() !== "") stories.push(parseLine(line, `${file}:${index + 1}`));
  });
  return stories;
}

function parseLine(line: string, place: string): LabelledStory {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new ConfigError(`${place} is not JSON: ${messageOf(cause)}`, { cause });
  }
  const result = labelledStorySchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".") || "the line"}: ${issue.message}`);
  throw new ConfigError(`${place} is no labelled story: ${problems.join("; ")}`);
}

import { z } from "zod";
import { KivuWatchError } from "../../lambdas/core/errors.ts";
import { SEVERITIES } from "../../lambdas/core/rules/severity.ts";
import { DECISIONS } from "../../lambdas/core/stories/story.ts";
import type { QueryHandler } from "../../lambdas/query/create-query-handler.ts";
import { invokeQuery } from "./api-gateway.ts";

const storySchema = z.object({
  id: z.string(),
  url: z.string().optional(),
  title: z.string(),
  sources: z.array(z.object({ source: z.string() })),
  severity: z.enum(SEVERITIES).optional(),
  matches: z.array(z.object({ ruleId: z.string() })),
  decision: z.object({ kind: z.enum(DECISIONS) }).optional(),
});

/** One story as the archive shows it: the report asks where a desk would ask. */
export async function readStory(query: QueryHandler, id: string): Promise<z.infer<typeof storySchema>> {
  const response = await invokeQuery(query, new Request(`http://127.0.0.1/stories/${id}`));
  if (!response.ok) throw new KivuWatchError("E_ARCHIVE", `the archive answered ${response.status} for story ${id}`);
  return storySchema.parse(await response.json());
}

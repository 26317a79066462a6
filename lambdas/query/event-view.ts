/**
 * An event as clients see it; in a list without its stories, which may be many.
 */
import { z } from "@hono/zod-openapi";
import type { NewsEvent } from "../core/alerts/event.ts";
import { SEVERITIES } from "../core/rules/severity.ts";
import { isoTime, timeSchema } from "./iso-time.ts";
import { decisionSchema, decisionView } from "./story-view.ts";

export const eventSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    createdAt: timeSchema,
    lastStoryAt: timeSchema,
    outlets: z.array(z.string()),
    entities: z.array(z.string()),
    revision: z.int().openapi({ description: "alerts published so far" }),
    storyCount: z.int(),
  })
  .openapi("Event");

export const wholeEventSchema = eventSchema
  .extend({
    stories: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        url: z.string().optional(),
        source: z.string(),
        lang: z.string().optional(),
        publishedAt: timeSchema,
        decision: decisionSchema,
      }),
    ),
  })
  .openapi("WholeEvent");

export function eventView(event: NewsEvent): z.infer<typeof eventSchema> {
  return {
    id: event.id,
    title: event.title,
    severity: event.severity,
    createdAt: isoTime(event.createdAt),
    lastStoryAt: isoTime(event.lastStoryAt),
    outlets: [...event.outlets],
    entities: [...event.profile.entities],
    revision: event.revision,
    storyCount: event.stories.length,
  };
}

export function wholeEventView(event: NewsEvent): z.infer<typeof wholeEventSchema> {
  const stories = event.stories.map(({ storyId, title, url, source, lang, publishedAt, decision }) => ({
    id: storyId,
    title,
    url,
    source,
    lang,
    publishedAt: isoTime(publishedAt),
    decision: decisionView(decision),
  }));
  return { ...eventView(event), stories };
}

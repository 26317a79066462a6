/**
 * A story as clients see it: times in ISO 8601, no hashes, nothing of how it is stored.
 */
import { z } from "@hono/zod-openapi";
import { type Match, TEXT_FIELDS } from "../core/rules/match.ts";
import { SEVERITIES } from "../core/rules/severity.ts";
import { DECISIONS, type Decision, type Story } from "../core/stories/story.ts";
import { isoTime, timeSchema } from "./iso-time.ts";

export const decisionSchema = z
  .object({
    kind: z.enum(DECISIONS),
    reason: z.string().openapi({ description: "a sentence for the desk" }),
    at: timeSchema,
    eventId: z.string().optional(),
    alertId: z.string().optional().openapi({ description: "set when an alert was published" }),
  })
  .openapi("Decision");

const spanSchema = z
  .object({
    field: z.enum(TEXT_FIELDS),
    start: z.int().openapi({ description: "UTF-16 code units" }),
    end: z.int().openapi({ description: "exclusive" }),
    text: z.string(),
    satisfies: z.string(),
  })
  .openapi("Span");

export const matchSchema = z
  .object({
    ruleId: z.string(),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    clause: z.string().openapi({ description: "the part of the rule that decided" }),
    spans: z.array(spanSchema),
  })
  .openapi("Match");

export const storySchema = z
  .object({
    id: z.string(),
    url: z.string().optional(),
    title: z.string(),
    summary: z.string(),
    lang: z.string().optional(),
    country: z.string().optional(),
    sources: z.array(z.object({ source: z.string(), feedId: z.string(), seenAt: timeSchema })),
    tags: z.array(z.string()),
    publishedAt: timeSchema,
    publishedOrigin: z.enum(["published", "updated", "missing", "invalid", "future"]),
    firstSeenAt: timeSchema,
    severity: z.enum(SEVERITIES).optional(),
    matches: z.array(matchSchema),
    entities: z.array(z.string()),
    isOpen: z.boolean().openapi({ description: "its decision is still to come" }),
    decision: decisionSchema.optional(),
    revisions: z.array(z.object({ replacedAt: timeSchema, title: z.string(), summary: z.string() })),
  })
  .openapi("Story");

export const wholeStorySchema = storySchema
  .extend({ body: z.string().optional().openapi({ description: "full text, where the feed carried it" }) })
  .openapi("WholeStory");

export type StoryView = z.infer<typeof storySchema>;

/** Without the body: a list of them has to fit into one answer. */
export function storyView(story: Story): StoryView {
  return {
    id: story.id,
    url: story.url,
    title: story.title,
    summary: story.summary,
    lang: story.lang,
    country: story.country,
    sources: story.sources.map(({ source, feedId, seenAt }) => ({ source, feedId, seenAt: isoTime(seenAt) })),
    tags: [...story.tags],
    publishedAt: isoTime(story.publishedAt),
    publishedOrigin: story.publishedOrigin,
    firstSeenAt: isoTime(story.firstSeenAt),
    severity: story.severity,
    matches: story.matches.map(matchView),
    entities: [...story.entities],
    isOpen: story.isOpen,
    decision: story.decision === undefined ? undefined : decisionView(story.decision),
    revisions: story.revisions.map(({ replacedAt, title, summary }) => ({
      replacedAt: isoTime(replacedAt),
      title,
      summary,
    })),
  };
}

export function decisionView({ kind, reason, at, eventId, alertId }: Decision): z.infer<typeof decisionSchema> {
  return { kind, reason, at: isoTime(at), eventId, alertId };
}

export function matchView({ ruleId, title, severity, clause, spans }: Match): z.infer<typeof matchSchema> {
  return {
    ruleId,
    title,
    severity,
    clause,
    spans: spans.map(({ field, start, end, text, satisfies }) => ({ field, start, end, text, satisfies })),
  };
}

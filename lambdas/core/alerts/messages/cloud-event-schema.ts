/**
 * The document that programs receive, as a schema: one source for the type, for the JSON Schema that is published
 * beside it (alert.schema.json) and for reading a document back. Adding an optional member is a compatible change;
 * anything else needs a new `type`.
 *
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
import * as z from "zod";
import { TEXT_FIELDS } from "../../rules/match.ts";
import { SEVERITIES } from "../../rules/severity.ts";

/** Names what happened, with the version of `data`. */
export const ALERT_EVENT_TYPE = "kivuwatch.alert.v1";

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const time = z.iso.datetime();
const offset = z.int().min(0);

const entity = z.object({
  id: z.string(),
  title: z.string(),
  pcode: z.string().optional().describe("OCHA P-code"),
  lat: z.number().optional(),
  lon: z.number().optional(),
});

const word = z.object({
  field: z.enum(TEXT_FIELDS),
  start: offset.describe("UTF-16 code units into that field of this document"),
  end: offset.describe("exclusive"),
  text: z.string(),
  satisfies: z.string().describe("the word, phrase or @entity of the rule"),
});

const why = z.object({
  rule: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  clause: z.string().describe("the smallest part of the rule that decided"),
  words: z.array(word),
});

const otherStory = z.object({
  id: z.string(),
  title: z.string(),
  source: z.string(),
  url: z.string().optional(),
  lang: z.string().optional(),
  publishedAt: time,
});

const omitted = z
  .record(z.string(), z.int().min(1))
  .describe("what was left out for size: how many of a list, or how many characters of a text");

const data = z.object({
  alertId: hexId.describe("a retry repeats it: drop what you hold already"),
  eventId: hexId,
  revision: z.int().min(1).describe("counts the alerts of the event"),
  decision: z.enum(["new", "update"]),
  reason: z.string(),
  severity: z.enum(SEVERITIES),
  severityRank: z.int().min(1).max(4),
  storyId: z.string(),
  title: z.string(),
  summary: z.string(),
  body: z.string().optional(),
  url: z.string().optional(),
  source: z.string().describe("the outlet"),
  lang: z.string().optional().describe("BCP 47"),
  country: z.string().optional().describe("ISO 3166-1 alpha-2 of the outlet"),
  publishedAt: time,
  firstSeenAt: time,
  decidedAt: time,
  places: z.array(entity),
  groups: z.array(entity),
  people: z.array(entity),
  processes: z.array(entity),
  themes: z.array(entity),
  rules: z.array(z.string()),
  why: z.array(why).describe("loudest first"),
  otherStories: z.array(otherStory).describe("of the same event, newest first"),
  omitted: omitted.optional(),
});

export const cloudEventSchema = z.object({
  specversion: z.literal("1.0"),
  id: hexId,
  source: z.string().min(1),
  type: z.literal(ALERT_EVENT_TYPE),
  subject: hexId.describe("the event that it is about"),
  time,
  datacontenttype: z.literal("application/json"),
  data,
});

/** An alert as a CloudEvent. */
export type AlertCloudEvent = z.infer<typeof cloudEventSchema>;

/** The JSON Schema (draft 2020-12) of the document, as published in alert.schema.json. */
export function alertJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    // As input: members that a later version adds are no error to a reader of this one.
    ...z.toJSONSchema(cloudEventSchema, { io: "input" }),
    $id: `urn:kivuwatch:schema:${ALERT_EVENT_TYPE}`,
    title: "A KivuWatch alert as a CloudEvent",
  };
}

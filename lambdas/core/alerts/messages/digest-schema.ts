/**
 * The digest that programs receive, as a schema: a CloudEvent of a type of its own, since it is about many events. It is
 * published beside this folder (digest.schema.json). Adding an optional member is a compatible change; anything else needs
 * a new `type`.
 */
import * as z from "zod";
import { SEVERITIES } from "../../rules/severity.ts";

/** Names what happened, with the version of `data`. */
export const DIGEST_EVENT_TYPE = "kivuwatch.digest.v1";

const hexId = z.string().regex(/^[0-9a-f]{32}$/);
const time = z.iso.datetime();

const story = z.object({
  storyId: z.string(),
  eventId: hexId,
  severity: z.enum(SEVERITIES),
  title: z.string(),
  url: z.string().optional(),
  source: z.string(),
  lang: z.string().optional(),
  publishedAt: time,
  heldAt: time,
  rules: z.array(z.string()),
});

export const digestEventSchema = z.object({
  specversion: z.literal("1.0"),
  id: hexId.describe("a retry repeats it: drop what you hold already"),
  source: z.string().min(1),
  type: z.literal(DIGEST_EVENT_TYPE),
  time,
  datacontenttype: z.literal("application/json"),
  data: z.object({
    digestId: hexId,
    dueAt: time.describe("the window that it closes"),
    number: z.int().min(1).describe("counts the digests of the window"),
    severity: z.enum(SEVERITIES).describe("the highest of its stories"),
    stories: z.array(story).min(1).describe("loudest first, then newest"),
  }),
});

/** A digest as a CloudEvent. */
export type DigestCloudEvent = z.infer<typeof digestEventSchema>;

/** The JSON Schema (draft 2020-12) of the document, as published in digest.schema.json. */
export function digestJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    // As input: members that a later version adds are no error to a reader of this one.
    ...z.toJSONSchema(digestEventSchema, { io: "input" }),
    $id: `urn:kivuwatch:schema:${DIGEST_EVENT_TYPE}`,
    title: "A KivuWatch digest as a CloudEvent",
  };
}

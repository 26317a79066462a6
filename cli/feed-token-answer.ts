import * as z from "zod";

/** A feed token as the archive tells it: never with the secret, save once. */
const feedTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  search: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  revoked: z.object({ by: z.string(), at: z.string() }).optional(),
});

export const feedTokenListSchema = z.object({ tokens: z.array(feedTokenSchema) });

export const newFeedTokenSchema = feedTokenSchema.extend({ paths: z.array(z.string()) });

/**
 * A feed and how it is doing, because feeds die quietly.
 */
import { z } from "@hono/zod-openapi";
import type { Feed } from "../core/feeds/feed.ts";
import { FEED_HEALTHS, feedHealth } from "../core/feeds/feed-health.ts";
import type { EpochMs } from "../core/time.ts";
import { isoTime, isoTimeOrNone, timeSchema } from "./iso-time.ts";

const tallySchema = z.object({
  fetched: z.int(),
  stored: z.int(),
  duplicate: z.int(),
  revised: z.int(),
  rejected: z.int(),
});

export const feedSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    title: z.string(),
    source: z.string(),
    lang: z.string().optional(),
    country: z.string().optional(),
    tags: z.array(z.string()),
    health: z.enum(FEED_HEALTHS),
    intervalMinutes: z.int(),
    notBefore: timeSchema.optional(),
    firstGoodAt: timeSchema.optional(),
    lastGoodAt: timeSchema.optional().openapi({ description: "exact to some hours while nothing is new" }),
    lastNewAt: timeSchema.optional(),
    failures: z.int().openapi({ description: "in a row" }),
    lastError: z.object({ at: timeSchema, reason: z.string() }).optional(),
    tally: tallySchema,
  })
  .openapi("Feed");

export function feedView(feed: Feed, now: EpochMs): z.infer<typeof feedSchema> {
  const { schedule, state } = feed;
  return {
    id: feed.id,
    url: feed.url,
    title: feed.title,
    source: feed.source,
    lang: feed.lang,
    country: feed.country,
    tags: [...feed.tags],
    health: feedHealth(feed, now),
    intervalMinutes: schedule.intervalMinutes,
    notBefore: isoTimeOrNone(schedule.notBefore),
    firstGoodAt: isoTimeOrNone(state.firstGoodAt),
    lastGoodAt: isoTimeOrNone(state.lastGoodAt),
    lastNewAt: isoTimeOrNone(state.lastNewAt),
    failures: state.failures,
    lastError:
      state.lastError === undefined ? undefined : { at: isoTime(state.lastError.at), reason: state.lastError.reason },
    tally: { ...state.tally },
  };
}

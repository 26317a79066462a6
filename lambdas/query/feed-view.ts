/**
 * A feed and how it is doing, because feeds die quietly.
 */
import { z } from "@hono/zod-openapi";
import type { Feed } from "../core/feeds/feed.ts";
import { FEED_HEALTHS, shownHealth, silentAfter } from "../core/feeds/feed-health.ts";
import { LANGUAGE_HEALTHS, type LanguageVolume } from "../core/feeds/language-volumes.ts";
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
    silentAfter: timeSchema
      .optional()
      .openapi({ description: "by the feed's own norm: twice its longest pause of late, 2 to 90 days" }),
    failures: z.int().openapi({ description: "in a row" }),
    lastError: z.object({ at: timeSchema, reason: z.string() }).optional(),
    tally: tallySchema,
  })
  .openapi("Feed");

export const languageSchema = z
  .object({
    lang: z.string().openapi({ description: "BCP 47; `unknown` for feeds that say none" }),
    feeds: z.int(),
    healthyFeeds: z.int(),
    stories: z.int().openapi({ description: "stored in the last three days" }),
    lastNewAt: timeSchema.optional(),
    health: z.enum(LANGUAGE_HEALTHS).openapi({
      description: "silent: nothing new from any of its feeds for longer than its busiest one ever pauses",
    }),
  })
  .openapi("Language");

export function languageView(volume: LanguageVolume): z.infer<typeof languageSchema> {
  return { ...volume, lastNewAt: isoTimeOrNone(volume.lastNewAt) };
}

/** @param dispatchedAt - the last minute that dispatch covered */
export function feedView(feed: Feed, dispatchedAt: EpochMs | undefined, now: EpochMs): z.infer<typeof feedSchema> {
  const { schedule, state } = feed;
  return {
    id: feed.id,
    url: feed.url,
    title: feed.title,
    source: feed.source,
    lang: feed.lang,
    country: feed.country,
    tags: [...feed.tags],
    health: shownHealth(feed, dispatchedAt, now),
    intervalMinutes: schedule.intervalMinutes,
    notBefore: isoTimeOrNone(schedule.notBefore),
    firstGoodAt: isoTimeOrNone(state.firstGoodAt),
    lastGoodAt: isoTimeOrNone(state.lastGoodAt),
    lastNewAt: isoTimeOrNone(state.lastNewAt),
    silentAfter: isoTimeOrNone(silentAfter(state)),
    failures: state.failures,
    lastError:
      state.lastError === undefined ? undefined : { at: isoTime(state.lastError.at), reason: state.lastError.reason },
    tally: { ...state.tally },
  };
}

import { describe, expect, it } from "vitest";
import { MemoryFeedStore } from "../../../lambdas/adapters/memory/memory-feed-store.ts";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import { openGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { FeedStore, FetchOutcome } from "../../../lambdas/core/ports.ts";
import { createStoryMatcher } from "../../../lambdas/core/rules/story-matcher.ts";
import { collectFeed } from "../../../lambdas/core/stories/collect-feed.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";
import { type RssItem, rss } from "../../support/feed-server.ts";
import { MODEL_ITEM, MODEL_TIME, MOTORWAY_ITEM } from "../../support/model-story.ts";

const SPEC = feedSpec();
const EMPTY_ITEM: RssItem = { title: "", guid: "nothing" };

/** Polls of one feed over stores in memory, each at its own time. */
async function openFeed() {
  const feeds = new MemoryFeedStore();
  await feeds.register(SPEC);
  const gazetteer = openGazetteer([]);
  const matcher = createStoryMatcher([], gazetteer);
  const stories = new MemoryStoryStore();
  const deps = {
    stories,
    mentions: new MemoryMentionStore(),
    gazetteer,
    matcher,
    retention: { unmatchedDays: 30, matchedDays: 400 },
    pollMinutes: 15,
  };
  async function poll(items: readonly RssItem[], at: number, store: FeedStore = feeds) {
    const fetched: FetchOutcome = {
      kind: "fetched",
      bytes: Buffer.from(rss(items)),
      validators: {},
      finalUrl: SPEC.url,
    };
    const [feed] = await feeds.getMany([SPEC.id]);
    if (feed === undefined) throw new Error("no feed");
    return collectFeed(feed, { ...deps, feeds: store, fetcher: { fetch: async () => fetched }, now: () => at });
  }
  async function hours() {
    const [feed] = await feeds.getMany([SPEC.id]);
    return feed?.state.hours;
  }
  return { poll, hours, feeds, stories };
}

describe("the hours of a feed", () => {
  it("count what became of each entry", async () => {
    const { poll, hours } = await openFeed();
    await poll([MODEL_ITEM, EMPTY_ITEM], MODEL_TIME);

    await poll([{ ...MODEL_ITEM, title: "Corrected" }, MOTORWAY_ITEM], MODEL_TIME + HOUR_MS);
    await poll(
      [{ ...MODEL_ITEM, title: "Corrected" }, MOTORWAY_ITEM, { title: "Third" }],
      MODEL_TIME + HOUR_MS + MINUTE_MS,
    );

    expect(await hours()).toEqual([
      {
        ...{ hour: MODEL_TIME, fetched: 2, stored: 1, duplicate: 0, revised: 0 },
        rejected: { "it has neither a title nor a text": 1 },
      },
      { hour: MODEL_TIME + HOUR_MS, fetched: 5, stored: 2, duplicate: 2, revised: 1, rejected: {} },
    ]);
  });

  it("count a story in the hour in which it was stored, when the worker died before it could say so", async () => {
    const { poll, hours, feeds } = await openFeed();
    const dying = Object.assign(Object.create(feeds), {
      saveState: () => Promise.reject(new Error("killed")),
    }) as FeedStore;
    await expect(poll([MODEL_ITEM], MODEL_TIME, dying)).rejects.toThrow("killed");

    await poll([MODEL_ITEM, MOTORWAY_ITEM], MODEL_TIME + HOUR_MS);

    expect(await hours()).toMatchObject([
      { hour: MODEL_TIME, fetched: 1, stored: 1 },
      { hour: MODEL_TIME + HOUR_MS, fetched: 1, stored: 1 },
    ]);
  });
});

describe("an edit", () => {
  it("counts as one also when its own write was carried out unheard", async () => {
    const { poll, stories } = await openFeed();
    await poll([MODEL_ITEM], MODEL_TIME);
    const revise = stories.revise.bind(stories);
    stories.revise = async (...edit) => {
      await revise(...edit);
      // The answer was lost; the second try meets its own work.
      return revise(...edit);
    };

    const { tally } = await poll([{ ...MODEL_ITEM, title: "Corrected" }], MODEL_TIME + HOUR_MS);

    expect(tally).toEqual({ fetched: 1, stored: 0, duplicate: 0, revised: 1, rejected: 0 });
  });
});

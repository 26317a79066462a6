import { beforeEach, describe, expect, it } from "vitest";
import { MemoryCollectQueue } from "../../../lambdas/adapters/memory/memory-collect-queue.ts";
import { MemoryFeedStore } from "../../../lambdas/adapters/memory/memory-feed-store.ts";
import { dispatchAll, dispatchDue } from "../../../lambdas/core/feeds/dispatch-due.ts";
import { NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import { registerFeeds } from "../../../lambdas/core/feeds/register-feeds.ts";
import type { CollectQueue } from "../../../lambdas/core/ports.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";

const NOON = Date.UTC(2026, 0, 2, 12);
const SPECS = ["a", "b", "c"].map((id) => feedSpec({ id, url: `https://${id}.example/feed` }));

let feeds: MemoryFeedStore;
let queue: MemoryCollectQueue;
let now: number;

function deps(overrides: { queue?: CollectQueue } = {}) {
  return { feeds, queue, configuredIds: new Set(["a", "b", "c"]), now: () => now, ...overrides };
}

function sentIds(): string[] {
  return queue.sent.flatMap((batch) => batch.feedIds);
}

beforeEach(async () => {
  feeds = new MemoryFeedStore();
  queue = new MemoryCollectQueue();
  now = NOON;
  await registerFeeds(SPECS, feeds);
});

describe("dispatch", () => {
  it("sends each feed once per interval, minute by minute", async () => {
    const [entry] = await feeds.listRoster();
    const interval = entry?.schedule.intervalMinutes ?? 0;

    for (let minute = 0; minute < interval; minute += 1) {
      await dispatchDue(deps());
      now += MINUTE_MS;
    }

    expect(sentIds().sort()).toEqual(["a", "b", "c"]);
  });

  it("loses no slot to a lost tick", async () => {
    await dispatchDue(deps());
    const sentBefore = sentIds().length;
    now += 16 * MINUTE_MS;

    const report = await dispatchDue(deps());

    expect(report.due).toBe(3);
    expect(sentIds()).toHaveLength(sentBefore + 3);
  });

  it("sends nothing twice when the scheduler ticks twice", async () => {
    now += HOUR_MS;
    await feeds.setWatermark(NOON);
    await dispatchDue(deps());
    const sent = sentIds().length;

    await dispatchDue(deps());

    expect(sent).toBe(3);
    expect(sentIds()).toHaveLength(sent);
  });

  it("covers the minutes again when the queue took nothing", async () => {
    now += HOUR_MS;
    await feeds.setWatermark(NOON);
    const broken = { sendAll: () => Promise.reject(new Error("no queue")) };

    await expect(dispatchDue(deps({ queue: broken }))).rejects.toThrow("no queue");

    expect(await feeds.getWatermark()).toBe(NOON);
    await dispatchDue(deps());
    expect(sentIds().sort()).toEqual(["a", "b", "c"]);
  });

  it("leaves alone what the configuration does not name and what is gone", async () => {
    await feeds.register(feedSpec({ id: "stray", url: "https://stray.example/feed" }));
    await feeds.saveState("b", { intervalMinutes: 15, isGone: true }, NEW_FEED_STATE);
    now += HOUR_MS;

    await dispatchAll(deps());

    expect(sentIds().sort()).toEqual(["a", "c"]);
  });

  it("of everything leaves the watermark where it is", async () => {
    await feeds.setWatermark(NOON - MINUTE_MS);

    await dispatchAll(deps());

    expect(await feeds.getWatermark()).toBe(NOON - MINUTE_MS);
  });
});

describe("registering the configured feeds", () => {
  it("writes only what is new or changed", async () => {
    const renamed = SPECS.map((spec) => (spec.id === "b" ? { ...spec, title: "New name" } : spec));

    expect(await registerFeeds(SPECS, feeds)).toBe(0);
    expect(await registerFeeds(renamed, feeds)).toBe(1);
    expect((await feeds.getMany(["b"]))[0]?.title).toBe("New name");
  });

  it("keeps what polling has learned", async () => {
    const state = { ...NEW_FEED_STATE, failures: 3 };
    await feeds.saveState("a", { intervalMinutes: 60, isGone: false }, state);

    await registerFeeds([feedSpec({ id: "a", url: "https://a.example/feed", title: "Renamed" })], feeds);

    const [feed] = await feeds.getMany(["a"]);
    expect(feed).toMatchObject({ title: "Renamed", state: { failures: 3 }, schedule: { intervalMinutes: 60 } });
  });
});

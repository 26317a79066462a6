/** What a feed's life of polls comes to: moves, validators and health, with the writes that they cost. */
import { describe, expect, it } from "vitest";
import { MemoryFeedStore } from "../../../lambdas/adapters/memory/memory-feed-store.ts";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import { openGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { FetchOutcome, FetchRequest } from "../../../lambdas/core/ports.ts";
import { createStoryMatcher } from "../../../lambdas/core/rules/story-matcher.ts";
import { collectFeed } from "../../../lambdas/core/stories/collect-feed.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";
import { type RssItem, rss } from "../../support/feed-server.ts";
import { MODEL_ITEM, MODEL_TIME, MOTORWAY_ITEM } from "../../support/model-story.ts";

const SPEC = feedSpec();
const MOVED = "https://new.example/feed";
const FAILED: FetchOutcome = { kind: "failed", reason: "http-404", detail: "404", httpStatus: 404 };

function page(items: readonly RssItem[], more: Partial<Extract<FetchOutcome, { kind: "fetched" }>> = {}): FetchOutcome {
  return { kind: "fetched", bytes: Buffer.from(rss(items)), validators: {}, finalUrl: SPEC.url, ...more };
}

async function openFeed() {
  const feeds = new MemoryFeedStore();
  await feeds.register(SPEC);
  const gazetteer = openGazetteer([]);
  const deps = {
    ...{ stories: new MemoryStoryStore(), mentions: new MemoryMentionStore(), gazetteer },
    matcher: createStoryMatcher([], gazetteer),
    retention: { unmatchedDays: 30, matchedDays: 400 },
    pollMinutes: 15,
  };
  let writes = 0;
  const saveState = feeds.saveState.bind(feeds);
  feeds.saveState = async (...saved) => {
    writes += 1;
    await saveState(...saved);
  };
  const asked: FetchRequest[] = [];
  async function read() {
    const [feed] = await feeds.getMany([SPEC.id]);
    if (feed === undefined) throw new Error("no feed");
    return feed;
  }
  async function poll(answer: FetchOutcome, at: number) {
    const fetch = async (request: FetchRequest) => {
      asked.push(request);
      return answer;
    };
    return collectFeed(await read(), { ...deps, feeds, fetcher: { fetch }, now: () => at });
  }
  return { poll, read, asked, writes: () => writes };
}

describe("a feed that has moved for good", () => {
  it("is asked at its new address after five polls over three days, and brings no old story back", async () => {
    const { poll, read, asked } = await openFeed();
    const moved = page([MODEL_ITEM], { permanentUrl: MOVED, finalUrl: MOVED });
    for (let day = 0; day < 4; day++) await poll(moved, MODEL_TIME + day * DAY_MS);
    const before = (await read()).state.movedTo;
    await poll(moved, MODEL_TIME + 4 * DAY_MS);

    const { tally } = await poll(page([MODEL_ITEM, MOTORWAY_ITEM], { finalUrl: MOVED }), MODEL_TIME + 5 * DAY_MS);

    expect(before).toBeUndefined();
    expect(asked.map(({ url }) => url)).toEqual([...Array(5).fill(SPEC.url), MOVED]);
    expect(tally).toMatchObject({ stored: 1, duplicate: 1 });
  });

  it("stays where it is when the polls that say so come within three days, or do not agree", async () => {
    const { poll, read } = await openFeed();
    for (let number = 0; number < 20; number++)
      await poll(page([], { permanentUrl: MOVED }), MODEL_TIME + number * HOUR_MS);
    const hasty = (await read()).state.movedTo;
    await poll(page([]), MODEL_TIME + 4 * DAY_MS);
    await poll(page([], { permanentUrl: MOVED }), MODEL_TIME + 5 * DAY_MS);

    const { state } = await read();

    expect(hasty).toBeUndefined();
    expect(state).toMatchObject({ movedTo: undefined, announcedMove: { polls: 1 } });
  });

  it("goes back to the configured address when the new one stops working", async () => {
    const { poll, read, asked } = await openFeed();
    for (let day = 0; day < 5; day++) await poll(page([], { permanentUrl: MOVED }), MODEL_TIME + day * DAY_MS);
    for (let hour = 0; hour < 3; hour++) await poll(FAILED, MODEL_TIME + 5 * DAY_MS + hour * HOUR_MS);

    await poll(page([]), MODEL_TIME + 6 * DAY_MS);

    expect(asked.slice(-4).map(({ url }) => url)).toEqual([MOVED, MOVED, MOVED, SPEC.url]);
    expect((await read()).state).toMatchObject({ movedTo: undefined, failures: 0 });
  });

  it("does not end with the new address that answers 410: the configured one is asked first", async () => {
    const { poll, read } = await openFeed();
    for (let day = 0; day < 5; day++) await poll(page([], { permanentUrl: MOVED }), MODEL_TIME + day * DAY_MS);
    const gone: FetchOutcome = { ...FAILED, httpStatus: 410 };
    await poll(gone, MODEL_TIME + 5 * DAY_MS);
    const first = await read();

    await poll(gone, MODEL_TIME + 6 * DAY_MS);

    expect(first.schedule.isGone).toBe(false);
    expect((await read()).schedule.isGone).toBe(true);
  });
});

describe("a server with a new ETag for the same document every time", () => {
  it("costs writes until its validators are dropped, and none from then on", async () => {
    const { poll, asked, writes } = await openFeed();
    for (let number = 0; number < 12; number++)
      await poll(page([MODEL_ITEM], { validators: { etag: `"${number}"` } }), MODEL_TIME + number * MINUTE_MS);
    const before = writes();

    for (let number = 12; number < 40; number++)
      await poll(page([MODEL_ITEM], { validators: { etag: `"${number}"` } }), MODEL_TIME + number * MINUTE_MS);

    expect(writes() - before).toBe(0);
    expect(asked.at(-1)?.validators).toEqual({});
  });
});

describe("a feed's health", () => {
  it("is told once when it becomes worse and once when it recovers", async () => {
    const { poll } = await openFeed();
    const answers = [page([MODEL_ITEM]), FAILED, FAILED, FAILED, FAILED, page([MODEL_ITEM]), page([MODEL_ITEM])];
    const changes = [];
    for (const [hour, answer] of answers.entries()) changes.push(await poll(answer, MODEL_TIME + hour * HOUR_MS));

    expect(changes.map(({ healthChange }) => healthChange)).toEqual([
      ...[undefined, undefined, undefined],
      { from: "healthy", to: "failing", isWorse: true },
      undefined,
      { from: "failing", to: "healthy", isWorse: false },
      undefined,
    ]);
  });

  it("turns silent once when nothing new comes for long, though every poll is good", async () => {
    const { poll } = await openFeed();
    await poll(page([MODEL_ITEM]), MODEL_TIME);
    const told: string[] = [];
    for (let hour = 1; hour < 20 * 24; hour++) {
      const { healthChange } = await poll(page([MODEL_ITEM]), MODEL_TIME + hour * HOUR_MS);
      if (healthChange !== undefined) told.push(healthChange.to);
    }

    const { healthChange } = await poll(page([MOTORWAY_ITEM]), MODEL_TIME + 20 * DAY_MS);

    expect(told).toEqual(["silent"]);
    expect(healthChange).toEqual({ from: "silent", to: "healthy", isWorse: false });
  });
});

describe("a feed whose publisher wants no polls at night", () => {
  it("keeps the wish with one write, and lets go of it when it is withdrawn", async () => {
    const { poll, read, writes } = await openFeed();
    const document = rss([MODEL_ITEM]);
    const wish = "<channel><skipHours><hour>1</hour><hour>2</hour></skipHours>";
    const asking = page([], { bytes: Buffer.from(document.replace("<channel>", wish)) });
    await poll(page([MODEL_ITEM]), MODEL_TIME);

    await poll(asking, MODEL_TIME + HOUR_MS);
    const [asked, written] = [(await read()).schedule.skips, writes()];
    await poll(asking, MODEL_TIME + 2 * HOUR_MS);
    const again = writes();
    await poll(page([MODEL_ITEM]), MODEL_TIME + 3 * HOUR_MS);

    expect(asked).toEqual({ hours: [1, 2], days: [] });
    expect([written, again, writes()]).toEqual([2, 2, 3]);
    expect((await read()).schedule.skips).toBeUndefined();
  });
});

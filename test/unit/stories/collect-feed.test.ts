import { beforeEach, describe, expect, it } from "vitest";
import { MemoryFeedStore } from "../../../lambdas/adapters/memory/memory-feed-store.ts";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { FetchOutcome, StoryStore } from "../../../lambdas/core/ports.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { compileRuleSet } from "../../../lambdas/core/rules/story-matcher.ts";
import { collectBatch } from "../../../lambdas/core/stories/collect-batch.ts";
import { type CollectDependencies, collectFeed, type FeedOutcome } from "../../../lambdas/core/stories/collect-feed.ts";
import { DAY_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";
import { type RssItem, rss } from "../../support/feed-server.ts";

const NOON = Date.UTC(2026, 0, 2, 12);
const RULE: Rule = { id: "m23", title: "M23", severity: "high", query: "M23", enabled: true };
const { gazetteer } = buildGazetteer([]);
const { matcher } = compileRuleSet([RULE], gazetteer);

const ITEM: RssItem = {
  title: "M23 attacks Kibumba",
  link: "https://courier.example/1",
  guid: "g1",
  description: "Fighting resumed north of the city on Friday morning, residents and local officials said by telephone.",
  published: new Date(NOON - 10 * MINUTE_MS),
};

let stories: MemoryStoryStore;
let mentions: MemoryMentionStore;
let feeds: MemoryFeedStore;
let now: number;
let answer: FetchOutcome;

function serve(items: readonly RssItem[], etag?: string): void {
  const bytes = new TextEncoder().encode(rss(items));
  answer = { kind: "fetched", bytes, validators: { etag }, finalUrl: "https://courier.example/feed" };
}

function deps(overrides: Partial<CollectDependencies> = {}): CollectDependencies {
  return {
    stories,
    mentions,
    gazetteer,
    feeds,
    fetcher: { fetch: async () => answer },
    matcher,
    retention: { unmatchedDays: 30, matchedDays: 400 },
    pollMinutes: 15,
    now: () => now,
    ...overrides,
  };
}

async function poll(id = "f1", overrides: Partial<CollectDependencies> = {}): Promise<FeedOutcome> {
  const [feed] = await feeds.getMany([id]);
  if (feed === undefined) throw new Error(`no feed ${id}`);
  return collectFeed(feed, deps(overrides));
}

beforeEach(async () => {
  stories = new MemoryStoryStore();
  mentions = new MemoryMentionStore();
  feeds = new MemoryFeedStore();
  now = NOON;
  await feeds.register(feedSpec({ id: "f1" }));
  await feeds.register(feedSpec({ id: "f2", url: "https://herald.example/feed", source: "Herald" }));
});

describe("one poll", () => {
  it("stores each new entry once, the oldest first", async () => {
    serve([{ ...ITEM, title: "Newer", link: "https://courier.example/2", guid: "g2" }, ITEM]);

    const outcome = await poll();

    expect(outcome.tally).toEqual({ fetched: 2, stored: 2, duplicate: 0, revised: 0, rejected: 0 });
    expect(outcome.matched).toHaveLength(1);
    expect(await stories.listOpen(10)).toEqual(outcome.matched);
  });

  it("takes a new guid for the same address as the same story", async () => {
    serve([ITEM]);
    await poll();
    serve([{ ...ITEM, guid: "another" }]);

    const outcome = await poll();

    expect(outcome.tally).toMatchObject({ stored: 0, duplicate: 1, revised: 0 });
  });

  it("keeps an edited text as a revision, once", async () => {
    serve([ITEM]);
    const [id = ""] = (await poll()).matched;
    serve([{ ...ITEM, title: "M23 attacks Kibumba and Buhumba" }]);

    const edited = await poll();
    const again = await poll();

    expect(edited.tally).toMatchObject({ stored: 0, revised: 1 });
    expect(again.tally.revised).toBe(0);
    const story = await stories.get(id, now);
    expect(story).toMatchObject({ title: "M23 attacks Kibumba and Buhumba", revisions: [{ title: ITEM.title }] });
  });

  it("does not bring back a story that has expired", async () => {
    serve([ITEM]);
    await poll();
    now += 500 * DAY_MS;
    serve([{ ...ITEM, guid: "moved" }]);

    const outcome = await poll();

    expect(outcome.tally).toMatchObject({ stored: 0, duplicate: 1 });
  });

  it("adds the second outlet to a story, and finds it under that outlet too", async () => {
    serve([ITEM]);
    const [id = ""] = (await poll("f1")).matched;

    const outcome = await poll("f2");

    expect(outcome.tally).toMatchObject({ stored: 0, duplicate: 1 });
    expect((await stories.get(id, now))?.sources.map((source) => source.source)).toEqual(["Courier", "Herald"]);
    const page = await mentions.list({ facet: "source#herald", since: 0, until: now + 1, now, limit: 5 });
    expect(page.items.map((mention) => mention.storyId)).toEqual([id]);
  });

  it("counts the same after it died half-way and ran again", async () => {
    serve([{ ...ITEM, title: "Second", link: "https://courier.example/2", guid: "g2" }, ITEM]);
    let puts = 0;
    const dying: StoryStore = Object.create(stories, {
      putIfNew: {
        value: (story: Parameters<StoryStore["putIfNew"]>[0]) =>
          ++puts > 1 ? Promise.reject(new Error("died here")) : stories.putIfNew(story),
      },
    });
    await expect(poll("f1", { stories: dying })).rejects.toThrow("died here");

    const outcome = await poll();

    expect(outcome.tally).toEqual({ fetched: 2, stored: 2, duplicate: 0, revised: 0, rejected: 0 });
    expect((await feeds.getMany(["f1"]))[0]?.state.tally.stored).toBe(2);
  });

  it("gives a story without a date the time it was seen, and says so", async () => {
    serve([{ ...ITEM, published: undefined }]);
    const [id = ""] = (await poll()).matched;

    expect(await stories.get(id, now)).toMatchObject({ publishedAt: NOON, publishedOrigin: "missing" });
  });

  it("remembers failures in a row and forgets them with the first good poll", async () => {
    answer = { kind: "failed", reason: "http-500", detail: "the server answered 500", httpStatus: 500 };
    await poll();
    const failed = await poll();
    const between = (await feeds.getMany(["f1"]))[0];
    serve([ITEM]);

    await poll();

    expect(failed).toMatchObject({ status: "failed", reason: "http-500: the server answered 500" });
    expect(between?.state.failures).toBe(2);
    expect(between?.schedule.notBefore).toBeGreaterThan(NOON + 15 * MINUTE_MS);
    const [after] = await feeds.getMany(["f1"]);
    expect(after?.state).toMatchObject({ failures: 0, lastGoodAt: NOON });
    expect(after?.schedule.notBefore).toBeUndefined();
  });

  it("saves new validators verbatim although nothing else is new", async () => {
    serve([ITEM], '"v1"');
    await poll();
    serve([ITEM], 'W/"v2"');

    const outcome = await poll();

    expect(outcome.status).toBe("not-modified");
    expect((await feeds.getMany(["f1"]))[0]?.state.validators).toEqual({ etag: 'W/"v2"' });
  });

  it("writes a heartbeat of a quiet feed after six hours, and not before", async () => {
    serve([ITEM]);
    await poll();
    now += 5 * 60 * MINUTE_MS;
    await poll();
    const early = (await feeds.getMany(["f1"]))[0]?.state.lastGoodAt;
    now += 60 * MINUTE_MS;

    await poll();

    expect(early).toBe(NOON);
    expect((await feeds.getMany(["f1"]))[0]?.state.lastGoodAt).toBe(now);
  });
});

describe("a batch", () => {
  it("waits between feeds of one host, not between hosts, and never for its own", async () => {
    await feeds.register(feedSpec({ id: "f3", url: "https://www.courier.example/other" }));
    await feeds.register(feedSpec({ id: "own-1", url: "http://127.0.0.1:8080/a" }));
    await feeds.register(feedSpec({ id: "own-2", url: "http://127.0.0.1:8080/b" }));
    serve([]);
    const pauses: number[] = [];
    const batchDeps = {
      ...deps(),
      pause: async (ms: number) => {
        pauses.push(ms);
      },
      isOwnHost: (url: string) => url.startsWith("http://127.0.0.1:8080/"),
      mayContinue: () => true,
    };

    const { outcomes } = await collectBatch({ feedIds: ["f1", "f2", "f3", "own-1", "own-2"] }, batchDeps);

    expect(outcomes).toHaveLength(5);
    expect(pauses).toEqual([1_000]);
  });

  it("goes on with the other feeds when a store fails for one, and says that it is not done", async () => {
    serve([ITEM]);
    let isFirst = true;
    const flaky: StoryStore = Object.create(stories, {
      putIfNew: {
        value: (story: Parameters<StoryStore["putIfNew"]>[0]) => {
          if (!isFirst) return stories.putIfNew(story);
          isFirst = false;
          return Promise.reject(new Error("throttled"));
        },
      },
    });
    const batchDeps = {
      ...deps({ stories: flaky }),
      pause: async () => {},
      isOwnHost: () => true,
      mayContinue: () => true,
    };

    const result = await collectBatch({ feedIds: ["f1", "f2"] }, batchDeps);

    expect(result.outcomes.map((outcome) => outcome.status)).toEqual(["fetched"]);
    expect(result.errors).toEqual([new Error("throttled")]);
  });

  it("ends early when time is up", async () => {
    serve([ITEM]);
    const batchDeps = { ...deps(), pause: async () => {}, isOwnHost: () => true, mayContinue: () => false };

    const result = await collectBatch({ feedIds: ["f1", "f2"] }, batchDeps);

    expect(result).toEqual({ outcomes: [], errors: [], isComplete: false });
  });
});

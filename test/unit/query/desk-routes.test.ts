import { beforeEach, describe, expect, it } from "vitest";
import { NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import { feedHealth } from "../../../lambdas/core/feeds/feed-health.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { createQuery } from "../../../lambdas/query/create-query.ts";
import { type Archive, createArchive, eventOf, NOW, numbered, RULES } from "./archive.ts";

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
});

describe("GET /events", () => {
  async function addEvent(n: number, followedBy?: number) {
    const first = numbered(n);
    const event = eventOf(followedBy === undefined ? [first] : [first, numbered(followedBy)]);
    const decision = { kind: "new", reason: "the first story of this event", at: NOW, eventId: event.id } as const;
    await archive.add({ ...first, decision });
    if (followedBy !== undefined) {
      await archive.add(numbered(followedBy, { decision: { ...decision, kind: "folded" } }));
    }
    await archive.events.put(event);
    return event;
  }

  it("names each event once, where its first story stands", async () => {
    const older = await addEvent(9, 1);
    const newer = await addEvent(4);

    const { status, body } = await archive.get("/events");

    expect(status).toBe(200);
    expect(body.events.map((event: { id: string }) => event.id)).toEqual([newer.id, older.id]);
    expect(body.events[1]).toEqual({
      id: older.id,
      title: "Story 9",
      severity: "high",
      createdAt: "2026-11-24T09:51:00.000Z",
      lastStoryAt: "2026-11-24T09:51:00.000Z",
      outlets: ["Kivu Courier"],
      entities: ["place.goma", "group.m23"],
      revision: 1,
      storyCount: 2,
    });
  });

  it("leads through its pages and repeats no event", async () => {
    const events = [await addEvent(2, 1), await addEvent(4, 3), await addEvent(6, 5)];

    const first = await archive.get("/events?limit=2");
    const second = await archive.get(first.body.next);

    const ids = [...first.body.events, ...second.body.events].map((event: { id: string }) => event.id);
    expect(ids).toEqual(events.map((event) => event.id));
    expect(first.headers.get("Link")).toBe(`<${first.body.next}>; rel="next"`);
    expect(second.body.next).toBeUndefined();
  });

  it("gives one event with its stories and what was decided on each", async () => {
    const event = await addEvent(2, 1);

    const { status, body } = await archive.get(`/events/${event.id}`);

    expect(status).toBe(200);
    expect(body.stories).toHaveLength(2);
    expect(body.stories[0]).toMatchObject({
      title: "Story 2",
      decision: { kind: "new", at: "2026-11-24T10:00:00.000Z" },
    });
    expect(body).not.toHaveProperty("profile");
  });

  it("does not know an event that has expired", async () => {
    const event = eventOf([numbered(1)], { expiresAt: NOW - 1_000 });
    await archive.events.put(event);

    const { status, body } = await archive.get(`/events/${event.id}`);

    expect(status).toBe(404);
    expect(body.code).toBe("E_EVENT");
  });

  it.each(["/events?place=goma", "/events?since=soon", "/events?cursor=x", "/events/42"])(
    "refuses %s",
    async (path) => {
      const { status, body } = await archive.get(path);

      expect(status).toBe(400);
      expect(body.errors).toHaveLength(1);
    },
  );
});

describe("GET /feeds", () => {
  it("shows each feed with its health and tallies, and nothing of its seen-set", async () => {
    const spec = { id: "aa", url: "https://b.example/rss", title: "B", source: "Outlet B", tags: ["great-lakes"] };
    await archive.feeds.register(spec);
    await archive.feeds.register({ ...spec, id: "bb", source: "Outlet A", tags: [] });
    const [feed] = await archive.feeds.getMany(["aa"]);
    if (feed === undefined) throw new Error("the feed was just registered");
    await archive.feeds.saveState(
      "aa",
      { ...feed.schedule, intervalMinutes: 15 },
      {
        ...NEW_FEED_STATE,
        seen: new Uint8Array([1, 2, 3]),
        firstGoodAt: NOW - HOUR_MS,
        lastGoodAt: NOW - MINUTE_MS,
        lastNewAt: NOW - HOUR_MS,
        failures: 1,
        lastError: { at: NOW, reason: "timeout: no answer in 20 s" },
        tally: { fetched: 3, stored: 2, duplicate: 1, revised: 0, rejected: 0 },
      },
    );

    const { status, body } = await archive.get("/feeds");

    expect(status).toBe(200);
    expect(body.feeds.map((each: { source: string }) => each.source)).toEqual(["Outlet A", "Outlet B"]);
    expect(body.feeds[0]).toMatchObject({ health: "waiting", failures: 0 });
    expect(body.feeds[1]).toEqual({
      id: "aa",
      url: "https://b.example/rss",
      title: "B",
      source: "Outlet B",
      tags: ["great-lakes"],
      health: "healthy",
      intervalMinutes: 15,
      firstGoodAt: "2026-11-24T09:00:00.000Z",
      lastGoodAt: "2026-11-24T09:59:00.000Z",
      lastNewAt: "2026-11-24T09:00:00.000Z",
      silentAfter: "2026-12-08T09:00:00.000Z",
      failures: 1,
      lastError: { at: "2026-11-24T10:00:00.000Z", reason: "timeout: no answer in 20 s" },
      tally: { fetched: 3, stored: 2, duplicate: 1, revised: 0, rejected: 0 },
    });
  });

  it("shows what each language brings, and feeds as late while dispatch stands still", async () => {
    const polled = { ...NEW_FEED_STATE, firstGoodAt: NOW - 9 * 24 * HOUR_MS, lastGoodAt: NOW - HOUR_MS };
    const schedule = { intervalMinutes: 15, isGone: false };
    for (const [id, lang, quietMs] of [
      ["aa", "fr", HOUR_MS],
      ["bb", "sw", 4 * 24 * HOUR_MS],
    ] as const) {
      await archive.feeds.register({ id, url: `https://${id}.example/rss`, title: id, source: id, lang, tags: [] });
      await archive.feeds.saveState(id, schedule, { ...polled, lastNewAt: NOW - quietMs, longestQuietMs: HOUR_MS });
    }
    await archive.feeds.setWatermark(NOW - HOUR_MS);

    const { body } = await archive.get("/feeds");

    expect(body.dispatchedAt).toBe("2026-11-24T09:00:00.000Z");
    expect(body.feeds.map(({ health }: { health: string }) => health)).toEqual(["late", "late"]);
    expect(body.languages).toEqual([
      {
        ...{ lang: "sw", feeds: 1, healthyFeeds: 0, stories: 0 },
        ...{ lastNewAt: "2026-11-20T10:00:00.000Z", health: "silent" },
      },
      {
        ...{ lang: "fr", feeds: 1, healthyFeeds: 1, stories: 0 },
        ...{ lastNewAt: "2026-11-24T09:00:00.000Z", health: "healthy" },
      },
    ]);
  });

  it.each([
    ["waiting", {}, false],
    ["late", { failures: 1 }, false],
    ["healthy", { lastGoodAt: NOW - 6 * HOUR_MS, failures: 2 }, false],
    ["late", { lastGoodAt: NOW - 7 * HOUR_MS }, false],
    ["failing", { lastGoodAt: NOW, failures: 3 }, false],
    ["gone", { lastGoodAt: NOW }, true],
  ] as const)("calls a feed %s for %j, gone: %s", (expected, state, isGone) => {
    const schedule = { intervalMinutes: 15, isGone };

    const health = feedHealth({ schedule, state: { ...NEW_FEED_STATE, ...state } }, NOW);

    expect(health).toBe(expected);
  });
});

describe("GET /rules and GET /health", () => {
  it("lists the rules with their revision", async () => {
    const { status, body } = await archive.get("/rules");

    expect(status).toBe(200);
    expect(body.revision).toBe(1);
    expect(body.rules.map((rule: { id: string }) => rule.id)).toEqual(RULES.map((rule) => rule.id).sort());
    expect(body.rules[2]).toEqual({
      id: "m23-front-lines",
      title: "M23 front lines",
      severity: "high",
      query: "@group.m23",
      enabled: true,
    });
  });

  it("follows the rules when their revision moves, and reads them once until then", async () => {
    let revision = 1;
    let loads = 0;
    const app = createQuery({
      ...archive,
      rules: {
        getRevision: async () => revision,
        load: async () => {
          loads += 1;
          return { revision, rules: [] };
        },
        getVersion: async () => undefined,
        listVersions: async () => [],
        change: async () => ({ kind: "conflict" }),
      },
    });

    await app.request("/rules");
    await app.request("/rules");
    const loadsBefore = loads;
    revision = 2;
    const response = await app.request("/rules");

    expect(loadsBefore).toBe(1);
    expect(await response.json()).toEqual({ revision: 2, rules: [] });
  });

  it("says that the archive can be read, which is never cached", async () => {
    const { status, headers, body } = await archive.get("/health");

    expect(status).toBe(200);
    expect(body).toEqual({ status: "ok", time: "2026-11-24T10:00:00.000Z", rulesRevision: 1 });
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("ETag")).toBeNull();
  });
});

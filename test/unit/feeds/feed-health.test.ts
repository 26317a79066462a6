import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Feed, type FeedState, NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import {
  FEED_HEALTHS,
  feedHealth,
  healthChange,
  quietAfterNews,
  quietLimitMs,
  shownHealth,
  silentAfter,
} from "../../../lambdas/core/feeds/feed-health.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");

function healthOf(state: Partial<FeedState>, isGone = false) {
  const polled = { ...NEW_FEED_STATE, firstGoodAt: NOW - 100 * DAY_MS, lastGoodAt: NOW, ...state };
  return feedHealth({ schedule: { intervalMinutes: 15, isGone }, state: polled }, NOW);
}

describe("feedHealth", () => {
  it.each([
    ["healthy", "an hourly outlet over a weekend", { lastNewAt: NOW - 44 * HOUR_MS, longestQuietMs: 9 * HOUR_MS }],
    ["silent", "an hourly outlet after three days", { lastNewAt: NOW - 3 * DAY_MS, longestQuietMs: 9 * HOUR_MS }],
    ["healthy", "a monthly report after six weeks", { lastNewAt: NOW - 45 * DAY_MS, longestQuietMs: 31 * DAY_MS }],
    ["silent", "a monthly report after three months", { lastNewAt: NOW - 91 * DAY_MS, longestQuietMs: 60 * DAY_MS }],
    ["silent", "a feed that never had news, after two weeks", { firstGoodAt: NOW - 15 * DAY_MS }],
    ["healthy", "a feed that had no news yet, after a week", { firstGoodAt: NOW - 7 * DAY_MS }],
    ["failing", "a silent feed that fails", { lastNewAt: NOW - 80 * DAY_MS, failures: 3 }],
  ] as const)("calls %s: %s", (expected, _, state) => {
    const health = healthOf(state);

    expect(health).toBe(expected);
  });

  it("never calls a feed silent before its own longest pause is over", () => {
    const pauses = fc.integer({ min: 0, max: 90 * DAY_MS });
    fc.assert(
      fc.property(pauses, pauses, (longestQuietMs, quietMs) => {
        fc.pre(quietMs <= longestQuietMs);

        expect(healthOf({ longestQuietMs, lastNewAt: NOW - quietMs })).toBe("healthy");
      }),
    );
  });
});

describe("shownHealth", () => {
  const polled = { ...NEW_FEED_STATE, firstGoodAt: NOW - DAY_MS, lastGoodAt: NOW - MINUTE_MS, lastNewAt: NOW };
  const feedOf = (part: Partial<Feed> = {}): Feed => ({
    ...feedSpec(),
    schedule: { intervalMinutes: 15, isGone: false },
    state: polled,
    ...part,
  });

  it.each([
    ["healthy", "dispatch is at it", 0],
    ["healthy", "a few ticks were lost", 5],
    ["late", "dispatch stands still", 26],
  ])("is %s while %s", (expected, _, minutes) => {
    const health = shownHealth(feedOf(), NOW - minutes * MINUTE_MS, NOW);

    expect(health).toBe(expected);
  });

  it("calls no feed late that was not due since dispatch stopped, nor one that has an ill of its own", () => {
    const stopped = NOW - HOUR_MS;
    const held = feedOf({ schedule: { intervalMinutes: 15, isGone: false, notBefore: NOW + HOUR_MS } });
    const failing = feedOf({ state: { ...polled, failures: 3 } });

    const healths = [held, failing].map((feed) => shownHealth(feed, stopped, NOW));

    expect(healths).toEqual(["healthy", "failing"]);
  });

  it("does without dispatch that never ran", () => {
    const health = shownHealth(feedOf(), undefined, NOW);

    expect(health).toBe("healthy");
  });
});

describe("silentAfter", () => {
  it("is the moment after which feedHealth says silent", () => {
    const state = { ...NEW_FEED_STATE, firstGoodAt: NOW, lastNewAt: NOW, longestQuietMs: 3 * DAY_MS };
    const at = silentAfter(state) ?? 0;
    const healthAt = (now: number) =>
      feedHealth({ schedule: { intervalMinutes: 15, isGone: false }, state: { ...state, lastGoodAt: now } }, now);

    expect([healthAt(at), healthAt(at + 1)]).toEqual(["healthy", "silent"]);
    expect(silentAfter(NEW_FEED_STATE)).toBeUndefined();
  });
});

describe("quietAfterNews", () => {
  it("keeps the longest pause, and forgets it by half in two weeks", () => {
    const afterPause = (pauseMs: number, longestQuietMs?: number) =>
      quietAfterNews({ lastNewAt: NOW - pauseMs, longestQuietMs }, NOW);

    expect(afterPause(HOUR_MS)).toBe(HOUR_MS);
    expect(afterPause(3 * DAY_MS, HOUR_MS)).toBe(3 * DAY_MS);
    expect(afterPause(14 * DAY_MS, 60 * DAY_MS)).toBe(30 * DAY_MS);
    expect(quietAfterNews({}, NOW)).toBeUndefined();
  });

  it("holds a weekend's pause over the busy days until the next one", () => {
    let state: { lastNewAt: number; longestQuietMs?: number } = { lastNewAt: NOW, longestQuietMs: 60 * HOUR_MS };
    for (let at = NOW + HOUR_MS; at <= NOW + 5 * DAY_MS; at += HOUR_MS)
      state = { lastNewAt: at, longestQuietMs: quietAfterNews(state, at) };

    expect(quietLimitMs(state)).toBeGreaterThan(60 * HOUR_MS);
  });
});

describe("healthChange", () => {
  it("tells the worse from the better, and nothing of a first good poll", () => {
    expect(healthChange("healthy", "failing")).toEqual({ from: "healthy", to: "failing", isWorse: true });
    expect(healthChange("failing", "healthy")).toEqual({ from: "failing", to: "healthy", isWorse: false });
    expect(healthChange("waiting", "late")?.isWorse).toBe(true);
    expect(healthChange("waiting", "healthy")).toBeUndefined();
  });

  it("is worse one way at most", () => {
    const healths = fc.constantFrom(...FEED_HEALTHS);
    fc.assert(
      fc.property(healths, healths, (a, b) => {
        expect(healthChange(a, b)?.isWorse === true && healthChange(b, a)?.isWorse === true).toBe(false);
      }),
    );
  });
});

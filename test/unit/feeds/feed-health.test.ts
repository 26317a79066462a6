import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FeedState, NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import {
  FEED_HEALTHS,
  feedHealth,
  healthChange,
  quietAfterNews,
  quietLimitMs,
} from "../../../lambdas/core/feeds/feed-health.ts";
import { DAY_MS, HOUR_MS } from "../../../lambdas/core/time.ts";

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

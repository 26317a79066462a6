import { describe, expect, it } from "vitest";
import { type FeedState, NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import { languageVolumes } from "../../../lambdas/core/feeds/language-volumes.ts";
import { DAY_MS, HOUR_MS } from "../../../lambdas/core/time.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const HOUR = { hour: NOW - HOUR_MS, fetched: 5, stored: 4, duplicate: 1, revised: 0, rejected: {} };

function feed(lang: string | undefined, state: Partial<FeedState>) {
  return { lang, schedule: { intervalMinutes: 15, isGone: false }, state: { ...NEW_FEED_STATE, ...state } };
}

const polled = { firstGoodAt: NOW - 100 * DAY_MS, lastGoodAt: NOW };

describe("languageVolumes", () => {
  it("adds up three days of stories and puts the silent and the small first", () => {
    const busy = { ...polled, lastNewAt: NOW - HOUR_MS, longestQuietMs: HOUR_MS };

    const volumes = languageVolumes(
      [
        feed("fr", { ...busy, hours: [HOUR, { ...HOUR, hour: NOW - 80 * HOUR_MS }] }),
        feed("fr", { ...busy, hours: [HOUR], failures: 3 }),
        feed("rw", { ...busy, hours: [{ ...HOUR, stored: 1 }] }),
        feed("sw", { ...busy, lastNewAt: NOW - 3 * DAY_MS }),
        feed(undefined, {}),
      ],
      NOW,
    );

    expect(volumes).toEqual([
      { lang: "sw", feeds: 1, healthyFeeds: 0, stories: 0, lastNewAt: NOW - 3 * DAY_MS, health: "silent" },
      { lang: "unknown", feeds: 1, healthyFeeds: 0, stories: 0, lastNewAt: undefined, health: "waiting" },
      { lang: "rw", feeds: 1, healthyFeeds: 1, stories: 1, lastNewAt: NOW - HOUR_MS, health: "healthy" },
      { lang: "fr", feeds: 2, healthyFeeds: 1, stories: 8, lastNewAt: NOW - HOUR_MS, health: "healthy" },
    ]);
  });

  it.each([
    ["healthy", "over a weekend", 44 * HOUR_MS],
    ["silent", "after three days, though its monthly feed is well", 3 * DAY_MS],
  ])("calls a language %s %s", (expected, _, quietMs) => {
    const daily = { ...polled, longestQuietMs: 9 * HOUR_MS, lastNewAt: NOW - quietMs };
    const monthly = { ...polled, longestQuietMs: 40 * DAY_MS, lastNewAt: NOW - 20 * DAY_MS };

    const orders = [
      [feed("sw", monthly), feed("sw", daily)],
      [feed("sw", daily), feed("sw", monthly)],
    ];
    const healths = orders.flatMap((feeds) => languageVolumes(feeds, NOW)).map(({ health }) => health);

    expect(healths).toEqual([expected, expected]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { POLL_INTERVALS } from "../../../lambdas/core/desk.ts";
import type { FeedSchedule, RosterEntry } from "../../../lambdas/core/feeds/feed.ts";
import {
  isDue,
  MAX_DELAY_MS,
  nextSchedule,
  nextSlot,
  type PolledFeed,
  type PollResult,
} from "../../../lambdas/core/feeds/poll-schedule.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";

const NOW = Date.parse("2023-05-15T10:00:00Z");
const ID = "0123456789abcdef";

const ids = fc.nat().map((number) => number.toString(16).padStart(16, "0"));
const intervals = fc.constantFrom(...POLL_INTERVALS, 1_440);
const moments = fc.integer({ min: NOW, max: NOW + 40 * DAY_MS });

function roster(id: string, schedule: Partial<FeedSchedule> = {}): RosterEntry {
  return { id, url: "https://example.org/feed", schedule: { intervalMinutes: 15, isGone: false, ...schedule } };
}

function polled(
  schedule: Partial<FeedSchedule> = {},
  state: PolledFeed["state"] = { firstGoodAt: NOW - DAY_MS },
): PolledFeed {
  return { id: ID, schedule: { intervalMinutes: 15, isGone: false, ...schedule }, state };
}

function failed(failures: number, more: Partial<Extract<PollResult, { kind: "failed" }>> = {}): PollResult {
  return { kind: "failed", reason: "http-500", httpStatus: 500, failures, ...more };
}

function delayOf(result: PollResult, schedule: Partial<FeedSchedule> = {}): number {
  return (nextSchedule(polled(schedule), result, 15, NOW).notBefore ?? NOW) - NOW;
}

describe("isDue", () => {
  it("finds every slot once, whatever the windows into which time is cut", () => {
    fc.assert(
      fc.property(ids, intervals, fc.array(moments, { minLength: 2, maxLength: 60 }), (id, intervalMinutes, cuts) => {
        const entry = roster(id, { intervalMinutes });
        const sorted = [...cuts].sort((a, b) => a - b);
        const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
        const slots = new Set<number>();
        for (let slot = nextSlot(entry, first); slot <= last; slot = nextSlot(entry, slot)) slots.add(slot);
        for (const [index, to] of sorted.entries()) {
          const from = sorted[index - 1];
          if (from === undefined) continue;
          const inside = [...slots].filter((slot) => slot > from && slot <= to);
          expect(isDue(entry, from, to)).toBe(inside.length > 0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("comes once an interval, on a whole minute", () => {
    fc.assert(
      fc.property(ids, intervals, moments, (id, intervalMinutes, after) => {
        const entry = roster(id, { intervalMinutes });
        const slot = nextSlot(entry, after);
        expect(slot).toBeGreaterThan(after);
        expect(slot - after).toBeLessThanOrEqual(intervalMinutes * MINUTE_MS);
        expect(slot % MINUTE_MS).toBe(0);
        expect(nextSlot(entry, slot) - slot).toBe(intervalMinutes * MINUTE_MS);
      }),
    );
  });

  it("spreads feeds over the interval", () => {
    const perMinute = Array(15).fill(0);
    for (let number = 0; number < 1_500; number++) {
      const slot = nextSlot(roster(number.toString(16).padStart(16, "0")), NOW);
      perMinute[(slot / MINUTE_MS) % 15] += 1;
    }

    expect(Math.min(...perMinute)).toBeGreaterThan(60);
    expect(Math.max(...perMinute)).toBeLessThan(150);
  });

  it("keeps a feed from being polled before its hold ends, and polls it at that very minute", () => {
    fc.assert(
      fc.property(ids, intervals, moments, moments, (id, intervalMinutes, notBefore, after) => {
        const slot = nextSlot(roster(id, { intervalMinutes, notBefore }), after);
        expect(slot).toBeGreaterThanOrEqual(notBefore);
        if (notBefore > after) expect(slot - notBefore).toBeLessThan(MINUTE_MS);
      }),
    );
  });

  it("never polls a feed that is gone", () => {
    expect(isDue(roster(ID, { isGone: true }), 0, NOW + 365 * DAY_MS)).toBe(false);
  });

  it("says nothing of an empty window", () => {
    const slot = nextSlot(roster(ID), NOW);

    expect(isDue(roster(ID), slot, slot)).toBe(false);
    expect(isDue(roster(ID), slot - 1, slot)).toBe(true);
  });
});

describe("nextSchedule after a failure", () => {
  it("backs off monotonically, by at least an interval and at most a day", () => {
    const faults = fc.constantFrom(
      { reason: "dns", httpStatus: undefined },
      { reason: "timeout", httpStatus: undefined },
      { reason: "http-503", httpStatus: 503 },
      { reason: "http-404", httpStatus: 404 },
    );

    fc.assert(
      fc.property(faults, intervals, fc.integer({ min: 1, max: 5_000 }), (fault, intervalMinutes, failures) => {
        const delay = delayOf(failed(failures, fault), { intervalMinutes });
        expect(delay).toBeGreaterThanOrEqual(intervalMinutes * MINUTE_MS);
        expect(delay).toBeLessThanOrEqual(MAX_DELAY_MS);
        expect(delayOf(failed(failures + 1, fault), { intervalMinutes })).toBeGreaterThanOrEqual(delay);
      }),
    );
  });

  it("is most patient with refusals, least with names that do not resolve", () => {
    const delays = [
      { reason: "dns", httpStatus: undefined },
      { reason: "timeout", httpStatus: undefined },
      { reason: "http-404", httpStatus: 404 },
    ].map((fault) => delayOf(failed(4, fault)));

    expect(delays.map((delay) => Math.floor(delay / (15 * MINUTE_MS)))).toEqual([2, 4, 16]);
  });

  it("waits at least as long as the server asks, up to a day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * DAY_MS }),
        fc.integer({ min: 1, max: 20 }),
        (retryAfterMs, failures) => {
          const delay = delayOf(failed(failures, { httpStatus: 429, retryAfterMs }));
          expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfterMs, MAX_DELAY_MS));
          expect(delay).toBeLessThanOrEqual(MAX_DELAY_MS);
        },
      ),
    );
  });

  it("does not bring two feeds back at the same moment", () => {
    const delays = ["00000000000000aa", "00000000000000bb"].map(
      (id) => nextSchedule({ ...polled(), id }, failed(3), 15, NOW).notBefore,
    );

    expect(delays[0]).not.toBe(delays[1]);
  });

  it("stops at 410, and at nothing else", () => {
    expect(nextSchedule(polled(), failed(1, { httpStatus: 410, reason: "http-410" }), 15, NOW)).toEqual({
      intervalMinutes: 15,
      isGone: true,
    });
    expect(nextSchedule(polled(), failed(9_999, { httpStatus: 404 }), 15, NOW).isGone).toBe(false);
  });
});

describe("nextSchedule after a good poll", () => {
  const quiet = { kind: "fetched", hasNews: false, ttlMinutes: 0, newShare: 0 } as const;
  const news = { kind: "fetched", hasNews: true, ttlMinutes: 0, newShare: 0.1 } as const;

  it("recovers at once from any back-off", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<PollResult>({ kind: "not-modified" }, quiet, news),
        fc.integer({ min: 1, max: 99 }),
        (good, failures) => {
          const held = nextSchedule(polled(), failed(failures), 15, NOW);
          const schedule = nextSchedule(polled(held), good, 15, NOW);
          expect(schedule).toEqual({ intervalMinutes: 15, isGone: false });
        },
      ),
    );
  });

  it("changes nothing, to the very object, when nothing changes", () => {
    const feed = polled();

    expect(nextSchedule(feed, { kind: "not-modified" }, 15, NOW)).toBe(feed.schedule);
    expect(nextSchedule(feed, quiet, 15, NOW)).toBe(feed.schedule);
    expect(nextSchedule(feed, news, 15, NOW)).toBe(feed.schedule);
  });

  it.each([
    [0, 15],
    [3, 30],
    [10, 60],
    [40, 180],
    [90, 360],
  ])("polls a feed that was quiet for %i days every %i minutes", (days, minutes) => {
    const feed = polled({}, { firstGoodAt: NOW - 400 * DAY_MS, lastNewAt: NOW - days * DAY_MS });

    expect(nextSchedule(feed, quiet, 15, NOW).intervalMinutes).toBe(minutes);
  });

  it("returns to the desk's rate with the first news", () => {
    const feed = polled({ intervalMinutes: 360 }, { firstGoodAt: NOW - 400 * DAY_MS, lastNewAt: NOW - 90 * DAY_MS });

    expect(nextSchedule(feed, news, 15, NOW).intervalMinutes).toBe(15);
  });

  it("goes one step faster when half a document is new, but not for a new feed's backlog", () => {
    const flood = { ...news, newShare: 0.5 };

    expect(nextSchedule(polled(), flood, 15, NOW).intervalMinutes).toBe(5);
    expect(nextSchedule(polled({ intervalMinutes: 5 }), flood, 15, NOW).intervalMinutes).toBe(5);
    expect(nextSchedule(polled({}, {}), flood, 15, NOW).intervalMinutes).toBe(15);
  });

  it("is never sooner than the publisher asks and never later than a day", () => {
    const results = fc.record({
      kind: fc.constant("fetched" as const),
      hasNews: fc.boolean(),
      ttlMinutes: fc.integer({ min: 0, max: 100_000 }),
      newShare: fc.double({ min: 0, max: 1, noNaN: true }),
    });

    fc.assert(
      fc.property(
        results,
        intervals,
        fc.constantFrom(...POLL_INTERVALS),
        fc.nat(400),
        (result, intervalMinutes, pollMinutes, days) => {
          const feed = polled({ intervalMinutes }, { firstGoodAt: NOW - 400 * DAY_MS, lastNewAt: NOW - days * DAY_MS });
          const next = nextSchedule(feed, result, pollMinutes, NOW).intervalMinutes;
          expect(next).toBeGreaterThanOrEqual(Math.min(result.ttlMinutes, 1_440));
          expect(next).toBeLessThanOrEqual(1_440);
        },
      ),
    );
  });

  it("lets a feed that a server held for hours be polled at the end of the hold", () => {
    const held = nextSchedule(
      polled({ intervalMinutes: 360 }),
      failed(1, { httpStatus: 429, retryAfterMs: HOUR_MS }),
      15,
      NOW,
    );

    expect(nextSlot(roster(ID, held), NOW) - (held.notBefore ?? 0)).toBeLessThan(MINUTE_MS);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { POLL_INTERVALS } from "../../../lambdas/core/desk.ts";
import type { FeedSchedule, RosterEntry } from "../../../lambdas/core/feeds/feed.ts";
import { MAX_DELAY_MS, nextSchedule, nextSlot, type PolledFeed } from "../../../lambdas/core/feeds/poll-schedule.ts";
import { readFeed } from "../../../lambdas/core/feeds/read-feed.ts";
import {
  isSkipped,
  readSkippedTimes,
  type SkippedTimes,
  skippedStretch,
} from "../../../lambdas/core/feeds/skipped-times.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";

/** A Monday. */
const NOW = Date.parse("2023-05-15T10:00:00Z");
const ID = "0123456789abcdef";

const wishes = fc
  .tuple(fc.uniqueArray(fc.nat({ max: 23 }), { maxLength: 23 }), fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 6 }))
  .map(([hours, days]): SkippedTimes => ({ hours, days }))
  .filter(({ hours, days }) => hours.length + days.length > 0);
const ids = fc.nat().map((number) => number.toString(16).padStart(16, "0"));
const intervals = fc.constantFrom(...POLL_INTERVALS, 1_440);
const moments = fc.integer({ min: NOW, max: NOW + 40 * DAY_MS });

function roster(id: string, schedule: Partial<FeedSchedule>): RosterEntry {
  return { id, url: "https://example.org/feed", schedule: { intervalMinutes: 15, isGone: false, ...schedule } };
}

function polled(schedule: Partial<FeedSchedule> = {}): PolledFeed {
  return {
    id: ID,
    schedule: { intervalMinutes: 15, isGone: false, ...schedule },
    state: { firstGoodAt: NOW - DAY_MS, lastNewAt: NOW },
  };
}

describe("readSkippedTimes", () => {
  it.each([
    [["0", " 1 ", "1"], [], { hours: [0, 1], days: [] }],
    [["24"], [], { hours: [0], days: [] }],
    [["-1", "25", "x", ""], ["Funday"], undefined],
    [[], ["Sunday", "saturday\n"], { hours: [], days: [0, 6] }],
    [Array.from({ length: 24 }, (_, hour) => String(hour)), ["Monday"], { hours: [], days: [1] }],
    [[], ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"], undefined],
  ])("reads %j and %j as %j", (hours, days, expected) => {
    expect(readSkippedTimes(hours, days)).toEqual(expected);
  });
});

it("is read from the channel of a feed", () => {
  const text = `<rss version="2.0"><channel><title>Wire</title><skipHours><hour>22</hour><hour>23</hour></skipHours>
    <skipDays><day>Sunday</day></skipDays><item><title>Goma</title></item></channel></rss>`;

  const { skips } = readFeed(Buffer.from(text), { url: "https://wire.example/feed", now: NOW });

  expect(skips).toEqual({ hours: [22, 23], days: [0] });
});

it("finds the whole stretch of skipped time around a moment", () => {
  fc.assert(
    fc.property(wishes, moments, (skips, at) => {
      const stretch = skippedStretch(at, skips);

      expect(stretch === undefined).toBe(!isSkipped(at, skips));
      if (stretch === undefined) return;
      expect(stretch.from <= at && at < stretch.to).toBe(true);
      expect([isSkipped(stretch.from - 1, skips), isSkipped(stretch.to, skips)]).toEqual([false, false]);
      for (let hour = stretch.from; hour < stretch.to; hour += HOUR_MS) expect(isSkipped(hour, skips)).toBe(true);
    }),
  );
});

describe("nextSlot", () => {
  it("is in no skipped time unless a day would pass without a poll, and a day never does", () => {
    fc.assert(
      fc.property(ids, intervals, wishes, moments, (id, intervalMinutes, skips, start) => {
        const entry = roster(id, { intervalMinutes, skips });
        let last = nextSlot(entry, start);
        for (let slots = 0; slots < 30; slots++) {
          const slot = nextSlot(entry, last);
          expect(slot).toBeGreaterThan(last);
          expect(slot - last).toBeLessThanOrEqual(DAY_MS);
          if (isSkipped(slot, skips)) expect(skippedStretch(slot, skips)?.to).toBeGreaterThan(last + DAY_MS);
          last = slot;
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is the same from every moment since the last one", () => {
    fc.assert(
      fc.property(ids, intervals, wishes, moments, fc.double({ min: 0, max: 1, noNaN: true }), (...drawn) => {
        const [id, intervalMinutes, skips, start, share] = drawn;
        const entry = roster(id, { intervalMinutes, skips });
        const last = nextSlot(entry, start);
        const slot = nextSlot(entry, last);

        expect(nextSlot(entry, last + Math.floor((slot - last - 1) * share))).toBe(slot);
      }),
    );
  });

  it("is the usual one where nothing is skipped, and the end of the skipped time where it is", () => {
    fc.assert(
      fc.property(ids, intervals, moments, (id, intervalMinutes, after) => {
        const skips = { hours: [1, 2, 3], days: [] };
        const usual = nextSlot(roster(id, { intervalMinutes }), after);
        const slot = nextSlot(roster(id, { intervalMinutes, skips }), after);

        if (!isSkipped(after, skips)) expect(slot).toBe(skippedStretch(usual, skips)?.to ?? usual);
      }),
    );
  });
});

describe("nextSchedule", () => {
  const result = { kind: "fetched", hasNews: true, ttlMinutes: 0 } as const;
  const skips = { hours: [1], days: [6] };

  it("keeps what the last document said, and the very same schedule when it says it again", () => {
    const first = nextSchedule(polled(), { ...result, skips }, 15, NOW);
    const former = polled({ ...first });

    expect(first).toEqual({ intervalMinutes: 15, isGone: false, skips });
    expect(nextSchedule(former, { ...result, skips: { ...skips } }, 15, NOW)).toBe(former.schedule);
    expect(nextSchedule(former, { kind: "not-modified" }, 15, NOW)).toBe(former.schedule);
    expect(nextSchedule(former, result, 15, NOW)).toEqual({ intervalMinutes: 15, isGone: false });
  });

  it("backs off to no skipped time, within a day, and more patiently with every failure", () => {
    fc.assert(
      fc.property(wishes, moments, fc.integer({ min: 1, max: 12 }), (wish, now, failures) => {
        const holdAfter = (count: number) =>
          nextSchedule(polled({ skips: wish }), { kind: "failed", reason: "http-500", failures: count }, 15, now)
            .notBefore ?? 0;

        const notBefore = holdAfter(failures);

        expect(notBefore).toBeGreaterThanOrEqual(now + 15 * MINUTE_MS);
        expect(notBefore).toBeLessThanOrEqual(now + MAX_DELAY_MS);
        expect(holdAfter(failures + 1)).toBeGreaterThanOrEqual(notBefore);
        if (isSkipped(notBefore, wish)) expect(notBefore).toBe(now + MAX_DELAY_MS);
      }),
    );
  });
});

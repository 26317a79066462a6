import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryFeedStore } from "../../../lambdas/adapters/memory/memory-feed-store.ts";
import { addHours, countOf, type HourCounts, KEPT_HOURS, sumHours } from "../../../lambdas/core/ledger/hour-counts.ts";
import {
  buildLedger,
  countStory,
  differencesIn,
  rejectedIn,
  type StoryCounts,
} from "../../../lambdas/core/ledger/ledger.ts";
import { describeDifferences, LedgerError } from "../../../lambdas/core/ledger/ledger-error.ts";
import { isLedgerMinute, reconcile } from "../../../lambdas/core/ledger/read-ledger.ts";
import type { SeenStory } from "../../../lambdas/core/ledger/seen-story.ts";
import type { StoryTimeline } from "../../../lambdas/core/ports.ts";
import { DECISIONS } from "../../../lambdas/core/stories/story.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { hexOf, sampleFeedSpec, sampleFeedState } from "../../support/samples.ts";

const HOUR = Date.UTC(2023, 4, 15, 18);

const kinds = fc.constantFrom("stored", "duplicate", "revised", "rejected");
const counts = fc
  .tuple(kinds, fc.integer({ min: 0, max: 100 }), fc.constantFrom("empty", "too many", "__proto__"))
  .map(([kind, hours, reason]) => countOf(kind, HOUR + hours * HOUR_MS, reason));

describe("hour counts", () => {
  it("always add up: what was fetched was stored, a duplicate, revised or rejected", () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 60 }), (all) => {
        const hours = sumHours(all);

        for (const hour of hours) {
          expect(hour.fetched).toBe(hour.stored + hour.duplicate + hour.revised + rejectedIn(hour));
        }
        expect(hours.reduce((sum, { fetched }) => sum + fetched, 0)).toBe(all.length);
        expect(hours.map(({ hour }) => hour)).toEqual([...new Set(all.map(({ hour }) => hour))].sort((a, b) => a - b));
      }),
    );
  });

  it("forget what is older than three days before the latest", () => {
    const old = countOf("stored", HOUR);
    const edge = countOf("stored", HOUR + HOUR_MS);

    const kept = addHours([old, edge], [countOf("duplicate", HOUR + KEPT_HOURS * HOUR_MS)]);

    expect(kept.map(({ hour }) => hour)).toEqual([edge.hour, HOUR + KEPT_HOURS * HOUR_MS]);
  });

  it("keep rejections apart by their reason", () => {
    const [hour] = addHours(undefined, [
      countOf("rejected", HOUR + 1, "empty"),
      countOf("rejected", HOUR + 2, "too many"),
      countOf("rejected", HOUR + 3, "empty"),
    ]);

    expect(hour).toEqual({
      ...{ hour: HOUR, fetched: 3, stored: 0, duplicate: 0, revised: 0 },
      rejected: { empty: 2, "too many": 1 },
    });
  });
});

describe("the books", () => {
  const told: SeenStory = { firstSeenAt: HOUR, isMatched: true, isOpen: false, decision: "new" };
  const unmatched: SeenStory = { firstSeenAt: HOUR, isMatched: false, isOpen: false };

  function booksOf(entries: readonly HourCounts[], stories: readonly SeenStory[]) {
    let counted: StoryCounts | undefined;
    for (const story of stories) counted = countStory(counted, story);
    const byHour = new Map(counted === undefined ? [] : [[HOUR, counted]]);
    return buildLedger(entries, byHour, HOUR, HOUR + HOUR_MS);
  }

  it("balance when every stored story is in the table and every matched one decided or open", () => {
    const stories: SeenStory[] = [
      unmatched,
      { ...told, isOpen: true },
      ...DECISIONS.map((decision): SeenStory => ({ ...told, decision })),
    ];
    const entries = [countOf("duplicate", HOUR), ...stories.map(() => countOf("stored", HOUR))];

    const books = booksOf(entries, stories);

    expect(differencesIn(books)).toEqual([]);
    const { stored, matched, ...columns } = books[0]?.stories ?? ({} as StoryCounts);
    expect([stored, matched]).toEqual([8, 7]);
    expect(columns).toEqual({
      ...{ told: 2, folded: 1, silenced: 1, backlog: 1, digest: 1 },
      ...{ open: 1, undecided: 0 },
    });
  });

  it.each([
    [
      "a story that a feed counted but nobody stored",
      [countOf("stored", HOUR)],
      [],
      "1 stories stored, the table holds 0",
    ],
    ["a story that no feed counted", [], [unmatched], "0 stories stored, the table holds 1"],
    [
      "a matched story that is neither decided nor open",
      [countOf("stored", HOUR)],
      [{ ...told, decision: undefined }],
      "1 matched stories are neither decided nor in the outbox",
    ],
    [
      "an entry that became nothing",
      [{ ...countOf("duplicate", HOUR), fetched: 2 }],
      [],
      "2 entries were fetched, but 1 accounted for",
    ],
  ])("show %s", (_, entries, stories, reason) => {
    const differences = differencesIn(booksOf(entries, stories));

    expect(differences).toEqual([{ hour: HOUR, reason: expect.stringContaining(reason) }]);
  });
});

describe("reconcile", () => {
  const NOW = HOUR + 3 * HOUR_MS + 20 * MINUTE_MS;

  function timelineOf(stories: readonly SeenStory[]): Pick<StoryTimeline, "listSeen"> {
    return {
      async *listSeen(since, until) {
        yield* stories.filter(({ firstSeenAt }) => firstSeenAt >= since && firstSeenAt < until);
      },
    };
  }

  async function feedsCounting(hours: readonly HourCounts[]) {
    const feeds = new MemoryFeedStore();
    for (const [number, hour] of hours.entries()) {
      const spec = sampleFeedSpec({ id: hexOf(number, 16) });
      await feeds.register(spec);
      await feeds.saveState(spec.id, { intervalMinutes: 15, isGone: false }, sampleFeedState({ hours: [hour] }));
    }
    return feeds;
  }

  const seenAt = (firstSeenAt: number): SeenStory => ({ firstSeenAt, isMatched: false, isOpen: false });

  it("sums over feeds and finds nothing where all is well", async () => {
    const feeds = await feedsCounting([countOf("stored", HOUR), countOf("stored", HOUR)]);

    const differences = await reconcile({ feeds, timeline: timelineOf([seenAt(HOUR), seenAt(HOUR + 1)]) }, NOW);

    expect(differences).toEqual([]);
  });

  it("says so when a count was broken", async () => {
    const feeds = await feedsCounting([countOf("stored", HOUR), { ...countOf("stored", HOUR), stored: 2, fetched: 2 }]);

    const differences = await reconcile({ feeds, timeline: timelineOf([seenAt(HOUR), seenAt(HOUR)]) }, NOW);

    expect(describeDifferences(differences)).toEqual([
      "2023-05-15T18Z the feeds count 3 stories stored, the table holds 2",
    ]);
    expect(new LedgerError(differences)).toMatchObject({ code: "E_LEDGER" });
  });

  it("does not judge hours in which a retry may still be under way, nor those of long ago", async () => {
    const feeds = await feedsCounting([]);
    const stories = [seenAt(HOUR + HOUR_MS), seenAt(HOUR + 3 * HOUR_MS), seenAt(HOUR - 3 * HOUR_MS)];

    const differences = await reconcile({ feeds, timeline: timelineOf(stories) }, NOW);

    expect(differences).toEqual([]);
  });

  it("runs in one minute of each hour", () => {
    const minutes = Array.from({ length: 120 }, (_, minute) => HOUR + minute * MINUTE_MS + 5_000);

    const chosen = minutes.filter(isLedgerMinute);

    expect(chosen).toHaveLength(2);
    expect((chosen[1] ?? 0) - (chosen[0] ?? 0)).toBe(HOUR_MS);
  });
});

import { describe, expect, it } from "vitest";
import type { SeenStory } from "../../../lambdas/core/ledger/seen-story.ts";
import type { StoryStore, StoryTimeline, TimelinePage } from "../../../lambdas/core/ports.ts";
import { DAY_MS, HOUR_MS, utcDay } from "../../../lambdas/core/time.ts";
import { inTurns } from "../../support/in-turns.ts";
import { hexOf, NOW, sampleStory } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

export interface TimelineSubject {
  readonly stories: Pick<StoryStore, "putIfNew" | "settle">;
  readonly timeline: StoryTimeline;
}

/** What every StoryTimeline promises. @param subject - opens an empty store and its timeline */
export function describeStoryTimeline(subject: ContractSubject<TimelineSubject>): void {
  describe(`StoryTimeline on ${subject.name}`, () => {
    it("gives every story of a day once, matched or not, each shard newest first", async () => {
      const { stories, timeline } = await subject.open();
      const put = Array.from({ length: 150 }, (_, n) =>
        sampleStory({
          // Two bytes decide on the shard.
          id: hexOf(n * 257, 4) + hexOf(n, 28),
          firstSeenAt: NOW - n * 1_000,
          matches: n % 2 === 0 ? [] : sampleStory().matches,
          body: "x".repeat(20_000),
        }),
      );
      await inTurns(put, (story) => stories.putIfNew(story));

      const shards = await readDay(timeline, utcDay(NOW), NOW - DAY_MS, NOW + 1);

      const all = shards.flatMap((pages) => pages.flatMap((page) => page.items));
      expect(new Set(all.map((story) => story.id))).toEqual(new Set(put.map((story) => story.id)));
      expect(all).toHaveLength(put.length);
      for (const pages of shards) {
        const times = pages.flatMap((page) => page.items.map((story) => story.firstSeenAt));
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      }
      expect(all.find((story) => story.id === put[1]?.id)).toEqual(put[1]);
    });

    it("keeps to the bounds and the day, and leaves out what has expired", async () => {
      const { stories, timeline } = await subject.open();
      const times = { before: NOW - 1, first: NOW, last: NOW + 9, after: NOW + 10, yesterday: NOW - DAY_MS };
      for (const [n, firstSeenAt] of Object.values(times).entries()) {
        await stories.putIfNew(sampleStory({ id: hexOf(n), firstSeenAt }));
      }
      await stories.putIfNew(sampleStory({ id: hexOf(9), firstSeenAt: NOW + 1, expiresAt: NOW - 60_000 }));

      const shards = await readDay(timeline, utcDay(NOW), NOW, NOW + 10);

      const ids = shards.flatMap((pages) => pages.flatMap((page) => page.items.map((story) => story.id)));
      expect(ids.sort()).toEqual([hexOf(1), hexOf(2)]);
    });

    it("lists what the ledger needs of every story first seen in a time, across midnight and all shards", async () => {
      const { stories, timeline } = await subject.open();
      const midnight = Math.ceil(NOW / DAY_MS) * DAY_MS;
      const times = Array.from({ length: 12 }, (_, hour) => midnight + (hour - 6) * HOUR_MS);
      await inTurns([...times.entries()], ([number, firstSeenAt]) =>
        stories.putIfNew(sampleStory({ id: hexOf(number, 4).padEnd(32, "0"), firstSeenAt })),
      );

      const seen = await listSeen(timeline, times[1] ?? 0, times[11] ?? 0);
      const nothing = await listSeen(timeline, times[1] ?? 0, times[1] ?? 0);

      expect(seen.map(({ firstSeenAt }) => firstSeenAt)).toEqual(times.slice(1, 11));
      expect(nothing).toEqual([]);
    });

    it("tells unmatched, open and decided stories apart for the ledger", async () => {
      const { stories, timeline } = await subject.open();
      const unmatched = { matches: [], severity: undefined, isOpen: false };
      await stories.putIfNew(sampleStory({ id: hexOf(1, 32), firstSeenAt: NOW, ...unmatched }));
      await stories.putIfNew(sampleStory({ id: hexOf(2, 32), firstSeenAt: NOW + 1, isOpen: true }));
      const decided = sampleStory({ id: hexOf(3, 32), firstSeenAt: NOW + 2, isOpen: true });
      await stories.putIfNew(decided);
      await stories.settle(decided.id, decided.contentHash, { kind: "folded", reason: "told already", at: NOW });

      const seen = await listSeen(timeline, NOW, NOW + HOUR_MS);

      expect(seen).toEqual([
        { firstSeenAt: NOW, isMatched: false, isOpen: false },
        { firstSeenAt: NOW + 1, isMatched: true, isOpen: true },
        { firstSeenAt: NOW + 2, isMatched: true, isOpen: false, decision: "folded" },
      ]);
    });

    it("says what a page cost, an empty one included", async () => {
      const { timeline } = await subject.open();

      const [[page] = []] = await readDay(timeline, utcDay(NOW), NOW, NOW + 10);

      expect(page?.items).toEqual([]);
      expect(page?.readUnits).toBeGreaterThan(0);
    });
  });
}

async function listSeen(timeline: StoryTimeline, since: number, until: number): Promise<readonly SeenStory[]> {
  const seen: SeenStory[] = [];
  for await (const story of timeline.listSeen(since, until)) seen.push(story);
  return seen.sort((a, b) => a.firstSeenAt - b.firstSeenAt);
}

/** All pages of each shard. */
function readDay(timeline: StoryTimeline, day: string, since: number, until: number): Promise<TimelinePage[][]> {
  return Promise.all(
    Array.from({ length: timeline.shards }, async (_, shard) => {
      const pages: TimelinePage[] = [];
      let after: string | undefined;
      do {
        const page = await timeline.readShard({ day, shard, now: NOW, since, until, ...(after && { after }) });
        pages.push(page);
        after = page.next;
      } while (after !== undefined);
      return pages;
    }),
  );
}

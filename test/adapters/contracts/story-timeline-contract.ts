import { describe, expect, it } from "vitest";
import type { StoryStore, StoryTimeline, TimelinePage } from "../../../lambdas/core/ports.ts";
import { DAY_MS, utcDay } from "../../../lambdas/core/time.ts";
import { inTurns } from "../../support/in-turns.ts";
import { hexOf, NOW, sampleStory } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

export interface TimelineSubject {
  readonly stories: Pick<StoryStore, "putIfNew">;
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

    it("says what a page cost, an empty one included", async () => {
      const { timeline } = await subject.open();

      const [[page] = []] = await readDay(timeline, utcDay(NOW), NOW, NOW + 10);

      expect(page?.items).toEqual([]);
      expect(page?.readUnits).toBeGreaterThan(0);
    });
  });
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

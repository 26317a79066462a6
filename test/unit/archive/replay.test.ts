import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import { type ReplayBounds, replay } from "../../../lambdas/core/archive/replay.ts";
import { DAY_MS, HOUR_MS } from "../../../lambdas/core/time.ts";
import { buildStory } from "../stories/build-story.ts";

const NOW = Date.UTC(2026, 10, 24, 10);
const WIDE: ReplayBounds = { ms: 1_000_000, readUnits: 1_000_000, stories: 1_000_000 };

/** Story number `n` came `n` hours ago. */
async function archiveOf(count: number): Promise<MemoryStoryStore> {
  const store = new MemoryStoryStore();
  for (let n = 0; n < count; n += 1) {
    const id = ((n * 40_503) % 65_536).toString(16).padStart(4, "0") + n.toString(16).padStart(28, "0");
    await store.putIfNew(buildStory({ id, firstSeenAt: NOW - n * HOUR_MS, matches: [] }));
  }
  return store;
}

describe("replay", () => {
  it("visits every story of the span once, whatever the span", async () => {
    const store = await archiveOf(240);

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 260 }), fc.integer({ min: 1, max: 200 }), async (from, hours) => {
        const seen: number[] = [];
        const until = NOW - from * HOUR_MS + 1;
        const span = { since: until - hours * HOUR_MS, until };

        const report = await replay(
          store,
          span,
          (story) => seen.push((NOW - story.firstSeenAt) / HOUR_MS),
          () => NOW,
          WIDE,
        );

        const expected = Array.from({ length: 240 }, (_, n) => n).filter((n) => n >= from && n < from + hours);
        expect(seen.sort((a, b) => a - b)).toEqual(expected);
        expect(report).toMatchObject({ stories: expected.length, unfinishedDays: [] });
        expect(report).not.toHaveProperty("stoppedBy");
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["stories", { ...WIDE, stories: 30 }],
    ["reads", { ...WIDE, readUnits: 10 }],
    ["time", { ...WIDE, ms: 5 }],
  ] as const)("stops at its bound of %s, says so, and names the days that are not whole", async (bound, bounds) => {
    const store = await archiveOf(240);
    let now = NOW;
    const seen = new Set<string>();

    const report = await replay(
      store,
      { since: NOW - 9 * DAY_MS, until: NOW + 1 },
      (story) => seen.add(story.id),
      // Each look at the clock takes a millisecond.
      () => now++,
      bounds,
    );

    expect(report.stoppedBy).toBe(bound);
    expect(report.stories).toBe(seen.size);
    expect(report.stories).toBeLessThan(200);
    // The newest days come first, so those that are missing are the oldest.
    expect(report.unfinishedDays).toContain("2026-11-15");
    expect(report.unfinishedDays).not.toContain("2026-11-24");
  });
});

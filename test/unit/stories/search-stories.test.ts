import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import type { MentionQuery } from "../../../lambdas/core/ports.ts";
import { facetsOf, mentionsOf } from "../../../lambdas/core/stories/facets.ts";
import { comparePositions, type StoryPosition } from "../../../lambdas/core/stories/posting-walk.ts";
import {
  positionOf,
  type SearchBounds,
  type StorySearch,
  searchAmong,
  searchStories,
} from "../../../lambdas/core/stories/search-stories.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";
import { buildStory, GAZETTEER, storyIdOf } from "./build-story.ts";

const NOW = Date.UTC(2026, 10, 24, 10);
const EVERYTHING: StorySearch = { allOf: [], since: 0, until: NOW + 1, limit: 50 };

/** Memory stores that count what is read from them. */
async function archiveOf(stories: readonly Story[]) {
  const mentionStore = new MemoryMentionStore();
  const storyStore = new MemoryStoryStore();
  const reads = { postings: 0, stories: 0, queries: [] as MentionQuery[] };
  for (const story of stories) {
    await storyStore.putIfNew(story);
    await mentionStore.putAll(mentionsOf(story, GAZETTEER));
  }
  const ports = {
    gazetteer: GAZETTEER,
    mentions: {
      list: async (query: MentionQuery) => {
        const page = await mentionStore.list(query);
        reads.queries.push(query);
        reads.postings += page.items.length;
        return page;
      },
    },
    stories: {
      getMany: async (ids: readonly string[], now: number) => {
        reads.stories += ids.length;
        return storyStore.getMany(ids, now);
      },
    },
  };
  return { ports, reads, storyStore, mentionStore };
}

function storyAt(n: number, firstSeenAt: number, more: Partial<Story> = {}): Story {
  return buildStory({ id: storyIdOf(n), firstSeenAt, ...more });
}

async function readAllPages(
  ports: Awaited<ReturnType<typeof archiveOf>>["ports"],
  search: StorySearch,
  bounds: SearchBounds,
) {
  const ids: string[] = [];
  let after: StoryPosition | undefined;
  for (let page = 0; page < 1_000; page += 1) {
    const result = await searchStories(ports, { ...search, after }, NOW, bounds);
    ids.push(...result.stories.map((story) => story.id));
    if (result.next === undefined) return ids;
    after = result.next;
  }
  throw new Error("the pages never end");
}

describe("searching stories", () => {
  it("lists every matched story, newest first", async () => {
    const { ports } = await archiveOf([storyAt(1, NOW - 3), storyAt(2, NOW - 1), storyAt(3, NOW - 2)]);

    const result = await searchStories(ports, EVERYTHING, NOW);

    expect(result.stories.map((story) => story.id)).toEqual([2, 3, 1].map(storyIdOf));
    expect(result).toMatchObject({ next: undefined, isPartial: false });
  });

  it("finds a town's story by its province", async () => {
    const { ports } = await archiveOf([
      storyAt(1, NOW - 1, { entities: ["place.goma"] }),
      storyAt(2, NOW - 2, { entities: ["place.bukavu"] }),
    ]);

    const result = await searchStories(ports, { ...EVERYTHING, allOf: [["place#place.north-kivu"]] }, NOW);

    expect(result.stories.map((story) => story.id)).toEqual([storyIdOf(1)]);
  });

  it("takes any facet of a group and all groups", async () => {
    const { ports } = await archiveOf([
      storyAt(1, NOW - 1, { severity: "high", lang: "fr" }),
      storyAt(2, NOW - 2, { severity: "critical", lang: "fr" }),
      storyAt(3, NOW - 3, { severity: "medium", lang: "fr" }),
      storyAt(4, NOW - 4, { severity: "critical", lang: "en" }),
    ]);
    const allOf = [["severity#high", "severity#critical"], ["lang#fr"]];

    const result = await searchStories(ports, { ...EVERYTHING, allOf }, NOW);

    expect(result.stories.map((story) => story.id)).toEqual([1, 2].map(storyIdOf));
  });

  it("reads no story that its posting rules out", async () => {
    const stories = Array.from({ length: 20 }, (_, n) => storyAt(n, NOW - n, { lang: n % 4 === 0 ? "fr" : "en" }));
    const { ports, reads } = await archiveOf(stories);

    const result = await searchStories(ports, { ...EVERYTHING, allOf: [["lang#fr"], ["lang#en"]] }, NOW);

    expect(result).toMatchObject({ stories: [], scanned: 5 });
    expect(reads.stories).toBe(0);
  });

  it("names a story once that was posted under two of the severities asked for", async () => {
    const louder = storyAt(1, NOW - 1, { severity: "critical" });
    const { ports, mentionStore } = await archiveOf([louder]);
    await mentionStore.putAll(mentionsOf({ ...louder, severity: "high" }, GAZETTEER));

    const result = await searchStories(ports, { ...EVERYTHING, allOf: [["severity#high", "severity#critical"]] }, NOW);

    expect(result.stories).toEqual([louder]);
    expect(result.scanned).toBe(1);
  });

  it("knows that a page that is just full is the last", async () => {
    const { ports, mentionStore } = await archiveOf([storyAt(1, NOW - 1), storyAt(2, NOW - 3)]);
    await mentionStore.putAll(mentionsOf(storyAt(3, NOW - 2), GAZETTEER)); // its story is gone

    const result = await searchStories(ports, { ...EVERYTHING, limit: 2 }, NOW);

    expect(result).toMatchObject({ stories: [{ id: storyIdOf(1) }, { id: storyIdOf(2) }], next: undefined });
  });

  it("takes the story's word over a posting that an edit made stale", async () => {
    const { ports, storyStore } = await archiveOf([storyAt(1, NOW - 1)]);
    const { title, summary, revisions: _, ...text } = buildStory();
    await storyStore.revise(
      storyIdOf(1),
      { ...text, title: "M23 near Bukavu", summary, contentHash: "fedcba9876543210", entities: ["place.bukavu"] },
      { replacedAt: NOW, title, summary },
    );

    const result = await searchStories(ports, { ...EVERYTHING, allOf: [["place#place.goma"]] }, NOW);

    expect(result.stories).toEqual([]);
  });

  it("reads one page of postings for a page of stories, however many there are", async () => {
    const stories = Array.from({ length: 400 }, (_, n) => storyAt(n, NOW - n * 1_000));
    const { ports, reads } = await archiveOf(stories);

    const result = await searchStories(ports, { ...EVERYTHING, allOf: [["place#place.goma"]], limit: 20 }, NOW);

    expect(result.stories).toHaveLength(20);
    expect(reads).toMatchObject({ postings: 21, stories: 21 });
  });

  it("walks the rarest of several filters", async () => {
    const common = Array.from({ length: 500 }, (_, n) => storyAt(n, NOW - n * 1_000));
    const rare = storyAt(900, NOW - 490_500, { lang: "sw" });
    const { ports, reads } = await archiveOf([...common, rare]);

    const result = await searchStories(ports, { ...EVERYTHING, allOf: [["place#place.goma"], ["lang#sw"]] }, NOW);

    expect(result.stories.map((story) => story.id)).toEqual([rare.id]);
    expect(reads.postings).toBeLessThanOrEqual(26);
    expect(result.scanned).toBe(1);
  });

  it("stops at its bound, says so, and goes on from there", async () => {
    const stories = Array.from({ length: 90 }, (_, n) => storyAt(n, NOW - n, { isOpen: n === 85 }));
    const { ports } = await archiveOf(stories);
    const search = { ...EVERYTHING, accepts: (story: Story) => story.isOpen };
    const bounds = { postings: 50, stories: 40 };

    const first = await searchStories(ports, search, NOW, bounds);
    const second = await searchStories(ports, { ...search, after: first.next }, NOW, bounds);
    const third = await searchStories(ports, { ...search, after: second.next }, NOW, bounds);

    expect(first).toMatchObject({ stories: [], isPartial: true, scanned: 40 });
    expect(second).toMatchObject({ stories: [], isPartial: true, scanned: 40 });
    expect(third.stories.map((story) => story.id)).toEqual([storyIdOf(85)]);
    expect(third).toMatchObject({ isPartial: false, next: undefined });
  });

  it("repeats nothing on the next page when a story comes in between", async () => {
    const { ports, storyStore, mentionStore } = await archiveOf([storyAt(1, NOW - 3), storyAt(2, NOW - 2)]);
    const first = await searchStories(ports, { ...EVERYTHING, limit: 1 }, NOW);
    const newcomer = storyAt(3, NOW - 1);
    await storyStore.putIfNew(newcomer);
    await mentionStore.putAll(mentionsOf(newcomer, GAZETTEER));

    const second = await searchStories(ports, { ...EVERYTHING, limit: 1, after: first.next }, NOW);

    expect(first.stories.map((story) => story.id)).toEqual([storyIdOf(2)]);
    expect(second.stories.map((story) => story.id)).toEqual([storyIdOf(1)]);
  });

  it("gives the same stories as a look at each of them, in pages of any size", async () => {
    const storyArbitrary = fc.record({
      minute: fc.integer({ min: 0, max: 12 }),
      entities: fc.subarray(["place.goma", "place.beni", "place.bukavu", "group.m23"]),
      lang: fc.constantFrom("en", "fr", "sw"),
      severity: fc.constantFrom("low", "medium", "high", "critical"),
    });
    const groups = fc.subarray([
      ["place#place.north-kivu"],
      ["severity#high", "severity#critical"],
      ["lang#fr", "lang#sw"],
      ["group#group.m23"],
    ]);
    const bounds = fc.record({ postings: fc.integer({ min: 1, max: 60 }), stories: fc.integer({ min: 1, max: 60 }) });

    await fc.assert(
      fc.asyncProperty(
        fc.array(storyArbitrary, { maxLength: 40 }),
        groups,
        fc.integer({ min: 1, max: 9 }),
        bounds,
        async (records, allOf, limit, bound) => {
          const stories = records.map(({ minute, ...more }, n) => storyAt(n, NOW - minute, more as Partial<Story>));
          const { ports } = await archiveOf(stories);

          const ids = await readAllPages(ports, { ...EVERYTHING, allOf, limit }, bound);

          const expected = stories
            .filter((story) =>
              allOf.every((group) => group.some((facet) => facetsOf(story, GAZETTEER).includes(facet))),
            )
            .sort((a, b) => comparePositions(positionOf(a), positionOf(b)))
            .map((story) => story.id);
          expect(ids).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("searches among known stories in the same order and with the same filters", async () => {
    const stories = [
      storyAt(1, NOW - 3),
      storyAt(2, NOW - 1),
      storyAt(3, NOW - 2, { lang: "fr" }),
      storyAt(4, NOW - 9),
      storyAt(5, NOW + 1),
    ];
    const { ports, reads } = await archiveOf(stories);
    const search = { ...EVERYTHING, since: NOW - 5, allOf: [["lang#en"]], limit: 1 };
    const ids = stories.map((story) => story.id);

    const first = await searchAmong(ids, ports, search, NOW);
    const second = await searchAmong(ids, ports, { ...search, after: first.next }, NOW);

    expect(first.stories.map((story) => story.id)).toEqual([storyIdOf(2)]);
    expect(second.stories.map((story) => story.id)).toEqual([storyIdOf(1)]);
    expect(second.next).toBeUndefined();
    expect(reads.postings).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoryStore } from "../../../lambdas/core/ports.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";
import { inTurns } from "../../support/in-turns.ts";
import { hexOf, NOW, sampleSource, sampleStory } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";
import { describeStoryChanges } from "./story-changes-contract.ts";

const ID = sampleStory().id;

/** What every StoryStore promises. @param subject - opens an empty store */
export function describeStoryStore(subject: ContractSubject<StoryStore>): void {
  describe(`StoryStore on ${subject.name}`, () => {
    describe("putIfNew and get", () => {
      it("stores a new story and gives it back whole", async () => {
        const store = await subject.open();
        const story = sampleStory({
          decision: { kind: "update", reason: "two more outlets", at: NOW, eventId: "e", alertId: "a" },
          revisions: [{ replacedAt: NOW, title: "Goma", summary: "Des tirs." }],
          expiresAt: NOW + 86_400_000,
        });

        const isNew = await store.putIfNew(story);

        expect(isNew).toBe(true);
        expect(await store.get(ID, NOW)).toStrictEqual(story);
      });

      it("gives back a story that has none of the optional fields", async () => {
        const store = await subject.open();
        const { url: _u, lang: _l, country: _c, body: _b, severity: _s, ...rest } = sampleStory();
        const bare: Story = { ...rest, title: "", summary: "", tags: [], matches: [], entities: [], isOpen: false };

        await store.putIfNew(bare);

        expect(await store.get(ID, NOW)).toStrictEqual(bare);
      });

      it("changes nothing when a story of that id exists", async () => {
        const store = await subject.open();
        await store.putIfNew(sampleStory());

        const isNew = await store.putIfNew(sampleStory({ title: "Something else", isOpen: false }));

        expect(isNew).toBe(false);
        expect(await store.get(ID, NOW)).toStrictEqual(sampleStory());
      });

      it("lets exactly one of several puts at once win", async () => {
        const store = await subject.open();
        const rivals = ["a", "b", "c", "d", "e", "f"].map((title) => sampleStory({ title }));

        const wins = await Promise.all(rivals.map((story) => store.putIfNew(story)));

        expect(wins.filter(Boolean)).toHaveLength(1);
        expect((await store.get(ID, NOW))?.title).toBe(rivals[wins.indexOf(true)]?.title);
      });

      it("knows nothing of a story that was never put", async () => {
        const store = await subject.open();

        const story = await store.get(ID, NOW);

        expect(story).toBeUndefined();
      });

      it("hides a story once its time has passed, not before", async () => {
        const store = await subject.open();
        await store.putIfNew(sampleStory({ expiresAt: NOW }));

        const [onTime, after] = [await store.get(ID, NOW), await store.get(ID, NOW + 1)];

        expect(onTime?.id).toBe(ID);
        expect(after).toBeUndefined();
      });

      it("keeps expiry in whole seconds, rounded up", async () => {
        const store = await subject.open();
        await store.putIfNew(sampleStory({ expiresAt: NOW + 1 }));

        const story = await store.get(ID, NOW + 999);

        expect(story?.expiresAt).toBe(NOW + 1_000);
      });

      it("gives back a body of 300 kB", async () => {
        const store = await subject.open();
        const body = "Goma ".repeat(60_000);
        await store.putIfNew(sampleStory({ body }));

        const story = await store.get(ID, NOW);

        expect(story?.body).toBe(body);
      });

      it("gives back any text as it was", async () => {
        const store = await subject.open();
        let count = 0;
        const text = fc.string({ unit: "grapheme", maxLength: 60 });

        await fc.assert(
          fc.asyncProperty(text, text, text, async (title, summary, body) => {
            count += 1;
            const story = sampleStory({ id: hexOf(count), title, summary, body });
            await store.putIfNew(story);
            expect(await store.get(story.id, NOW)).toStrictEqual(story);
          }),
          { numRuns: subject.runs, examples: [["\0\u0007\r\n", "\uFEFF\u202E\u2028\u00AD", "\uFFFF\u{10FFFF}"]] },
        );
      });
    });

    describe("addSource", () => {
      const other = sampleSource({ feedId: hexOf(8, 16), source: "Grands Lacs Info", seenAt: NOW + 5 });

      it("adds another feed behind the one that brought the story", async () => {
        const store = await subject.open();
        await store.putIfNew(sampleStory());

        const isAdded = await store.addSource(ID, other);

        expect(isAdded).toBe(true);
        expect((await store.get(ID, NOW))?.sources).toStrictEqual([sampleSource(), other]);
      });

      it("changes nothing for a feed that is recorded already", async () => {
        const store = await subject.open();
        await store.putIfNew(sampleStory());
        await store.addSource(ID, other);

        const again = [
          await store.addSource(ID, { ...other, seenAt: NOW + 9 }),
          await store.addSource(ID, sampleSource({ seenAt: NOW + 9 })),
        ];

        expect(again).toStrictEqual([false, false]);
        expect((await store.get(ID, NOW))?.sources).toStrictEqual([sampleSource(), other]);
      });

      it("makes no story where there is none", async () => {
        const store = await subject.open();

        const isAdded = await store.addSource(ID, other);

        expect(isAdded).toBe(false);
        expect(await store.get(ID, NOW)).toBeUndefined();
      });

      it("keeps all of several feeds that come at once, each once", async () => {
        const store = await subject.open();
        await store.putIfNew(sampleStory());
        const feedIds = ["f1", "f2", "f3", "f4", "f1"];

        const added = await Promise.all(feedIds.map((feedId) => store.addSource(ID, sampleSource({ feedId }))));

        expect(added.filter(Boolean)).toHaveLength(4);
        const sources = (await store.get(ID, NOW))?.sources ?? [];
        expect(sources.map(({ feedId }) => feedId).sort()).toStrictEqual([
          sampleSource().feedId,
          "f1",
          "f2",
          "f3",
          "f4",
        ]);
      });
    });

    describe("getMany", () => {
      it("keeps the order asked and leaves out what is missing or expired", async () => {
        const store = await subject.open();
        for (const number of [1, 2, 3]) await store.putIfNew(sampleStory({ id: hexOf(number) }));
        await store.putIfNew(sampleStory({ id: hexOf(4), expiresAt: NOW - 1_000 }));

        const stories = await store.getMany([hexOf(3), hexOf(9), hexOf(1), hexOf(4), hexOf(2), hexOf(3)], NOW);

        expect(stories.map(({ id }) => id)).toStrictEqual([hexOf(3), hexOf(1), hexOf(2), hexOf(3)]);
        expect(stories[1]).toStrictEqual(sampleStory({ id: hexOf(1) }));
      });

      it("gives nothing for nothing", async () => {
        const store = await subject.open();

        const stories = await store.getMany([], NOW);

        expect(stories).toStrictEqual([]);
      });

      it("takes more ids than one request can carry", async () => {
        const store = await subject.open();
        const ids = Array.from({ length: 230 }, (_, number) => hexOf(number + 1));
        await inTurns(ids, (id) => store.putIfNew(sampleStory({ id })));

        const stories = await store.getMany(ids, NOW);

        expect(stories.map(({ id }) => id)).toStrictEqual(ids);
      });

      it("gives many large stories, more than one answer may carry", async () => {
        const store = await subject.open();
        const ids = Array.from({ length: 20 }, (_, number) => hexOf(number + 1));
        const body = "x".repeat(320_000);
        await inTurns(ids, (id) => store.putIfNew(sampleStory({ id, body })));

        const stories = await store.getMany(ids, NOW);

        expect(stories.map(({ id }) => id)).toStrictEqual(ids);
        expect(stories.every((story) => story.body === body)).toBe(true);
      });
    });

    describeStoryChanges(subject);
  });
}

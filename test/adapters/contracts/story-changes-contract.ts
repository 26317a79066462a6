import { describe, expect, it } from "vitest";
import type { StoryStore } from "../../../lambdas/core/ports.ts";
import type { Decision, StoryText } from "../../../lambdas/core/stories/story.ts";
import { hexOf, NOW, sampleStory } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

const ID = sampleStory().id;
const DECISION: Decision = {
  kind: "new",
  reason: "the first story of this event",
  at: NOW,
  eventId: "e",
  alertId: "a",
};
const FORMER = { replacedAt: NOW + 1, title: "Goma : le M23 attaque Kibumba", summary: "Des tirs." };
const EDITED: StoryText = {
  title: "Goma : le M23 quitte Kibumba",
  summary: "Le calme est revenu.",
  contentHash: hexOf(0xbb, 16),
  matches: sampleStory().matches,
  severity: "medium",
  entities: ["group.m23"],
};
const UNMATCHED: StoryText = { ...EDITED, matches: [], severity: undefined, entities: [] };

/** What every StoryStore promises of a stored story's further life. @param subject - opens an empty store */
export function describeStoryChanges(subject: ContractSubject<StoryStore>): void {
  describe("revise", () => {
    it("replaces the text, keeps the former and reopens a story that matches", async () => {
      const store = await subject.open();
      const before = sampleStory({ isOpen: false, decision: DECISION });
      await store.putIfNew(before);

      const outcome = await store.revise(ID, EDITED, FORMER);

      expect(outcome).toBe("revised");
      const { body: _gone, ...rest } = before;
      expect(await store.get(ID, NOW)).toEqual({ ...rest, ...EDITED, revisions: [FORMER], isOpen: true });
      expect(await store.listOpen(10)).toStrictEqual([ID]);
    });

    it("takes a story out of the outbox when its new text matches no more", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory());

      await store.revise(ID, UNMATCHED, FORMER);

      const story = await store.get(ID, NOW);
      expect(story).toMatchObject({ isOpen: false, matches: [], entities: [] });
      expect(story?.severity).toBeUndefined();
      expect(await store.listOpen(10)).toStrictEqual([]);
    });

    it("puts a story into the outbox when its new text matches for the first time", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory({ ...UNMATCHED, contentHash: hexOf(0xaa, 16), isOpen: false }));

      await store.revise(ID, EDITED, FORMER);

      expect((await store.get(ID, NOW))?.isOpen).toBe(true);
      expect(await store.listOpen(10)).toStrictEqual([ID]);
    });

    it("changes nothing when the story holds that text already", async () => {
      const store = await subject.open();
      const settled = sampleStory({ isOpen: false, decision: DECISION });
      await store.putIfNew(settled);

      const outcome = await store.revise(ID, { ...EDITED, contentHash: settled.contentHash }, FORMER);

      expect(outcome).toBe("unchanged");
      expect(await store.get(ID, NOW)).toStrictEqual(settled);
    });

    it("makes no story where there is none", async () => {
      const store = await subject.open();

      const outcome = await store.revise(ID, EDITED, FORMER);

      expect(outcome).toBe("missing");
      expect(await store.get(ID, NOW)).toBeUndefined();
    });

    it("records the same edit once when two workers bring it at once", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory());

      const outcomes = await Promise.all([store.revise(ID, EDITED, FORMER), store.revise(ID, EDITED, FORMER)]);

      expect([...outcomes].sort()).toStrictEqual(["revised", "unchanged"]);
      expect((await store.get(ID, NOW))?.revisions).toHaveLength(1);
    });

    it("keeps the latest 20 former texts, oldest first", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory());

      for (let edit = 1; edit <= 23; edit += 1) {
        const text = { ...EDITED, title: `edit ${edit}`, contentHash: hexOf(edit, 16) };
        await store.revise(ID, text, { ...FORMER, title: `edit ${edit - 1}` });
      }

      const story = await store.get(ID, NOW);
      const expected = Array.from({ length: 20 }, (_, position) => `edit ${position + 3}`);
      expect(story?.title).toBe("edit 23");
      expect(story?.revisions.map(({ title }) => title)).toStrictEqual(expected);
    });

    it("cuts a former text that is very long, and not through a character", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory());

      await store.revise(ID, EDITED, {
        replacedAt: NOW,
        title: "é".repeat(2_000),
        summary: `a${"🌋".repeat(9_000)}`,
      });

      const revision = (await store.get(ID, NOW))?.revisions[0];
      expect(revision?.title).toBe("é".repeat(1_000));
      expect(revision?.summary).toBe(`a${"🌋".repeat(1_999)}`);
    });
  });

  describe("listOpen and settle", () => {
    it("lists open stories only, oldest first", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory({ id: hexOf(1), firstSeenAt: NOW + 20 }));
      await store.putIfNew(sampleStory({ id: hexOf(2), firstSeenAt: NOW }));
      await store.putIfNew(sampleStory({ id: hexOf(3), firstSeenAt: NOW + 10, isOpen: false }));
      await store.putIfNew(sampleStory({ id: hexOf(4), firstSeenAt: NOW + 10 }));

      const ids = await store.listOpen(10);

      expect(ids).toStrictEqual([hexOf(2), hexOf(4), hexOf(1)]);
    });

    it("lists no more than asked for", async () => {
      const store = await subject.open();
      for (const number of [1, 2, 3])
        await store.putIfNew(sampleStory({ id: hexOf(number), firstSeenAt: NOW + number }));

      const ids = await store.listOpen(2);

      expect(ids).toStrictEqual([hexOf(1), hexOf(2)]);
    });

    it("records the decision and takes the story out of the outbox", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory());

      const isSettled = await store.settle(ID, sampleStory().contentHash, DECISION);

      expect(isSettled).toBe(true);
      expect(await store.get(ID, NOW)).toStrictEqual(sampleStory({ isOpen: false, decision: DECISION }));
      expect(await store.listOpen(10)).toStrictEqual([]);
    });

    it("leaves a story open whose text has changed since", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory());
      await store.revise(ID, EDITED, FORMER);

      const isSettled = await store.settle(ID, sampleStory().contentHash, DECISION);

      expect(isSettled).toBe(false);
      const story = await store.get(ID, NOW);
      expect(story?.isOpen).toBe(true);
      expect(story?.decision).toBeUndefined();
    });

    it("keeps the decision of a story that is not open", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory());
      await store.settle(ID, sampleStory().contentHash, DECISION);

      const isSettled = await store.settle(ID, sampleStory().contentHash, { ...DECISION, kind: "folded" });

      expect(isSettled).toBe(false);
      expect((await store.get(ID, NOW))?.decision).toStrictEqual(DECISION);
    });

    it("lets exactly one of two workers settle a story", async () => {
      const store = await subject.open();
      await store.putIfNew(sampleStory());
      const decisions: Decision[] = [DECISION, { ...DECISION, kind: "update" }];

      const settled = await Promise.all(
        decisions.map((decision) => store.settle(ID, sampleStory().contentHash, decision)),
      );

      expect(settled.filter(Boolean)).toHaveLength(1);
      expect((await store.get(ID, NOW))?.decision).toStrictEqual(decisions[settled.indexOf(true)]);
    });

    it("makes no story where there is none", async () => {
      const store = await subject.open();

      const isSettled = await store.settle(ID, sampleStory().contentHash, DECISION);

      expect(isSettled).toBe(false);
      expect(await store.get(ID, NOW)).toBeUndefined();
    });
  });
}

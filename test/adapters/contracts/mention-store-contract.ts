import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MentionQuery, MentionStore } from "../../../lambdas/core/ports.ts";
import type { Mention } from "../../../lambdas/core/stories/mention.ts";
import { DAY_MS } from "../../../lambdas/core/time.ts";
import { hexOf, NOW, sampleMention } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

const FACET = sampleMention().facet;
const MAY = Date.UTC(2023, 4, 1);
const FOREVER = Date.UTC(9_999, 0, 1);

function ask(more: Partial<MentionQuery> = {}): MentionQuery {
  return { facet: FACET, since: 0, until: FOREVER, now: NOW, limit: 100, ...more };
}

/** Every page after the other, and how many there were. */
async function listAll(store: MentionStore, query: MentionQuery): Promise<{ mentions: Mention[]; pages: number }> {
  const mentions: Mention[] = [];
  let after: string | undefined;
  let pages = 0;
  do {
    const page = await store.list({ ...query, after });
    mentions.push(...page.items);
    after = page.next;
    pages += 1;
  } while (after !== undefined);
  return { mentions, pages };
}

function idsOf(mentions: readonly Mention[]): readonly string[] {
  return mentions.map(({ storyId }) => storyId);
}

/** What every MentionStore promises. @param subject - opens an empty store */
export function describeMentionStore(subject: ContractSubject<MentionStore>): void {
  describe(`MentionStore on ${subject.name}`, () => {
    it("gives back what was put, newest first, for the facet asked and no other", async () => {
      const store = await subject.open();
      const older = sampleMention({ storyId: hexOf(1), expiresAt: NOW + DAY_MS });
      const newer = sampleMention({ storyId: hexOf(2), firstSeenAt: NOW + 1 });
      await store.putAll([older, newer, sampleMention({ facet: "all" }), sampleMention({ facet: "place#place.gom" })]);

      const page = await store.list(ask());

      expect(page).toStrictEqual({ items: [newer, older] });
    });

    it("has nothing where nothing was put", async () => {
      const store = await subject.open();
      await store.putAll([]);

      const page = await store.list(ask());

      expect(page).toStrictEqual({ items: [] });
    });

    it("changes nothing when mentions are put again", async () => {
      const store = await subject.open();
      const mentions = [1, 2, 3].map((number) => sampleMention({ storyId: hexOf(number) }));
      await store.putAll(mentions);
      const before = await store.list(ask());

      await store.putAll([...mentions, ...mentions]);

      expect(await store.list(ask())).toStrictEqual(before);
      expect(before.items).toHaveLength(3);
    });

    it("includes `since` and excludes `until`, to the millisecond", async () => {
      const store = await subject.open();
      const at = (number: number) => sampleMention({ storyId: hexOf(number), firstSeenAt: NOW + number });
      await store.putAll([1, 2, 3, 4].map(at));

      const page = await store.list(ask({ since: NOW + 2, until: NOW + 4 }));

      expect(idsOf(page.items)).toStrictEqual([hexOf(3), hexOf(2)]);
    });

    it("lists nothing of a span that is empty or upside down", async () => {
      const store = await subject.open();
      await store.putAll([sampleMention()]);

      const pages = [
        await store.list(ask({ since: NOW, until: NOW })),
        await store.list(ask({ since: NOW + 1, until: 0 })),
      ];

      expect(pages).toStrictEqual([{ items: [] }, { items: [] }]);
    });

    it("takes more mentions than one request can carry", async () => {
      const store = await subject.open();
      const mentions = Array.from({ length: 130 }, (_, number) =>
        sampleMention({ storyId: hexOf(number), firstSeenAt: NOW - number }),
      );
      await store.putAll(mentions);

      const page = await store.list(ask({ limit: 200 }));

      expect(page.items).toStrictEqual(mentions);
    });

    it("pages over month borders without a gap, a repeat or an empty page", async () => {
      const store = await subject.open();
      const minutes = Array.from({ length: 11 }, (_, number) => (5 - number) * 60_000);
      const mentions = minutes.map((offset, number) =>
        sampleMention({ storyId: hexOf(number), firstSeenAt: MAY + offset }),
      );
      await store.putAll(mentions);

      const all = await listAll(store, ask({ limit: 3 }));

      expect(all).toStrictEqual({ mentions, pages: 4 });
    });

    it("has no next page when the last one is just full", async () => {
      const store = await subject.open();
      await store.putAll([1, 2, 3, 4].map((number) => sampleMention({ storyId: hexOf(number) })));

      const first = await store.list(ask({ limit: 2 }));
      const second = await store.list(ask({ limit: 2, after: first.next }));

      expect(first.next).toEqual(expect.any(String));
      expect(second.items).toHaveLength(2);
      expect(second.next).toBeUndefined();
    });

    it("finds mentions that lie years apart", async () => {
      const store = await subject.open();
      const years = [2025, 2023, 2019, 2001, 1971];
      const mentions = years.map((year) => sampleMention({ firstSeenAt: Date.UTC(year, 11, 31, 23, 59, 59, 999) }));
      await store.putAll(mentions);

      const all = await listAll(store, ask({ limit: 2 }));

      expect(all).toStrictEqual({ mentions, pages: 3 });
    });

    it("leaves out what has expired and still fills the page", async () => {
      const store = await subject.open();
      const mentions = Array.from({ length: 40 }, (_, number) =>
        sampleMention({
          storyId: hexOf(number),
          firstSeenAt: NOW - number,
          ...(number % 4 !== 0 && { expiresAt: NOW - 1_000 }),
        }),
      );
      await store.putAll(mentions);

      const page = await store.list(ask({ limit: 9 }));

      expect(idsOf(page.items)).toStrictEqual([0, 4, 8, 12, 16, 20, 24, 28, 32].map((number) => hexOf(number)));
      expect((await store.list(ask({ limit: 9, after: page.next }))).items).toHaveLength(1);
    });

    it("keeps facets of any spelling apart", async () => {
      const store = await subject.open();
      const facets = ["source#Radio Okapi", "source#Radio Okapi#2023-05", "source#Afrique–Libre 🌍", "#months"];
      await store.putAll(facets.map((facet, number) => sampleMention({ facet, storyId: hexOf(number) })));

      const pages = await Promise.all(facets.slice(0, 3).map((facet) => store.list(ask({ facet }))));

      expect(pages.map(({ items }) => idsOf(items))).toStrictEqual([[hexOf(0)], [hexOf(1)], [hexOf(2)]]);
    });

    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const at = `${String(NOW).padStart(15, "0")}#${hexOf(1)}`;
    const FORGERIES: readonly (readonly [string, string])[] = [
      ["an empty word", ""],
      ["no base64", "!!!"],
      ["no JSON", Buffer.from("{").toString("base64url")],
      ["another shape", forged({ bucket: `${FACET}#2023-05` })],
      ["one field more", forged({ bucket: `${FACET}#2023-05`, at, more: 1 })],
      ["another facet", forged({ bucket: "all#2023-05", at })],
      ["another month than its time", forged({ bucket: `${FACET}#2023-04`, at })],
      ["a time before the span", forged({ bucket: `${FACET}#1970-01`, at: `${"0".repeat(15)}#${hexOf(1)}` })],
      ["a time after the span", forged({ bucket: `${FACET}#9999-12`, at: `253402300799999#${hexOf(1)}` })],
      ["no story", forged({ bucket: `${FACET}#2023-05`, at: at.slice(0, 16) })],
      ["padding", `${forged({ bucket: `${FACET}#2023-05`, at })}=`],
      ["a megabyte", "A".repeat(1_000_000)],
    ];
    it.each(FORGERIES)("refuses a cursor that is %s", async (_, after) => {
      const store = await subject.open();

      const list = store.list(ask({ since: MAY, until: NOW + 1, after }));

      await expect(list).rejects.toMatchObject({ name: "KivuWatchError", code: "E_CURSOR" });
    });

    it.each([0, -1, 1.5, Number.NaN])("refuses a page of %d", async (limit) => {
      const store = await subject.open();

      const list = store.list(ask({ limit }));

      await expect(list).rejects.toMatchObject({ code: "E_LIMIT" });
    });

    it("lists, page by page, just what a filtered sort of all that was put gives", async () => {
      const borders = [Date.UTC(2023, 3, 1), MAY, Date.UTC(2023, 5, 1), Date.UTC(2024, 0, 1)];
      const time = fc.tuple(fc.constantFrom(...borders), fc.integer({ min: -3, max: 3 })).map(([a, b]) => a + b);
      const mention = fc.record({
        facet: fc.constantFrom("all", "rule#m23"),
        firstSeenAt: time,
        storyId: fc.integer({ min: 0, max: 3 }).map((number) => hexOf(number)),
        isExpired: fc.boolean(),
      });
      const question = fc.record({ since: time, until: time, limit: fc.integer({ min: 1, max: 4 }) });

      await fc.assert(
        fc.asyncProperty(fc.array(mention, { maxLength: 30 }), question, async (drawn, { since, until, limit }) => {
          const store = await subject.open();
          const put = drawn.map(({ isExpired, ...rest }) =>
            sampleMention({ ...rest, ...(isExpired && { expiresAt: MAY }) }),
          );
          const now = Date.UTC(2024, 1, 1);
          await store.putAll(put);

          const { mentions } = await listAll(store, { facet: "all", since, until, limit, now });

          const latest = new Map(put.map((each) => [`${each.facet} ${each.firstSeenAt} ${each.storyId}`, each]));
          const expected = [...latest.values()]
            .filter((each) => each.facet === "all" && each.firstSeenAt >= since && each.firstSeenAt < until)
            .filter(({ expiresAt }) => expiresAt === undefined)
            .sort((a, b) => b.firstSeenAt - a.firstSeenAt || (a.storyId < b.storyId ? 1 : -1));
          expect(mentions).toStrictEqual(expected);
        }),
        { numRuns: subject.runs },
      );
    });
  });
}

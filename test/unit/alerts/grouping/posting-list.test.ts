import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPostingList } from "../../../../lambdas/core/alerts/grouping/posting-list.ts";

const TIME = fc.integer({ min: 0, max: 20 });
const POSTINGS = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-f]{3}$/), createdAt: TIME }), {
  selector: ({ id }) => id,
  maxLength: 30,
});

describe("a list of postings", () => {
  it("finds, newest first, what a sort and a filter find, in whatever order postings came and went", () => {
    fc.assert(
      fc.property(POSTINGS, POSTINGS, TIME, TIME, fc.nat(10), (kept, others, since, until, limit) => {
        const ids = new Set(kept.map(({ id }) => id));
        const gone = others.filter(({ id }) => !ids.has(id));
        const list = createPostingList();
        for (const posting of [...gone, ...kept]) list.add(posting);

        for (const posting of gone) list.remove(posting);

        const sorted = [...kept].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
        const within = sorted.filter(({ createdAt }) => createdAt >= since && createdAt <= until);
        expect(list.find(since, until, limit)).toEqual(within.slice(0, limit).map(({ id }) => id));
        expect(list.size()).toBe(kept.length);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchFeeds, politenessHost } from "../../../lambdas/core/feeds/batch-feeds.ts";
import type { RosterEntry } from "../../../lambdas/core/feeds/feed.ts";

function feed(id: string, url: string): RosterEntry {
  return { id, url, schedule: { intervalMinutes: 15, isGone: false } };
}

describe("politenessHost", () => {
  it.each([
    ["https://feeds.bbci.co.uk/news", "bbci.co.uk"],
    ["https://www.bbc.co.uk/a", "bbc.co.uk"],
    ["https://EXAMPLE.org:8443/a", "example.org"],
    ["http://127.0.0.1:8080/a", "127.0.0.1:8080"],
    ["http://127.0.0.1:8081/a", "127.0.0.1:8081"],
    ["http://localhost:8080/a", "localhost:8080"],
    ["http://[::1]:8080/a", "[::1]:8080"],
    ["not an address", "not an address"],
  ])("of %s is %s", (url, host) => {
    expect(politenessHost(url)).toBe(host);
  });
});

describe("batchFeeds", () => {
  it("packs small hosts together and never splits one, not even a large one", () => {
    const due = [
      ...Array.from({ length: 5 }, (_, index) => feed(`b${index}`, `https://feeds${index}.big.example/`)),
      feed("a1", "https://a.example/"),
      feed("c1", "https://c.example/"),
      feed("d1", "https://d.example/"),
    ];

    const batches = batchFeeds(due, 3);

    expect(batches.map((batch) => batch.feedIds)).toEqual([["a1"], ["b0", "b1", "b2", "b3", "b4"], ["c1", "d1"]]);
  });

  it("makes no batch of nothing, and takes a feed once", () => {
    expect(batchFeeds([])).toEqual([]);
    expect(batchFeeds([feed("a", "https://a.example/"), feed("a", "https://a.example/")])).toEqual([
      { feedIds: ["a"] },
    ]);
  });

  it("holds every feed once, each host in one batch, no batch too large unless one host is, in any order the same", () => {
    const feeds = fc
      .uniqueArray(fc.tuple(fc.nat(9), fc.nat(99)), { selector: ([, id]) => id })
      .map((pairs) => pairs.map(([host, id]) => feed(`${id}`, `https://${id}.host${host}.example/`)));

    fc.assert(
      fc.property(feeds, fc.integer({ min: 1, max: 6 }), fc.infiniteStream(fc.nat()), (due, max, random) => {
        const batches = batchFeeds(due, max);
        const byId = new Map(due.map((entry) => [entry.id, politenessHost(entry.url)]));
        const hosts = batches.map((batch) => new Set(batch.feedIds.map((id) => byId.get(id))));
        const shuffled = [...due].sort(() => ((random.next().value ?? 0) % 2) - 0.5);
        expect(batches.flatMap((batch) => batch.feedIds).sort()).toEqual([...byId.keys()].sort());
        expect(hosts.reduce((sum, batch) => sum + batch.size, 0)).toBe(new Set(byId.values()).size);
        for (const [index, batch] of batches.entries())
          expect(batch.feedIds.length <= max || hosts[index]?.size === 1).toBe(true);
        expect(batchFeeds(shuffled, max)).toEqual(batches);
      }),
    );
  });
});

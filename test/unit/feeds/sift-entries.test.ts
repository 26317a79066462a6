import { describe, expect, it } from "vitest";
import type { Entry } from "../../../lambdas/core/feeds/entry.ts";
import { storyId } from "../../../lambdas/core/feeds/entry-identity.ts";
import { siftEntries } from "../../../lambdas/core/feeds/sift-entries.ts";

const LONG =
  "A text that is long enough to be nobody else's, for it tells of one thing at one place and on one day only. ";

function entry(number: number, more: Partial<Entry> = {}): Entry {
  return {
    guid: `guid-${number}`,
    link: `http://old.example/story/${number}`,
    title: `Story ${number}`,
    summary: `${LONG}${number}`,
    publishedOrigin: "missing",
    authors: [],
    categories: [],
    ...more,
  };
}

function statusesOf(entries: readonly Entry[], former: readonly Entry[]): string[] {
  const { seen } = siftEntries(former, new Uint8Array());
  return siftEntries(entries, seen).entries.map((sifted) => sifted.status);
}

describe("siftEntries", () => {
  it("tells new, same and changed entries apart, in the document's order", () => {
    const edited = entry(1, { title: "Story 1, corrected" });

    expect(statusesOf([entry(3), edited, entry(2)], [entry(1), entry(2)])).toEqual(["new", "changed", "same"]);
  });

  it("takes an entry that stands twice in a document once", () => {
    expect(statusesOf([entry(1), entry(1)], [])).toEqual(["new", "same"]);
  });

  it("knows entries again that moved to another host with other guids", () => {
    const moved = entry(1, { guid: "https://new.example/?p=1", link: "https://new.example/one" });

    expect(statusesOf([moved], [entry(1)])).toEqual(["same"]);
  });

  it("does not take two short texts for one story because they are alike", () => {
    const live = (guid: string): Entry =>
      entry(0, { guid, link: `https://live.example/${guid}`, title: "Live", summary: "" });

    expect(statusesOf([live("b")], [live("a")])).toEqual(["new"]);
  });

  it("keeps articles apart that share a guid", () => {
    const pair = [entry(1, { guid: "0" }), entry(2, { guid: "0" })];

    expect(statusesOf(pair, [])).toEqual(["new", "new"]);
    expect(statusesOf(pair, pair)).toEqual(["same", "same"]);
  });

  it("hands back the very same set when nothing is new", () => {
    const { seen } = siftEntries([entry(1), entry(2)], new Uint8Array());

    expect(siftEntries([entry(2), entry(1)], seen).seen).toBe(seen);
  });
});

describe("the life of a feed", () => {
  /** A publisher with every bad habit, by fixed rules, so that each run is the same. */
  function documentAt(poll: number): Entry[] {
    const newest = Math.floor(poll / 2) + 10;
    const numbers = Array.from({ length: 12 }, (_, index) => newest - index);
    // Every ninth poll two entries are missing, and old ones return in their place.
    if (poll % 9 === 0) numbers.splice(4, 2, newest - 15, newest - 20);
    // Every seventh poll the order is turned around.
    if (poll % 7 === 0) numbers.reverse();
    return numbers.filter((number) => number >= 0).map((number) => published(number, poll));
  }

  function published(number: number, poll: number): Entry {
    const host = poll >= 120 ? "https://www.new.example" : poll >= 60 ? "https://old.example" : "http://old.example";
    const guid = poll >= 150 ? `${host}/?p=${number}` : poll >= 90 ? `urn:cms2:${number}` : `cms1-${number}`;
    const tracking = poll % 3 === 0 ? `?utm_campaign=poll-${poll}` : "";
    // No edit of a story that has moved: with both at once nobody could tell it from a guid that is used again.
    const firstPoll = (number - 10) * 2;
    const isEdited = number % 5 === 0 && poll % 11 === 0 && (poll < 120 || firstPoll >= 120);
    return entry(number, {
      guid,
      link: `${host}/story/${number}${tracking}`,
      title: isEdited ? `Story ${number}, updated` : `Story ${number}`,
    });
  }

  it("ends after 200 polls with every story stored once", () => {
    const stored = new Map<string, number>();
    let edits = 0;
    let seen: Uint8Array = new Uint8Array();

    for (let poll = 0; poll < 200; poll++) {
      const sifted = siftEntries(documentAt(poll), seen);
      for (const { entry: found, status } of sifted.entries) {
        if (status === "same") continue;
        const id = storyId(found, "feed");
        if (stored.has(id)) edits++;
        else stored.set(id, Number(/\d+/.exec(found.title)?.[0]));
      }
      seen = sifted.seen;
    }

    expect([...stored.values()].sort((a, b) => a - b)).toEqual(Array.from({ length: 110 }, (_, number) => number));
    expect(edits).toBeGreaterThan(5);
  });
});

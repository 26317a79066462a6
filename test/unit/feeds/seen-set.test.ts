import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  openSeenSet,
  remember,
  type SeenPair,
  seenContents,
  seenStatus,
} from "../../../lambdas/core/feeds/seen-set.ts";

const EMPTY = new Uint8Array();
const hashes = fc.integer({ min: 0, max: 5 }).map((number) => number.toString(16).padStart(16, "0"));
const documents = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }).map(String), hashes), {
  selector: ([key]) => key,
  maxLength: 20,
});

describe("the seen-set", () => {
  it("tells new, same and changed entries apart", () => {
    const seen = remember(EMPTY, [["a", "00000000000000aa"]]);

    expect(seenStatus(seen, "a", "00000000000000aa")).toBe("same");
    expect(seenStatus(seen, "a", "00000000000000bb")).toBe("changed");
    expect(seenStatus(seen, "b", "00000000000000aa")).toBe("new");
    expect(seenContents(seen).has("00000000000000aa")).toBe(true);
    expect(seenContents(seen).has("00000000000000bb")).toBe(false);
  });

  it("takes 16 bytes an entry", () => {
    const seen = remember(EMPTY, [
      ["a", "00000000000000aa"],
      ["b", "00000000000000bb"],
    ]);

    expect(seen).toHaveLength(32);
  });

  it("keeps the first of two entries with one key, the newer one in most feeds", () => {
    const seen = remember(EMPTY, [
      ["a", "00000000000000aa"],
      ["a", "00000000000000bb"],
    ]);

    expect(seenStatus(seen, "a", "00000000000000aa")).toBe("same");
  });

  it("knows every entry of the last document, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(documents), documents, (earlier, last) => {
        const seen = [...earlier, last].reduce(remember, EMPTY);
        const statusOf = openSeenSet(seen);
        expect(last.map(statusOf)).toEqual(last.map(() => "same"));
      }),
    );
  });

  it("agrees with a plain map of all that was ever shown, as long as nothing is forgotten", () => {
    fc.assert(
      fc.property(fc.array(documents), documents, (earlier, next) => {
        const model = new Map(earlier.flat());
        const statusOf = openSeenSet(earlier.reduce(remember, EMPTY));
        const expected = next.map(([key, hash]) =>
          model.has(key) ? (model.get(key) === hash ? "same" : "changed") : "new",
        );
        expect(next.map(statusOf)).toEqual(expected);
      }),
    );
  });

  it("gives back the very same bytes when a document holds nothing new, in any order and in part", () => {
    fc.assert(
      fc.property(
        documents.chain((pairs) => fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs))),
        ([pairs, part]) => {
          const seen = remember(EMPTY, pairs);
          expect(remember(seen, part)).toBe(seen);
        },
      ),
    );
  });

  it("remembers 500 entries, or twice the document, the most recent first", () => {
    const page = (from: number, count: number): SeenPair[] =>
      Array.from({ length: count }, (_, index) => [`${from + index}`, "0000000000000000"]);

    const small = [page(0, 400), page(1_000, 200)].reduce(remember, EMPTY);
    const large = [page(0, 900), page(1_000, 400), page(2_000, 400)].reduce(remember, EMPTY);

    expect(small).toHaveLength(500 * 16);
    expect(openSeenSet(small)(["299", "0000000000000000"])).toBe("same");
    expect(openSeenSet(small)(["300", "0000000000000000"])).toBe("new");
    expect(large).toHaveLength(800 * 16);
    expect(openSeenSet(large)(["1399", "0000000000000000"])).toBe("same");
    expect(openSeenSet(large)(["0", "0000000000000000"])).toBe("new");
  });

  it("survives damaged bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), documents, (bytes, pairs) => {
        const statusOf = openSeenSet(remember(bytes, pairs));
        expect(pairs.map(statusOf)).toEqual(pairs.map(() => "same"));
      }),
    );
  });

  it("reads a view into a larger buffer, as stores hand it out", () => {
    const seen = remember(EMPTY, [["a", "00000000000000aa"]]);
    const padded = new Uint8Array([...Array(7).fill(1), ...seen, 1, 1]);

    expect(seenStatus(padded.subarray(7, 23), "a", "00000000000000aa")).toBe("same");
  });
});

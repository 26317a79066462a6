import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TEXT_FIELDS } from "../../../lambdas/core/rules/match.ts";
import { countOccurrences, findNear } from "../../../lambdas/core/rules/proximity.ts";
import { type Occurrence, sortOccurrences } from "../../../lambdas/core/rules/story-text.ts";
import { matchOf, spansOf } from "./story-matching.ts";

const occurrence: fc.Arbitrary<Occurrence> = fc
  .tuple(fc.constantFrom(...TEXT_FIELDS), fc.nat(20), fc.integer({ min: 1, max: 3 }))
  .map(([field, from, length]) => ({ field, from, to: from + length }));

const occurrences = fc.array(occurrence, { maxLength: 12 }).map((list) => sortOccurrences(list));

/** The definition, word for word: every pair is looked at. */
function findNearSlowly(
  isOrdered: boolean,
  distance: number,
  left: readonly Occurrence[],
  right: readonly Occurrence[],
): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const isFollowed = (a: Occurrence, b: Occurrence): boolean =>
    a.field === b.field && b.from >= a.to && b.from - a.to <= distance;
  for (const a of left) {
    for (const b of right) {
      if (isFollowed(a, b) || (!isOrdered && isFollowed(b, a))) found.push(a, b);
    }
  }
  return sortOccurrences(found);
}

describe("findNear", () => {
  it("finds exactly the pairs that the definition names", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.nat(8), occurrences, occurrences, (isOrdered, distance, left, right) => {
        const found = findNear({ isOrdered, distance }, left, right);

        expect(found).toEqual(findNearSlowly(isOrdered, distance, left, right));
      }),
      { numRuns: 1_000 },
    );
  });

  it("takes linear time for words that are everywhere", () => {
    const text = "Goma M23 ".repeat(20_000);
    const startedAt = performance.now();

    const match = matchOf("Goma NEAR/50 M23", { title: "", body: text });

    expect(match?.spans).toHaveLength(64);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe("NEAR", () => {
  it.each([
    ["M23 NEAR/1 Goma", "M23 takes Goma", true],
    ["M23 NEAR/1 Goma", "Goma taken M23", true],
    ["M23 NEAR/0 Goma", "M23 takes Goma", false],
    ["M23 NEAR/0 Goma", "M23, Goma", true],
    ["M23 NEAR Goma", "M23 a b c d Goma", true],
    ["M23 NEAR Goma", "M23 a b c d e Goma", false],
    ["M23 ONEAR Goma", "Goma M23", false],
    ["M23 ONEAR Goma", "M23 Goma", true],
    ["(M23 OR AFC) NEAR/0 (Goma OR Bukavu)", "l'AFC Bukavu", true],
    ['"Nord Kivu" NEAR/1 attaque', "attaque au Nord-Kivu", true],
    ['Kivu NEAR "Nord Kivu"', "Nord-Kivu", false],
    ['Kivu NEAR "Nord Kivu"', "Nord-Kivu et Kivu", true],
    ["Goma NEAR Goma", "Goma", false],
    ["Goma NEAR Goma", "Goma, Goma", true],
    ["M23 NEAR/0 Goma", "M-23 Goma", true],
  ])("%s over %j is %s", (query, text, expected) => {
    const match = matchOf(query, text);

    expect(match !== undefined).toBe(expected);
  });

  it("never reaches from one field into the next", () => {
    const match = matchOf("M23 NEAR/50 Goma", { title: "M23", summary: "Goma" });

    expect(match).toBeUndefined();
  });

  it("marks only the occurrences that have a partner", () => {
    const spans = spansOf("M23 NEAR/1 Goma", { title: "Goma est calme, dit M23", summary: "Goma et M23" });

    expect(spans).toEqual(["summary:Goma<Goma>", "summary:M23<M23>"]);
  });
});

describe("ATLEAST", () => {
  it.each([
    ["ATLEAST/2 Goma", "Goma, Goma", true],
    ["ATLEAST/2 Goma", "Goma", false],
    ["ATLEAST/2 (Goma OR Beni)", "Goma et Beni", true],
    ['ATLEAST/2 (Kivu OR "Nord Kivu")', "Nord-Kivu", false],
    ['ATLEAST/2 (Kivu OR "Nord Kivu")', "Nord-Kivu, Kivu", true],
  ])("%s over %j is %s", (query, text, expected) => {
    const match = matchOf(query, text);

    expect(match !== undefined).toBe(expected);
  });

  it("counts over all fields, and within a field where one is asked for", () => {
    const story = { title: "Goma", summary: "Goma", body: "Goma" };

    const matches = ["ATLEAST/3 Goma", "title:ATLEAST/2 Goma"].map((query) => matchOf(query, story) !== undefined);

    expect(matches).toEqual([true, false]);
  });

  it("counts as many occurrences as fit beside each other", () => {
    const at = (from: number, to: number): Occurrence => ({ field: "title", from, to });

    const count = countOccurrences([at(0, 4), at(1, 2), at(2, 3), at(2, 6), at(3, 4)]);

    expect(count).toBe(3);
  });
});

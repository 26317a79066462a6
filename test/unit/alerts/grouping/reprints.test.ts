import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BANDS, sketchOf } from "../../../../lambdas/core/alerts/grouping/minhash.ts";
import { containment, shinglesOf } from "../../../../lambdas/core/alerts/grouping/shingles.ts";

function words(from: number, until: number): readonly string[] {
  return Array.from({ length: until - from }, (_, index) => `w${from + index}`);
}

function meetings(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [sketchOf(a), sketchOf(b)];
  return left.filter((band, index) => band === right[index]).length;
}

describe("the sketch", () => {
  it("has a number a band, the same for the same words", () => {
    expect(sketchOf(words(0, 60))).toHaveLength(BANDS);
    expect(sketchOf(words(0, 60))).toEqual(sketchOf(words(0, 60)));
  });

  it("meets at cut texts and hardly ever at others", () => {
    const pairs = Array.from({ length: 100 }, (_, index) => index * 1_000);

    const cut = pairs.filter((at) => meetings(words(at, at + 80), words(at, at + 45)) > 0);
    const others = pairs.filter((at) => meetings(words(at, at + 80), words(at + 500, at + 580)) > 0);

    expect(cut.length).toBeGreaterThanOrEqual(95);
    expect(others).toEqual([]);
  });

  it("is empty for a phrase that anybody may write", () => {
    expect(sketchOf(["le", "m23", "attaque", "goma"])).toEqual([]);
  });
});

describe("containment", () => {
  it("is 1 for a part of a text, 0 for another text and for too little of one", () => {
    const whole = shinglesOf(words(0, 60));

    expect(containment(whole, shinglesOf(words(10, 30)))).toBe(1);
    expect(containment(whole, shinglesOf(words(100, 160)))).toBe(0);
    expect(containment(whole, shinglesOf(words(0, 4)))).toBe(0);
  });

  it("is close to the truth for texts of which only a sample is kept", () => {
    const half = containment(shinglesOf(words(0, 200)), shinglesOf(words(100, 300)));

    expect(half).toBeGreaterThan(0.3);
    expect(half).toBeLessThan(0.7);
  });

  it("is symmetric and between 0 and 1", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 300 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = [shinglesOf(a), shinglesOf(b)];

        const share = containment(left, right);

        expect(share).toBe(containment(right, left));
        expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCodePoint } from "../../../lambdas/core/text/fold.ts";

const fold = (char: string) => foldCodePoint(char.codePointAt(0) ?? 0);

describe("foldCodePoint", () => {
  it.each([
    ["A", "a"],
    ["É", "e"],
    ["ç", "c"],
    ["Œ", "oe"],
    ["ẞ", "ss"],
    ["ı", "i"],
    ["İ", "i"],
    ["Ɛ", "e"],
    ["ɔ", "o"],
    ["Ŋ", "n"],
    ["ǿ", "o"],
    ["ς", "σ"],
    ["ﬁ", "fi"],
    ["Ⅳ", "iv"],
    ["٣", "٣"],
  ])("folds %s to %s", (char, expected) => {
    const folded = fold(char);

    expect(folded).toEqual({ kind: "word", folded: expected });
  });

  it.each([
    ["a combining mark", "\u0301", "mark"],
    ["a soft hyphen", "\u00ad", "ignored"],
    ["a zero-width space", "\u200b", "ignored"],
    ["a byte order mark", "\ufeff", "ignored"],
    ["a right-to-left override", "\u202e", "ignored"],
    ["an apostrophe", "'", "separator"],
    ["a curly apostrophe", "’", "separator"],
    ["an apostrophe that Unicode calls a letter", "ʼ", "separator"],
    ["a hyphen", "‑", "separator"],
    ["a no-break space", "\u00a0", "separator"],
    ["a superscript", "²", "separator"],
    ["a trade mark sign", "™", "separator"],
    ["a sign that stands for a sentence", "ﷺ", "separator"],
  ])("takes %s for what it is", (_, char, kind) => {
    const folded = fold(char);

    expect(folded).toEqual({ kind, folded: "" });
  });

  it("takes a lone surrogate for a separator", () => {
    const folded = foldCodePoint(0xd800);

    expect(folded.kind).toBe("separator");
  });

  it("gives a word character a form and others none, over all of Unicode", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x10ffff }), (codePoint) => {
        const { kind, folded } = foldCodePoint(codePoint);
        expect(folded !== "").toBe(kind === "word");
        expect(folded.length).toBeLessThanOrEqual(4);
      }),
      { numRuns: 5_000 },
    );
  });
});

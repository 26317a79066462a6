import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactForm, foldText, tokenise } from "../../../lambdas/core/text/tokenise.ts";

const forms = (text: string): string[] => tokenise(text).map((token) => token.form);

/** Text with everything that makes offsets hard: marks, ligatures, invisible and supplementary characters. */
const difficultText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "Goma",
        "é",
        "e\u0301",
        "œ",
        "ﬃ",
        "ß",
        "İ",
        "ı",
        "ɛ́",
        "𝗚",
        "\u00ad",
        "\u200b",
        "\ufeff",
        "\u202e",
      ),
      fc.constantFrom(" ", ".", "-", "'", "’", "#", "A", "B", "1", "½", "²", "ŉ", "ﷺ", "\ud800", "\u0301", "한", "ʼ"),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("tokenise", () => {
  it.each([
    ["", []],
    ["   …—!", []],
    ["Goma", ["goma"]],
    ["L'armée d’Uvira", ["l", "armee", "d", "uvira"]],
    ["Goma's", ["goma", "s"]],
    ["Nord-Kivu, NORD‑KIVU, Nord–Kivu", ["nord", "kivu", "nord", "kivu", "nord", "kivu"]],
    ["Maï-Maï", ["mai", "mai"]],
    ["cœur, straße, ɛkɔlɔ, Iğdır", ["coeur", "strasse", "ekolo", "igdir"]],
    ["Kin\u00adshasa U\ufeffkraine go\u200bma", ["kinshasa", "ukraine", "goma"]],
    ["#Goma @Goma _Goma_", ["goma", "goma", "goma"]],
    ["M.23 M-23 M 23 M23", ["m", "23", "m", "23", "m", "23", "m23"]],
    ["F.D.L.R., A.D.F", ["fdlr", "adf"]],
    ["D.R. Congo, R.D.C.", ["dr", "congo", "rdc"]],
    ["J. F. Kennedy", ["j", "f", "kennedy"]],
    ["N.Djamena et A..B", ["n", "djamena", "et", "a", "b"]],
    ["1.5", ["1", "5"]],
    ["M23² et ½", ["m23", "et"]],
    ["𝗚𝗼𝗺𝗮 Ｇｏｍａ", ["goma", "goma"]],
    ["Ng'ombe, Ngʼombe", ["ng", "ombe", "ng", "ombe"]],
    ["AFC/M23", ["afc", "m23"]],
  ])("cuts %j into %j", (text, expected) => {
    const actual = forms(text);

    expect(actual).toEqual(expected);
  });

  it("points at the original text across marks, ligatures and invisible characters", () => {
    const text = "x e\u0301te\u0301\u200b, Kin\u00adshasa ﬃ F.D.L.R. 𝗚𝗼";

    const pieces = tokenise(text).map((token) => text.slice(token.start, token.end));

    expect(pieces).toEqual(["x", "e\u0301te\u0301", "Kin\u00adshasa", "ﬃ", "F.D.L.R", "𝗚𝗼"]);
  });

  it("gives offsets that are in order, do not overlap and hold the token, whatever the text", () => {
    fc.assert(
      fc.property(difficultText, (text) => {
        let last = 0;
        for (const { form, start, end } of tokenise(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(foldText(text.slice(start, end))).toBe(form);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it("reads composed and decomposed text alike", () => {
    fc.assert(
      fc.property(difficultText, (text) => {
        expect(foldText(text.normalize("NFD"))).toBe(foldText(text.normalize("NFC")));
      }),
      { numRuns: 500 },
    );
  });

  it("gives only letters and digits that fold to themselves", () => {
    fc.assert(
      fc.property(difficultText, (text) => {
        for (const form of forms(text)) expect(foldText(form)).toBe(form);
      }),
      { numRuns: 1_000 },
    );
  });

  it("takes time in proportion to the text", () => {
    const text = "a.".repeat(200_000);
    const startedAt = performance.now();

    const tokens = tokenise(text);

    expect(tokens).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe("exactForm", () => {
  it.each([
    ["A.D.F.", "ADF"],
    ["Be\u0301ni", "Béni"],
    ["Kin\u00adshasa", "Kinshasa"],
    ["oﬃcer", "officer"],
  ])("reads %j as %j", (text, expected) => {
    const [token] = tokenise(text);

    const exact = token === undefined ? undefined : exactForm(text, token);

    expect(exact).toBe(expected);
  });
});

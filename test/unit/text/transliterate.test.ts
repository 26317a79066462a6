import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { transliterate } from "../../../lambdas/core/text/transliterate.ts";

describe("transliterate", () => {
  it.each([
    ["Goma: le M23 attaque", "Goma: le M23 attaque"],
    ["L’armée à Béni, cœur", "L'armee a Beni, coeur"],
    ["« Œuvre » — “ok” – ‘oui’…", '" OEuvre " - "ok" - \'oui\'...'],
    ["Ekólo ya Kongó ɛ ɔ ß", "Ekolo ya Kongo e o ss"],
    ["10 € → 5 £", "10 EUR -> 5 GBP"],
    ["ligne 1\r\nligne 2\t3\u00a04", "ligne 1  ligne 2 3 4"],
    ["U\ufeffkraine Kin\u00adshasa", "Ukraine Kinshasa"],
    ["Гома مرحبا 🚨!", "  !"],
  ])("spells %j as %j", (text, expected) => {
    const ascii = transliterate(text);

    expect(ascii).toBe(expected);
  });

  it("gives printable ASCII only, and leaves ASCII as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const ascii = transliterate(text);
        expect(ascii).toMatch(/^[ -~]*$/);
        expect(transliterate(ascii)).toBe(ascii);
      }),
      { numRuns: 300 },
    );
  });
});

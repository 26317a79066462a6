import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isScalar, parseDocument, Scalar, stringify } from "yaml";
import { mapScalarOffsets } from "../../../lambdas/core/rules/scalar-offsets.ts";

const STYLES = [
  Scalar.PLAIN,
  Scalar.QUOTE_SINGLE,
  Scalar.QUOTE_DOUBLE,
  Scalar.BLOCK_FOLDED,
  Scalar.BLOCK_LITERAL,
] as const;

describe("mapScalarOffsets", () => {
  it("maps every visible character to where it stands, in every style of YAML", () => {
    const text = fc
      .array(fc.constantFrom("M23", "AND", "it's", "''", '"a b"', "(é", "é)", "long-word-to-fold", "\n", " ", "  "), {
        minLength: 1,
        maxLength: 30,
      })
      .map((parts) => parts.join(" ").trim())
      .filter((value) => value !== "");
    fc.assert(
      fc.property(text, fc.constantFrom(...STYLES), fc.integer({ min: 20, max: 80 }), (value, style, lineWidth) => {
        const scalar = new Scalar(value);
        scalar.type = style;
        const source = stringify({ query: scalar }, { lineWidth });
        const node = parseDocument(source).get("query", true);
        if (!isScalar(node) || node.range === undefined || node.range === null) throw new Error("no scalar");
        const [start, end] = node.range;
        const parsed = String(node.value);

        const offsets = mapScalarOffsets(source.slice(start, end), parsed, node.type);

        expect(offsets).toHaveLength(parsed.length + 1);
        parsed.split("").forEach((char, index) => {
          const at = start + (offsets[index] ?? -1);
          if (char.trim() !== "") expect(source[at] === char || source.startsWith(`\\${char}`, at)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  it("takes linear time for quotes", () => {
    const value = "'".repeat(200_000);
    const source = `'${"'".repeat(400_000)}'`;

    const offsets = mapScalarOffsets(source, value, Scalar.QUOTE_SINGLE);

    expect(offsets[199_999]).toBe(399_999);
  });
});

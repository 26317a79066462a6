import { describe, expect, it } from "vitest";
import { compileLeaf } from "../../../lambdas/core/rules/compile-leaf.ts";
import { inflectionsOf } from "../../../lambdas/core/rules/inflect.ts";

function variantsOf(
  text: string,
  more: { isQuoted?: boolean; isExact?: boolean; use?: "rule" | "name" } = {},
): string[] {
  const { isQuoted = false, isExact = false, use = "rule" } = more;
  const leaf = compileLeaf({ kind: "leaf", text, isQuoted, isExact }, use);
  return leaf.variants.map((variant) => variant.map((pattern) => pattern.form).join(" "));
}

describe("compileLeaf", () => {
  it.each([
    ["Goma", {}, ["goma", "gomas"]],
    ["Goma", { use: "name" as const }, ["goma"]],
    ["rebel", { use: "name" as const }, ["rebel", "rebels"]],
    ["Goma", { isQuoted: true }, ["goma"]],
    ["Goma", { isExact: true }, ["goma"]],
    ["M23", {}, ["m23", "m 23"]],
    ["M-23", {}, ["m 23", "m23"]],
    ["M 23", { isQuoted: true }, ["m 23", "m23"]],
    ["Nord-Kivu", {}, ["nord kivu", "nordkivu"]],
    ["NordKivu", {}, ["nordkivu", "nord kivu"]],
    ["Nord Kivu", { isQuoted: true }, ["nord kivu", "nordkivu"]],
    ["est de la RDC", { isQuoted: true }, ["est de la rdc"]],
    ["M23 rebels", { isQuoted: true }, ["m23 rebels", "m23rebels", "m 23 rebels"]],
    ["AFC/M23", {}, ["afc m23", "afcm23", "afc m 23"]],
    ["F.D.L.R.", {}, ["fdlr"]],
    ["L'armée", {}, ["l armee", "larmee"]],
    ["rebel*", {}, ["rebel*"]],
    ["rebel* group", { isQuoted: true }, ["rebel* group"]],
    ["Kitch?nga", {}, ["kitch?nga"]],
    ["H5N1", {}, ["h5n1", "h 5 n 1"]],
  ])("spells %s %j as %j", (text, more, expected) => {
    const variants = variantsOf(text, more);

    expect(variants).toEqual(expected);
  });

  it("keeps exact spellings beside folded ones", () => {
    const leaf = compileLeaf({ kind: "leaf", text: "Nord-Kivu", isQuoted: false, isExact: true }, "rule");

    expect(leaf.variants.map((variant) => variant.map((pattern) => pattern.exact))).toEqual([
      ["Nord", "Kivu"],
      ["NordKivu"],
    ]);
  });

  it("has no more inner borders than a phrase may have words", () => {
    const variants = variantsOf("Ab".repeat(500));

    expect(variants).toEqual(["ab".repeat(500)]);
  });
});

describe("inflectionsOf", () => {
  it.each([
    ["soldier", ["soldiers"]],
    ["Rwandan", ["rwandans"]],
    ["militia", ["militias"]],
    ["army", ["armies"]],
    ["valley", ["valleys"]],
    ["clash", ["clashes"]],
    ["armée", ["armees"]],
    ["congolais", []],
    ["prix", []],
    ["mine", ["mines"]],
    ["roi", []],
    ["FARDC", []],
    ["WaZalendo", []],
    ["abc1", []],
    ["غوما", []],
  ])("of %s are %j", (word, expected) => {
    const form = word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

    const forms = inflectionsOf(word, form, "rule");

    expect(forms).toEqual(expected);
  });

  it("are none for a name of an entity that has a capital", () => {
    const forms = [inflectionsOf("Beni", "beni", "name"), inflectionsOf("displaced", "displaced", "name")];

    expect(forms).toEqual([[], ["displaceds"]]);
  });
});

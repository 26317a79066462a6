import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QueryNode } from "../../../lambdas/core/rules/ast.ts";
import { parseQuery } from "../../../lambdas/core/rules/parser.ts";
import { printQuery } from "../../../lambdas/core/rules/printer.ts";
import { describeProblem } from "../../../lambdas/core/rules/query-error.ts";
import { queryTree } from "./arbitrary-query.ts";

/** The tree in a notation that shows every grouping: `(and a b (not c))`. */
function shape(node: QueryNode): string {
  switch (node.kind) {
    case "leaf":
    case "entity":
    case "filter":
      return printQuery(node);
    case "not":
      return `(not ${shape(node.operand)})`;
    case "and":
    case "or":
      return `(${node.kind} ${node.operands.map(shape).join(" ")})`;
    case "near":
      return `(${node.isOrdered ? "onear" : "near"} ${node.distance} ${shape(node.left)} ${shape(node.right)})`;
    case "atleast":
      return `(atleast ${node.count} ${shape(node.operand)})`;
    case "any":
      return `(any ${node.count} ${node.operands.map(shape).join(" ")})`;
    case "field":
      return `(${node.field} ${shape(node.operand)})`;
  }
}

function read(query: string): string {
  const parsed = parseQuery(query, { isPartial: true });
  return parsed.kind === "parsed" ? shape(parsed.ast) : parsed.problems.map(describeProblem).join("\n");
}

describe("parseQuery", () => {
  it.each([
    // leaves
    ["Goma", "Goma"],
    ["  Goma\n", "Goma"],
    ['"est de la RDC"', '"est de la RDC"'],
    ["“est  de\u00a0la RDC”", '"est de la RDC"'],
    ["« est de la RDC »", '"est de la RDC"'],
    ["„Ostkongo“", '"Ostkongo"'],
    ["=ADF", "=ADF"],
    ['="Nord Kivu"', '="Nord Kivu"'],
    ["rebel*", "rebel*"],
    ["Kitch?nga", "Kitch?nga"],
    ["AFC/M23", "AFC/M23"],
    ["L’armée", "L’armée"],
    ["Go\u200bma", "Goma"],
    ['"AND"', '"AND"'],
    ["@place.north-kivu", "@place.north-kivu"],
    // operators and precedence
    ["a1 AND b1 AND c1", "(and a1 b1 c1)"],
    ["a1 OR b1 OR c1", "(or a1 b1 c1)"],
    ["(a1 AND b1) AND c1", "(and a1 b1 c1)"],
    ["(a1 OR b1) AND c1", "(and (or a1 b1) c1)"],
    ["a1 OR (b1 AND c1)", "(or a1 (and b1 c1))"],
    ["a1 NOT b1", "(and a1 (not b1))"],
    ["a1 AND NOT b1", "(and a1 (not b1))"],
    ["a1 -b1", "(and a1 (not b1))"],
    ["a1 −b1 –c1", "(and a1 (not b1) (not c1))"],
    ["a1 -\u200bb1", "(and a1 (not b1))"],
    ["a1 AND -b1", "(and a1 (not b1))"],
    ["-a1", "(not a1)"],
    ["a1 NOT (b1 OR c1)", "(and a1 (not (or b1 c1)))"],
    ["NOT a1 NEAR b1", "(not (near 4 a1 b1))"],
    ["NOT (NOT a1)", "(not (not a1))"],
    ["a1 OR NOT b1", "(or a1 (not b1))"],
    ["a1 NEAR b1 AND c1", "(and (near 4 a1 b1) c1)"],
    ["a1 NEAR/0 b1", "(near 0 a1 b1)"],
    ["a1 NEAR/50 (b1 OR c1)", "(near 50 a1 (or b1 c1))"],
    ['"a b" ONEAR/3 @place.goma', '(onear 3 "a b" @place.goma)'],
    ["title:a1 AND b1", "(and (title a1) b1)"],
    ["title:(a1 AND b1)", "(title (and a1 b1))"],
    ["title: a1", "(title a1)"],
    ["text:a1 OR body:b1", "(or a1 (body b1))"],
    ["summary:(a1 NEAR b1)", "(summary (near 4 a1 b1))"],
    ["ATLEAST/3 a1 AND b1", "(and (atleast 3 a1) b1)"],
    ["ATLEAST/3 (a1 OR b1)", "(atleast 3 (or a1 b1))"],
    ["title:ATLEAST/2 a1", "(title (atleast 2 a1))"],
    ["ANY/2 (a1, b1 OR c1, d1 AND e1)", "(any 2 a1 (or b1 c1) (and d1 e1))"],
    ["ANY/1(a1,b1) AND c1", "(and (any 1 a1 b1) c1)"],
    // filters
    ["lang:fr", "lang:fr"],
    ["lang:(fr OR sw)", "(or lang:fr lang:sw)"],
    ["a1 -country:BE", "(and a1 (not country:BE))"],
    ['source:"Radio Okapi"', 'source:"Radio Okapi"'],
    ["url:https://x.org/a?b=1 AND a1", "(and url:https://x.org/a?b=1 a1)"],
    ["tag:great-lakes", "tag:great-lakes"],
  ])("reads %s as %s", (query, expected) => {
    const tree = read(query);

    expect(tree).toBe(expected);
  });

  it("reads what the printer writes as the same tree", () => {
    fc.assert(
      fc.property(queryTree, (ast) => {
        const parsed = parseQuery(printQuery(ast), { isPartial: true });
        expect(parsed.kind === "parsed" ? parsed.ast : parsed.problems).toEqual(ast);
      }),
      { numRuns: 1_000 },
    );
  });

  it("knows where each node stands", () => {
    const query = "M23 AND title:(Goma OR =ADF)";

    const parsed = parseQuery(query);

    const ranges = parsed.kind === "parsed" ? [...parsed.ranges.values()] : [];
    expect(ranges.map(({ start, end }) => query.slice(start, end)).sort()).toEqual(
      ["=ADF", "Goma", "Goma OR =ADF", "M23", "M23 AND title:(Goma OR =ADF)", "title:(Goma OR =ADF)"].sort(),
    );
  });

  it("lets a partial query do without a word to search for", () => {
    const whole = parseQuery("lang:es AND NOT Congo");
    const partial = parseQuery("lang:es AND NOT Congo", { isPartial: true });

    expect([whole.kind, partial.kind]).toEqual(["rejected", "parsed"]);
  });

  it("accepts 256 leaves, 32 levels and 16,384 characters", () => {
    const leaves = Array.from({ length: 256 }, (_, index) => `w${index}`).join(" OR ");
    const levels = `${"(".repeat(32)}Goma${")".repeat(32)}`;
    const characters = `Goma${" ".repeat(16_380)}`;

    const kinds = [leaves, levels, characters].map((query) => parseQuery(query).kind);

    expect(kinds).toEqual(["parsed", "parsed", "parsed"]);
  });
});

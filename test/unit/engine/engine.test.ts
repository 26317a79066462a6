import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileEngine } from "../../../lambdas/core/engine/compile-engine.ts";
import { loadEngine, TOO_LONG } from "../../../lambdas/core/engine/engine.ts";
import { EngineError } from "../../../lambdas/core/engine/engine-error.ts";
import { createEngineMatcher } from "../../../lambdas/core/engine/engine-matcher.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { compileRuleSet } from "../../../lambdas/core/rules/story-matcher.ts";

const { gazetteer } = buildGazetteer([]);
const QUERIES = [
  ...["Goma", "M23 NEAR/3 Kibumba", "Rutsh* AND NOT sport", '"état de siège"', "=ADF", "ATLEAST/3 aaaa"],
  ...['"kanyabayonga" AND villageb*', "villagexx*"],
];
const RULES = QUERIES.map(
  (query, index): Rule => ({ id: `rule-${index}`, title: query, severity: "low", enabled: true, query }),
);
const { bytes } = compileEngine(RULES, gazetteer);
const SECOND = 1_000;

describe("a compiled rule set", () => {
  it("is the same for the same rules, and works wherever it was copied to", () => {
    const again = compileEngine(RULES, gazetteer).bytes;
    const odd = new Uint8Array(bytes.byteLength + 3);
    odd.set(new Uint8Array(bytes), 3);

    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true);
    expect(loadEngine(odd.subarray(3)).matchIds({ title: "Goma" })).toBe(1);
  });

  it("is refused when any bit of it is wrong, and when it is cut short", () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.byteLength - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const damaged = new Uint8Array(bytes.slice(0));
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);

        expect(() => loadEngine(damaged)).toThrow(EngineError);
        expect(() => loadEngine(bytes.slice(0, at))).toThrow(EngineError);
      }),
      { numRuns: 1_000 },
    );
  });

  it("of another format is refused by its number", () => {
    const newer = bytes.slice(0);
    new Uint32Array(newer)[1] = 99;

    expect(() => loadEngine(newer)).toThrow("was compiled in format 99");
  });
});

describe("an engine under hostile text", () => {
  const engine = createEngineMatcher(RULES, gazetteer).matcher;
  const plain = compileRuleSet(RULES, gazetteer).matcher;

  it.each([
    ["200 kB of one letter", "a".repeat(200_000)],
    ["100,000 times one word", "aaaa ".repeat(100_000)],
    ["1 MB of words", "Goma M23 et Kibumba, l’état de siège. ".repeat(27_000)],
    ["200,000 marks on one letter", `Goma e${"\u0301".repeat(200_000)}`],
    ["lone surrogates", `\ud800 Goma \udfff\ud83d M23 à Kibumba \ud83d`.repeat(5_000)],
    ["initials without end", "A.D.F.".repeat(30_000)],
    ["hyphens and apostrophes", "l'-’é-".repeat(30_000)],
    ["zero-width characters", `G\u200bo\u200dm\u2060a ${"\u200b".repeat(200_000)}`],
    ["ligatures that grow", `ﷺ Goma `.repeat(20_000)],
    [
      "60,000 times a word that needs another beginning than the words between",
      "kanyabayonga villagexx ".repeat(60_000),
    ],
  ])("%s: agrees with the plain evaluator, in under five seconds", (_, summary) => {
    const story = { title: "Essai", summary };
    const wanted = plain.matchStory(story);
    const start = process.cpuUsage();

    const found = engine.matchStory(story);
    const { user } = process.cpuUsage(start);

    expect(found.map((match) => match.ruleId)).toEqual(wanted.map((match) => match.ruleId));
    expect(found[0]?.spans).toEqual(wanted[0]?.spans);
    // A bound against quadratic time, far above what it takes.
    expect(user / 1_000).toBeLessThan(5 * SECOND);
  });

  it("hands a story of over two million characters to the plain evaluator", () => {
    const story = { title: "Goma", summary: "x ".repeat(1_100_000) };

    expect(loadEngine(bytes).matchIds(story)).toBe(TOO_LONG);
    expect(engine.matchStory(story).map((match) => match.ruleId)).toEqual(["rule-0"]);
  });

  it("reads an ordinary story as before after each of them", () => {
    expect(engine.matchStory({ title: "Le M23 entre à Kibumba" }).map((match) => match.ruleId)).toEqual(["rule-1"]);
  });
});

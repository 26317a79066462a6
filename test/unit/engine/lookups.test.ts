import { describe, expect, it } from "vitest";
import { compileEngine } from "../../../lambdas/core/engine/compile-engine.ts";
import { readCompiledSet } from "../../../lambdas/core/engine/compiled-set.ts";
import { loadEngine } from "../../../lambdas/core/engine/engine.ts";
import { IntList } from "../../../lambdas/core/engine/int-list.ts";
import { LookupTable, PLAIN_SHIFT } from "../../../lambdas/core/engine/lookup-table.ts";
import { Presearcher } from "../../../lambdas/core/engine/presearcher.ts";
import { LAST_STORY, StoryFacts } from "../../../lambdas/core/engine/story-facts.ts";
import { hashForm } from "../../../lambdas/core/engine/token-hash.ts";
import type { PatternEntry } from "../../../lambdas/core/engine/variant-table.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { MatchableStory } from "../../../lambdas/core/rules/match.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { compileRuleSet } from "../../../lambdas/core/rules/story-matcher.ts";

const { gazetteer } = buildGazetteer([]);

/** The queries that hold for each story, by the engine and by the plain evaluator. */
function matchBoth(queries: readonly string[], stories: readonly MatchableStory[]) {
  const rules = queries.map(
    (query, index): Rule => ({ id: `rule-${index}`, title: query, severity: "low", enabled: true, query }),
  );
  const { matcher, problems } = compileRuleSet(rules, gazetteer);
  expect(problems).toEqual([]);
  const engine = loadEngine(compileEngine(rules, gazetteer).bytes);
  return stories.map((story) => {
    const found = engine.matched.subarray(0, engine.matchIds(story));
    return {
      engine: Array.from(found, (rule) => queries[rule]),
      plain: matcher.matchStory(story).map(({ title }) => title),
    };
  });
}

describe("the engine looks up", () => {
  it("beginnings of every length, in words of every length and before every word", () => {
    const letters = "abcdefghijklmn";
    const beginnings = Array.from({ length: 10 }, (_, more) => `${letters.slice(0, 4 + more)}*`);
    const gaps = ["abc?", "abc?ef*", "abcdef?h", "abcdefgh?*"];
    const words = Array.from(letters, (_, end) => letters.slice(0, end + 1));
    const stories = words.flatMap((word) => [
      { title: word },
      { title: `x ${word} ${letters.slice(word.length)} z` },
      { title: "x", summary: `${word}-abcdefghx` },
    ]);

    const both = matchBoth([...beginnings, ...gaps], stories);

    expect(both.map(({ engine }) => engine)).toEqual(both.map(({ plain }) => plain));
    expect(new Set(both.flatMap(({ engine }) => engine)).size).toBe(beginnings.length + gaps.length);
  });

  it("a word that many rules need, once in each field, whatever else they need", () => {
    const letter = (index: number): string => String.fromCharCode(0x61 + (index % 26));
    const names = Array.from({ length: 60 }, (_, index) => `village${letter(index)}${letter(index / 26)}`);
    // In quotes the word has no plural, which makes it the one that rules are looked up by.
    const queries = names.flatMap((name, index) => [
      `"kibumba" AND ${name}`,
      `title:"kibumba" AND (${name} OR nobody OR nowhere OR never)`,
      `summary:"kibumba" AND ${name}`,
      `"kibumba" NEAR/2 ${name}`,
      ...(index % 3 === 0 ? [`"kibumba" AND ${name.slice(0, 8)}*`] : []),
    ]);
    const stories = names.flatMap((name, index) => [
      { title: "Kibumba kibumba Kibumba", summary: `${name} puis kibumba` },
      { title: "Goma", summary: `kibumba, ${name}, ${names[(index * 7) % 60]}`, body: "Kibumba" },
      { title: name, body: `${"mot ".repeat(9_000)}kibumba` },
    ]);

    const both = matchBoth(queries, stories);

    expect(both.map(({ engine }) => engine)).toEqual(both.map(({ plain }) => plain));
    expect(both.every(({ engine }) => engine.length > 0)).toBe(true);
  });

  it("a spelling that many rules need, after words that only begin like it or are written otherwise", () => {
    const letters = [..."abcdefghijklmnopqrst"];
    const queries = letters.flatMap((letter) => [
      `=Kibumba AND village${letter}${letter}`,
      `"kibumba cent*" AND village${letter}${letter}`,
    ]);
    const stories = letters.map((letter) => ({
      title: "kibumba nord, KIBUMBA sud",
      summary: `kibumba, kibumba nord, Kibumba centre, village${letter}${letter}`,
    }));

    const both = matchBoth(queries, stories);

    expect(both.map(({ engine }) => engine)).toEqual(both.map(({ plain }) => plain));
    expect(both.map(({ engine }) => engine.length)).toEqual(letters.map(() => 2));
  });

  it("the last word of a story that has as many as places are counted by", () => {
    const queries = ["kibumba AND tongo", "kibumba AND mweso"];
    const story = { title: "Kibumba", body: `${"mot ".repeat(65_534)}Tongo` };

    expect(matchBoth(queries, [story])).toEqual([{ engine: ["kibumba AND tongo"], plain: ["kibumba AND tongo"] }]);
  });

  it("the same when the numbers of stories begin anew", () => {
    const rules = Array.from({ length: 20 }, (_, index): Rule => {
      const query = `"kibumba" AND village${String.fromCharCode(0x61 + index)}`;
      return { id: `rule-${index}`, title: query, severity: "low", enabled: true, query };
    });
    const set = readCompiledSet(compileEngine(rules, gazetteer).bytes);
    const facts = new StoryFacts(set);
    const presearcher = new Presearcher(set, facts);
    const find = (): readonly number[] => {
      facts.read({ title: "Kibumba, villagec" });
      presearcher.search();
      return [
        ...presearcher.findings.matched.subarray(0, presearcher.findings.matchedCount),
        ...presearcher.findings.candidates.subarray(0, presearcher.findings.candidateCount),
      ];
    };

    const before = find();
    facts.story = LAST_STORY;

    expect(before).toEqual([2]);
    expect(find()).toEqual(before);
  });

  it("no word by an entry alone that another can be taken for", () => {
    const K = 0x2c92_77b5;
    const [one, other] = collidingWords(K);
    const table = new LookupTable(K);
    [one, other, "goma"].forEach((form, variant) => {
      table.add(variant, { patterns: [literal(variant, form, K)], anchor: 0, exactIds: [], frequency: 0.1 });
    });
    const texts = { cells: new IntList(), offsets: new Map<string, number>() };
    table.writeEntries(texts, 4, () => ({ simple: [0, 0], others: [] }));
    const entries = texts.cells.cells();
    const { slots } = table.slots(entries);

    const offsets = [...slots]
      .filter((slot) => slot !== 0)
      .map((slot) => slot & ((1 << (32 - Math.clz32(entries.length))) - 1));
    const plain = offsets.map((offset) => ((entries[offset] ?? 0) >> PLAIN_SHIFT) & 1);

    expect(plain.sort()).toEqual([0, 0, 1]);
  });
});

function literal(id: number, form: string, multiplier: number): PatternEntry {
  const hash = hashForm(form, multiplier);
  return { id, form, head: form, isLiteral: true, hash, frequency: 0.1, sieved: 0.1 };
}

/** Two words with one hash: a hundred thousand or so hold a pair. */
function collidingWords(multiplier: number): readonly [string, string] {
  const byHash = new Map<number, string>();
  for (let number = 0; number < 2_000_000; number += 1) {
    const word = `w${Math.imul(number, 0x9e37_79b1) >>> 0}`;
    const known = byHash.get(hashForm(word, multiplier));
    if (known !== undefined) return [known, word];
    byHash.set(hashForm(word, multiplier), word);
  }
  throw new Error("no two words have one hash");
}

import { describe, expect, test } from "vitest";
import { evaluate } from "../../../lambdas/core/evaluation/evaluate.ts";
import type { LabelledStory } from "../../../lambdas/core/evaluation/labelled-story.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { entityOf, matcherOf } from "../rules/story-matching.ts";

const GAZETTEER = buildGazetteer([entityOf("place.goma", ["Goma"])]).gazetteer;
const MATCHER = matcherOf("@place.goma AND (M23 OR tag:kivu)", GAZETTEER);

function storyOf(
  id: string,
  label: LabelledStory["label"],
  title: string,
  more: Partial<LabelledStory> = {},
): LabelledStory {
  return { id, lang: "en", label, title, summary: "", ...more };
}

describe("evaluate", () => {
  test("scores overall and by language, in alphabetical order", () => {
    const stories = [
      storyOf("1", "positive", "M23 in Goma", { lang: "sw" }),
      storyOf("2", "positive", "Goma waits"),
      storyOf("3", "negative", "Goma and the M23 motorway"),
      storyOf("4", "negative", "Rain in Paris"),
    ];

    const { overall, byLanguage } = evaluate(stories, MATCHER);

    expect(overall).toMatchObject({ hits: 1, misses: 1, falseAlarms: 1, rejections: 1, precision: 0.5, recall: 0.5 });
    expect(byLanguage.map(({ lang, score }) => [lang, score.hits, score.misses])).toEqual([
      ["en", 0, 1],
      ["sw", 1, 0],
    ]);
  });

  test("explains a miss by what was recognised and by what the named rule lacked", () => {
    const { misses } = evaluate([storyOf("2", "positive", "Goma waits")], MATCHER, { explainBy: ["rule"] });

    expect(misses.map((miss) => miss.story.id)).toEqual(["2"]);
    expect(misses[0]?.explanation[0]).toBe("recognised: @place.goma");
    expect(misses[0]?.explanation[1]).toMatch(/^rule lacked .*M23/);
  });

  test("says so when nothing of the gazetteer was recognised", () => {
    const { misses } = evaluate([storyOf("2", "positive", "Rebels advance")], MATCHER);

    expect(misses[0]?.explanation).toEqual(["nothing of the gazetteer was recognised"]);
  });

  test("explains a false alarm by the rule, its clause and the words of the story", () => {
    const { falseAlarms } = evaluate([storyOf("3", "negative", "GOMA and the M23 motorway")], MATCHER);

    expect(falseAlarms[0]?.explanation).toEqual([
      'rule holds by @place.goma AND M23: "GOMA" (@place.goma), "M23" (M23)',
    ]);
  });

  test("gives a story the tags of its outlet's feed, and keeps the language that the person wrote", () => {
    const seen: string[] = [];
    const factsOf = (source: string) => {
      seen.push(source);
      return { lang: "fr", tags: ["kivu"] };
    };
    const stories = [
      storyOf("5", "positive", "Goma waits", { source: "Kivu FM", lang: "sw" }),
      storyOf("6", "negative", "Goma waits"),
    ];

    const { overall, byLanguage } = evaluate(stories, MATCHER, { factsOf });

    expect(overall).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0, rejections: 1 });
    expect(byLanguage.map(({ lang }) => lang)).toEqual(["en", "sw"]);
    expect(seen).toEqual(["Kivu FM"]);
  });

  test("gives full marks for no stories at all", () => {
    const evaluation = evaluate([], MATCHER);

    expect(evaluation).toMatchObject({ overall: { hits: 0, f1: 1 }, byLanguage: [], misses: [], falseAlarms: [] });
  });
});

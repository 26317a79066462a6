import { describe, expect, test } from "vitest";
import type { Evaluation } from "../../../lambdas/core/evaluation/evaluate.ts";
import { evaluatePack, labelledStories } from "./shipped-pack.ts";

const LANGUAGES = ["de", "en", "es", "fr", "it", "ln", "nl", "pt", "rn", "rw", "sw"];

/** Batches that were blind when they were first measured, and studied afterwards. */
const BLIND = [
  "blind-1",
  "blind-2",
  "blind-3",
  "blind-4",
  "blind-5",
  "blind-6",
  "blind-7",
  "blind-8",
  "blind-9",
  "blind-10",
  "blind-11",
  "blind-12",
  "blind-13",
  "blind-14",
  "blind-15",
  "blind-16",
  "blind-17",
] as const;

/** What was misjudged, so that a failing figure says why. */
function misjudged({ misses, falseAlarms }: Evaluation): string {
  const lines = [...misses, ...falseAlarms].map(
    ({ story, explanation }) => `${story.id} ${story.title}: ${explanation[0]}`,
  );
  return lines.join("\n");
}

describe("the pack's figures", () => {
  test("has a set to tune on and one set aside, at least 500 stories in every language of the area", () => {
    const dev = labelledStories("dev");
    const heldout = labelledStories("heldout");

    const languages = (stories: typeof dev): readonly string[] =>
      [...new Set(stories.map((story) => story.lang))].sort();

    expect(dev.length + heldout.length).toBeGreaterThanOrEqual(500);
    expect(heldout.length).toBeGreaterThanOrEqual(250);
    expect(languages(dev)).toEqual(LANGUAGES);
    expect(languages(heldout)).toEqual(LANGUAGES);
    expect(new Set([...dev, ...heldout].map((story) => story.title)).size).toBe(dev.length + heldout.length);
  });

  test("finds nearly all that was tuned on and raises nearly no false alarm", () => {
    const evaluation = evaluatePack(labelledStories("dev"));

    expect(evaluation.overall.precision, misjudged(evaluation)).toBeGreaterThanOrEqual(0.98);
    expect(evaluation.overall.recall, misjudged(evaluation)).toBeGreaterThanOrEqual(0.98);
  });

  test("holds on stories that nobody tuned on", () => {
    const evaluation = evaluatePack(labelledStories("heldout"));

    // Only the counts are shown: whoever reads the titles has begun to tune on them.
    expect(evaluation.overall.precision).toBeGreaterThanOrEqual(0.96);
    expect(evaluation.overall.recall).toBeGreaterThanOrEqual(0.95);
  });

  test("holds on the hard headlines that were collected on the way", () => {
    const evaluation = evaluatePack(labelledStories("probes"));

    expect(evaluation.overall.precision, misjudged(evaluation)).toBeGreaterThanOrEqual(0.98);
    expect(evaluation.overall.recall, misjudged(evaluation)).toBeGreaterThanOrEqual(0.98);
  });

  // First sight was 1.000 and 0.919, 1.000 and 0.951, then 0.973 and 0.973; the margin is two misses, and two false
  // alarms (one in the short set-aside-3). Only counts are shown.
  test.each([
    ["set-aside", 0.9],
    ["set-aside-2", 0.92],
    ["set-aside-3", 0.91],
  ] as const)("holds on %s, a blind batch which nobody tuned on", (name, recall) => {
    const evaluation = evaluatePack(labelledStories(name));

    expect(evaluation.overall.precision).toBeGreaterThanOrEqual(0.95);
    expect(evaluation.overall.recall).toBeGreaterThanOrEqual(recall);
  });

  test.each(BLIND)("keeps what %s taught", (name) => {
    const evaluation = evaluatePack(labelledStories(name));

    expect(evaluation.overall.precision, misjudged(evaluation)).toBeGreaterThanOrEqual(0.98);
    expect(evaluation.overall.recall, misjudged(evaluation)).toBeGreaterThanOrEqual(0.97);
  });

  test("shares no headline between the set that was put aside and those tuned on", () => {
    const tuned = (["dev", "probes", ...BLIND] as const).flatMap(labelledStories);

    const known = new Set(tuned.map(({ title }) => title.toLowerCase()));

    const aside = (["set-aside", "set-aside-2", "set-aside-3"] as const).flatMap(labelledStories);
    expect(aside.filter(({ title }) => known.has(title.toLowerCase()))).toEqual([]);
  });

  test.each(LANGUAGES)("misses no more than one in eight stories in %s", (lang) => {
    const stories = [...labelledStories("dev"), ...labelledStories("heldout"), ...labelledStories("probes")];

    const evaluation = evaluatePack(stories.filter((story) => story.lang === lang));

    expect(evaluation.overall.hits).toBeGreaterThan(5);
    expect(evaluation.overall.recall).toBeGreaterThanOrEqual(0.875);
    expect(evaluation.overall.precision).toBeGreaterThanOrEqual(0.9);
  });
});

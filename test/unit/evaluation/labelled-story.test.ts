import { describe, expect, test } from "vitest";
import { MAX_LABELLED_STORIES, parseLabelledStories } from "../../../lambdas/core/evaluation/labelled-story.ts";

const LINE = '{"id":"a","lang":"fr","label":"positive","title":"Goma","summary":"M23","source":"Radio Okapi"}';

describe("parseLabelledStories", () => {
  test("reads a story a line and skips empty lines", () => {
    const stories = parseLabelledStories(
      `${LINE}\n\n{"id":"b","lang":"en","label":"negative","title":"M23"}\r\n`,
      "set",
    );

    expect(stories.map((story) => [story.id, story.label, story.summary, story.source])).toEqual([
      ["a", "positive", "M23", "Radio Okapi"],
      ["b", "negative", "", undefined],
    ]);
  });

  test.each([
    ["{", /^set\.jsonl:2 is not JSON/],
    ["[]", /^set\.jsonl:2 is no labelled story: the line/],
    ['{"id":"b","lang":"en","label":"maybe","title":"x"}', /^set\.jsonl:2 is no labelled story: label/],
    ['{"id":"b","lang":"en","label":"positive"}', /^set\.jsonl:2 is no labelled story: title/],
  ])("names the line that it cannot use: %s", (line, message) => {
    const read = () => parseLabelledStories(`${LINE}\n${line}`, "set.jsonl");

    expect(read).toThrow(message);
  });

  test("names its limit", () => {
    const read = () => parseLabelledStories("\n".repeat(MAX_LABELLED_STORIES + 1), "set.jsonl");

    expect(read).toThrow(
      `set.jsonl: has ${MAX_LABELLED_STORIES + 2} lines, a labelled set may have ${MAX_LABELLED_STORIES}`,
    );
  });
});

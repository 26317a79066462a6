import { describe, expect, test } from "vitest";
import { indexFeedFacts } from "../../../lambdas/core/evaluation/feed-facts.ts";
import type { FeedSpec } from "../../../lambdas/core/feeds/feed.ts";

const FEEDS: readonly FeedSpec[] = [
  {
    id: "1",
    url: "https://www.radiookapi.example/feed",
    title: "Radio Okapi: à la une",
    source: "Radio Okapi",
    lang: "fr",
    country: "CD",
    tags: ["drc"],
  },
  { id: "2", url: "https://example.org/second", title: "Second", source: "Radio Okapi", tags: ["other"] },
  { id: "3", url: "not an address", title: "Broken", source: "Broken", tags: [] },
];

describe("indexFeedFacts", () => {
  test.each(["Radio Okapi", "radio okapi", "RadioOkapi", "www.radiookapi.example", "https://radiookapi.example/"])(
    "knows the outlet written as %s",
    (source) => {
      const facts = indexFeedFacts(FEEDS)(source);

      expect(facts).toEqual({ source: "Radio Okapi", lang: "fr", country: "CD", tags: ["drc"] });
    },
  );

  test("leaves out what a feed does not say", () => {
    const facts = indexFeedFacts(FEEDS)("Second");

    expect(facts).toEqual({ source: "Radio Okapi", tags: ["other"] });
  });

  test.each(["Radio", "", "???"])("knows nothing of %j", (source) => {
    const facts = indexFeedFacts(FEEDS)(source);

    expect(facts).toBeUndefined();
  });
});

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
  {
    id: "2",
    url: "https://wire.example/congo",
    title: "Wire Congo",
    source: "Wire",
    lang: "en",
    tags: ["drc", "wire"],
  },
  { id: "3", url: "https://wire.example/africa", title: "Wire Africa", source: "Wire", lang: "fr", tags: ["wire"] },
  { id: "4", url: "not an address", title: "Broken", source: "Broken", tags: [] },
];

describe("indexFeedFacts", () => {
  test.each(["Radio Okapi", "radio okapi", "RadioOkapi", "www.radiookapi.example", "https://radiookapi.example/"])(
    "knows the outlet written as %s",
    (source) => {
      const facts = indexFeedFacts(FEEDS)(source);

      expect(facts).toEqual({ source: "Radio Okapi", lang: "fr", country: "CD", tags: ["drc"] });
    },
  );

  test.each(["Wire", "wire.example"])("takes of several feeds only what they agree on: %s", (source) => {
    const facts = indexFeedFacts(FEEDS)(source);

    expect(facts).toEqual({ source: "Wire", tags: ["wire"] });
  });

  test("knows one feed of several by its title", () => {
    const facts = indexFeedFacts(FEEDS)("Wire Congo");

    expect(facts).toEqual({ source: "Wire", lang: "en", tags: ["drc", "wire"] });
  });

  test.each(["Radio", "", "???"])("knows nothing of %j", (source) => {
    const facts = indexFeedFacts(FEEDS)(source);

    expect(facts).toBeUndefined();
  });
});

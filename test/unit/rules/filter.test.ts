import { describe, expect, it } from "vitest";
import { matchOf } from "./story-matching.ts";

const STORY = {
  title: "Goma",
  lang: "fr-CD",
  country: "CD",
  source: "Radio Okapi",
  url: "https://www.radiookapi.net/actualite/2025/goma?utm=1",
  tags: ["great-lakes", "DRC"],
};

describe("an exact filter", () => {
  it.each([
    ["lang:fr", true],
    ["lang:FR-cd", true],
    ["lang:f", false],
    ["lang:en", false],
    ["lang:(en OR fr)", true],
    ["country:cd", true],
    ["country:CG", false],
    ["source:radio-okapi", true],
    ['source:"RADIO OKAPI"', true],
    ["source:Okapi", false],
    ["tag:great-lakes", true],
    ["tag:drc", true],
    ["tag:great", false],
    ["url:radiookapi.net", true],
    ["url:okapi.net", false],
    ["url:net", true],
    ["url:www.radiookapi.net/actualite", true],
    ["url:https://radiookapi.net/actualite/", true],
    ["url:radiookapi.net/actu", false],
    ["url:radiookapi.net/actualite/2025/goma", true],
    ["url:/2025/", true],
    ["url:/2024/", false],
  ])("%s over the story is %s", (filter, expected) => {
    const match = matchOf(`Goma AND ${filter}`, STORY);

    expect(match !== undefined).toBe(expected);
  });

  it.each(["lang:fr", "country:CD", "source:x", "tag:x", "url:x.org", "url:/x/"])(
    "%s does not hold where the fact is not known",
    (filter) => {
      const match = matchOf(`Goma AND ${filter}`, "Goma");

      expect(match).toBeUndefined();
    },
  );

  it("excludes under NOT, and lets a story pass whose fact is not known", () => {
    const known = matchOf("Goma -country:CD", STORY);
    const unknown = matchOf("Goma -country:CD", "Goma");

    expect([known === undefined, unknown === undefined]).toEqual([true, false]);
  });
});

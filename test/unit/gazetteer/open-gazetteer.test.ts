import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configPaths, readPackFiles } from "../../../lambdas/adapters/config-files.ts";
import { parseLabelledStories } from "../../../lambdas/core/evaluation/labelled-story.ts";
import { buildGazetteer, openGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { compileRuleSet } from "../../../lambdas/core/rules/story-matcher.ts";

const { pack } = readPackFiles(configPaths("config"));
const FILE = "test/fixtures/evaluation/dev.jsonl";

describe("a gazetteer that is opened, not checked", () => {
  it("recognises the same entities and matches the same rules", () => {
    const checked = compileRuleSet(pack.rules, buildGazetteer(pack.gazetteer).gazetteer).matcher;
    const opened = compileRuleSet(pack.rules, openGazetteer(pack.gazetteer)).matcher;
    const stories = parseLabelledStories(readFileSync(FILE, "utf8"), FILE).filter((_, index) => index % 5 === 0);

    for (const story of stories) {
      expect(opened.findEntities(story)).toEqual(checked.findEntities(story));
      expect(opened.matchStory(story)).toEqual(checked.matchStory(story));
    }

    expect(stories.length).toBeGreaterThan(40);
  });

  it("compiles an entity once, and only when it is asked for", () => {
    const opened = openGazetteer(pack.gazetteer);

    expect(opened.compiled("place.goma")).toBe(opened.compiled("place.goma"));
    expect(opened.compiled("place.nowhere")).toBeUndefined();
    expect(opened.ancestorsOf("place.goma")).toContain("place.north-kivu");
  });
});

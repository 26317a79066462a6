/** Grouping held against stories that people have labelled; test/fixtures/events/README.md says who tuned on which. */
import { describe, expect, it } from "vitest";
import { isSameEvent, profileOf } from "../../../lambdas/core/alerts/event-grouping.ts";
import { groupStories } from "../../../lambdas/core/alerts/group-stories.ts";
import { HOUR_MS } from "../../../lambdas/core/time.ts";
import { scoreGrouping } from "./b-cubed.ts";
import { type LabelledStory, labelledRarity, readLabelled } from "./labelled-events.ts";
import { eventOf } from "./told-events.ts";

describe("labelled stories", () => {
  it.each([
    [["tuned"], 0.95, 0.02],
    [["held-out", "set-aside"], 0.96, 0.02],
    [["judged"], 0.96, 0.02],
    [["fresh"], 0.91, 0.03],
  ] as const)("of %j are grouped with a B-cubed F1 of at least %f, at most %f swallowed", (files, leastF1, most) => {
    const lists = files.map(readLabelled);

    const found = lists.flatMap((stories) => groupStories(stories, labelledRarity));

    const truth = lists.flat().map((story) => story.event);
    const { f1, swallowed } = scoreGrouping(found, truth);
    expect(f1).toBeGreaterThanOrEqual(leastF1);
    expect(swallowed).toBeLessThanOrEqual(most);
  });

  it("are grouped about as well when each outlet is up to a day late", () => {
    const stories = readLabelled("tuned");
    const late = stories
      .map((story, index) => ({ story, at: story.publishedAt + ((index * 7) % 25) * HOUR_MS }))
      .sort((a, b) => a.at - b.at)
      .map(({ story }) => story);

    const { f1 } = scoreGrouping(
      groupStories(late, labelledRarity),
      late.map((story) => story.event),
    );

    expect(f1).toBeGreaterThanOrEqual(0.93);
  });

  it("are enough to judge by", () => {
    const count = (stories: readonly LabelledStory[]) => ({
      groups: new Set(stories.filter(({ lookalike }) => lookalike === undefined).map(({ event }) => event)).size,
      lookalikes: stories.filter(({ lookalike }) => lookalike !== undefined).length,
    });

    const tuned = count(readLabelled("tuned"));
    const aside = count([...readLabelled("held-out"), ...readLabelled("set-aside")]);

    expect(Math.min(tuned.groups, aside.groups)).toBeGreaterThanOrEqual(60);
    expect(Math.min(tuned.lookalikes, aside.lookalikes)).toBeGreaterThanOrEqual(100);
    expect(new Set(readLabelled("set-aside").map((story) => story.lang)).size).toBeGreaterThanOrEqual(6);
  });

  it("are grouped alike whichever of two tellings comes first", () => {
    const stories = readLabelled("tuned");
    const pairs = stories.flatMap((a) =>
      stories.filter((b) => b.event === a.event && b.id > a.id).map((b) => [a, b] as const),
    );

    const differing = pairs.filter(([a, b]) => {
      const at = (story: typeof a) => ({ ...story, lang: story.lang ?? "und" });
      const forth = isSameEvent(tellingOf(a), { ...eventOf(at(b), b.publishedAt) }, labelledRarity);
      const back = isSameEvent(tellingOf(b), { ...eventOf(at(a), a.publishedAt) }, labelledRarity);
      return forth.same !== back.same || Math.abs(forth.score - back.score) > 1e-9;
    });

    expect(pairs.length).toBeGreaterThan(80);
    expect(differing.map(([a, b]) => [a.id, b.id])).toEqual([]);
  });
});

function tellingOf(story: ReturnType<typeof readLabelled>[number]) {
  return { profile: profileOf(story), at: story.publishedAt, title: story.title, lang: story.lang ?? "und" };
}

import { describe, expect, it } from "vitest";
import { decide } from "../../../lambdas/core/alerts/decide.ts";
import type { EventStory, NewsEvent, Toll } from "../../../lambdas/core/alerts/event.ts";
import { tollKnown } from "../../../lambdas/core/alerts/toll-change.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { newsEvent, story } from "../../support/domain.ts";

const NOW = Date.UTC(2026, 0, 2, 12);
const MAX_AGE = 6 * HOUR_MS;

function verdictOn(part: Partial<Story>, event: NewsEvent, toll: Toll = {}, formerToll: Toll = {}) {
  return decide(story(part), { event, toll, formerToll, alertMaxAgeMs: MAX_AGE, now: NOW });
}

function toldEvent(outlets: number, toldOutlets: number, toldAgoMs: number, toll: Toll = {}): NewsEvent {
  return newsEvent({
    outlets: Array.from({ length: outlets }, (_, index) => `Outlet ${index}`),
    told: { at: NOW - toldAgoMs, outlets: toldOutlets, severity: "high", toll },
    revision: 1,
  });
}

describe("the decision on a story", () => {
  it("is new for the first story of an event", () => {
    const verdict = verdictOn({ severity: "low" }, newsEvent({ outlets: ["A"] }));

    expect(verdict).toEqual({ kind: "new", reason: "first story of this event" });
  });

  it.each([
    [6 * HOUR_MS, "new"],
    [6 * HOUR_MS + 1, "backlog"],
  ])("of an age of %d ms is %s", (ageMs, kind) => {
    const verdict = verdictOn({ publishedAt: NOW - ageMs, firstSeenAt: NOW }, newsEvent({}));

    expect(verdict.kind).toBe(kind);
  });

  it("is new for a fresh story of an event of which only backlog was seen", () => {
    const backlog: EventStory = {
      storyId: "other",
      contentHash: "",
      title: "Old",
      source: "A",
      publishedAt: NOW,
      decision: { kind: "backlog", reason: "", at: NOW },
    };
    const event = newsEvent({ outlets: ["A", "B"], revision: 0, stories: [backlog] });

    const verdict = verdictOn({}, event);

    expect(verdict).toEqual({ kind: "new", reason: "none of this event was told so far" });
  });

  it.each([
    [1, 1, "folded"],
    [2, 1, "update"],
    [3, 2, "folded"],
    [4, 2, "folded"],
    [5, 2, "update"],
    [9, 1, "update"],
    [10, 5, "update"],
    [29, 10, "folded"],
    [30, 10, "update"],
    [400, 30, "folded"],
  ])("with %d outlets, %d when last told, is %s", (outlets, toldOutlets, kind) => {
    const event = toldEvent(outlets, toldOutlets, HOUR_MS);

    expect(verdictOn({ severity: "high" }, event).kind).toBe(kind);
  });

  it("folds outlets that follow within the same wave", () => {
    const event = toldEvent(2, 1, 9 * MINUTE_MS);

    const verdict = verdictOn({ severity: "high" }, event);

    expect(verdict).toEqual({ kind: "folded", reason: "told already; 2 outlets tell it now" });
  });

  it("tells a higher severity at once", () => {
    const event = toldEvent(2, 1, MINUTE_MS);

    const verdict = verdictOn({ severity: "critical" }, event);

    expect(verdict).toEqual({ kind: "update", reason: "severity rose from high to critical" });
  });

  it("tells a corrected headline of a story that was told or stands in a digest, and only of such a one", () => {
    const revisions = [{ replacedAt: NOW, title: "Old", summary: "" }];

    const kinds = (["new", "update", "digest", "folded", "silenced", "backlog"] as const).map(
      (kind) => verdictOn({ revisions, decision: { kind, reason: "", at: NOW } }, toldEvent(1, 1, HOUR_MS)).kind,
    );

    expect(kinds).toEqual(["update", "update", "update", "folded", "folded", "folded"]);
  });

  it.each<[string, Toll, Toll, Toll, string]>([
    ["a higher toll", { dead: 11 }, { dead: 13 }, {}, "the number of dead rose from 11 to 13"],
    ["a first number of dead", {}, { dead: 3 }, {}, "a number of dead is told: 3"],
    [
      "more abducted",
      { dead: 3, abducted: 2 },
      { dead: 3, abducted: 9 },
      {},
      "the number of abducted rose from 2 to 9",
    ],
    [
      "far more displaced",
      { displaced: 1000 },
      { displaced: 1300 },
      {},
      "the number of displaced rose from 1000 to 1300",
    ],
    [
      "a number that its outlet corrected",
      { dead: 11 },
      { dead: 9 },
      { dead: 11 },
      "the outlet corrected the number of dead from 11 to 9",
    ],
  ])("tells %s at once", (_, told, toll, former, reason) => {
    const event = toldEvent(1, 1, MINUTE_MS, told);

    const verdict = verdictOn({ severity: "high" }, event, toll, former);

    expect(verdict).toEqual({ kind: "update", reason });
  });

  it.each<[string, Toll, Toll, Toll]>([
    ["the same toll", { dead: 11 }, { dead: 11 }, {}],
    ["a lower toll of another outlet", { dead: 13 }, { dead: 11 }, {}],
    ["no toll", { dead: 13 }, {}, {}],
    ["an edit of a story whose number was passed long ago", { dead: 13 }, { dead: 11 }, { dead: 11 }],
    ["as many displaced in other words", { displaced: 1000 }, { displaced: 1100 }, {}],
    ["a first number of displaced", { dead: 1 }, { dead: 1, displaced: 100 }, {}],
  ])("folds %s", (_, told, toll, former) => {
    const verdict = verdictOn({ severity: "high" }, toldEvent(1, 1, HOUR_MS, told), toll, former);

    expect(verdict.kind).toBe("folded");
  });
});

describe("the toll that a desk knows", () => {
  it("is the highest of each kind, but an outlet's correction of its own", () => {
    const known = [
      tollKnown({ dead: 11 }, { dead: 9, injured: 4 }, {}),
      tollKnown({ dead: 11 }, { dead: 13 }, {}),
      tollKnown({ dead: 11, injured: 2 }, { dead: 9 }, { dead: 11 }),
      tollKnown({ dead: 13 }, { dead: 9 }, { dead: 11 }),
    ];

    expect(known).toEqual([{ dead: 11, injured: 4 }, { dead: 13 }, { dead: 9, injured: 2 }, { dead: 13 }]);
  });
});

import { describe, expect, it } from "vitest";
import { decide } from "../../../lambdas/core/alerts/decide.ts";
import type { NewsEvent } from "../../../lambdas/core/alerts/event.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { newsEvent, story } from "../../support/domain.ts";

const NOW = Date.UTC(2026, 0, 2, 12);
const MAX_AGE = 6 * HOUR_MS;

function toldEvent(outlets: number, toldOutlets: number, toldAgoMs: number): NewsEvent {
  return newsEvent({
    outlets: Array.from({ length: outlets }, (_, index) => `Outlet ${index}`),
    told: { at: NOW - toldAgoMs, outlets: toldOutlets, severity: "high" },
    revision: 1,
  });
}

describe("the decision on a story", () => {
  it("is new for the first story of an event", () => {
    const verdict = decide(story({ severity: "low" }), newsEvent({ outlets: ["A"] }), MAX_AGE, NOW);

    expect(verdict).toEqual({ kind: "new", reason: "first story of this event" });
  });

  it.each([
    [6 * HOUR_MS, "new"],
    [6 * HOUR_MS + 1, "backlog"],
  ])("of an age of %d ms is %s", (ageMs, kind) => {
    const old = story({ publishedAt: NOW - ageMs, firstSeenAt: NOW });

    expect(decide(old, newsEvent({}), MAX_AGE, NOW).kind).toBe(kind);
  });

  it("is new for a fresh story of an event of which only backlog was seen", () => {
    const event = newsEvent({ outlets: ["A", "B"], revision: 0 });

    expect(decide(story({}), event, MAX_AGE, NOW).kind).toBe("new");
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

    expect(decide(story({ severity: "high" }), event, MAX_AGE, NOW).kind).toBe(kind);
  });

  it("folds outlets that follow within the same wave", () => {
    const event = toldEvent(2, 1, 9 * MINUTE_MS);

    const verdict = decide(story({ severity: "high" }), event, MAX_AGE, NOW);

    expect(verdict).toEqual({ kind: "folded", reason: "told already; 2 outlets tell it now" });
  });

  it("tells a higher severity at once", () => {
    const event = toldEvent(2, 1, MINUTE_MS);

    const verdict = decide(story({ severity: "critical" }), event, MAX_AGE, NOW);

    expect(verdict).toEqual({ kind: "update", reason: "severity rose from high to critical" });
  });

  it("tells a corrected headline of a story that was told, and only of such a one", () => {
    const revisions = [{ replacedAt: NOW, title: "Old", summary: "" }];
    const told = story({ severity: "high", revisions, decision: { kind: "new", reason: "", at: NOW, alertId: "a" } });
    const folded = story({ severity: "high", revisions, decision: { kind: "folded", reason: "", at: NOW } });

    expect(decide(told, toldEvent(1, 1, HOUR_MS), MAX_AGE, NOW).kind).toBe("update");
    expect(decide(folded, toldEvent(1, 1, HOUR_MS), MAX_AGE, NOW).kind).toBe("folded");
  });
});

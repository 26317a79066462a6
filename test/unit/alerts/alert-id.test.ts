import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertId, eventIdFor } from "../../../lambdas/core/alerts/alert-id.ts";

describe("ids of events and alerts", () => {
  it("are the same on every machine and in every year", () => {
    expect(eventIdFor("1".repeat(32))).toBe("c5882188129bedefc79fffb77418d844");
    expect(alertId("9bd0", 1)).toBe("231fef59d2a481b2f351dd9d067335d1");
  });

  it("are 32 hex digits, and differ by story, by event and by revision", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 1_000 }), (story, other, revision) => {
        const event = eventIdFor(story);

        const ids = [event, alertId(event, revision), alertId(event, revision + 1)];
        if (other !== story) ids.push(eventIdFor(other), alertId(eventIdFor(other), revision));

        expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it("keep an event apart from an alert of the same name", () => {
    expect(eventIdFor("e#1")).not.toBe(alertId("e", 1));
  });
});

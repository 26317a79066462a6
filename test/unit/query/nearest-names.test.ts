import { describe, expect, it } from "vitest";
import { nearestNames } from "../../../lambdas/query/nearest-names.ts";

const PLACES = ["goma", "bukavu", "beni", "north-kivu", "south-kivu", "kibumba", "buhumba"];

describe("nearest names", () => {
  it.each([
    ["gomma", ["goma"]],
    ["kivu", ["north-kivu", "south-kivu"]],
    ["bukavo", ["bukavu"]],
    ["kibumbu", ["kibumba"]],
    ["ben", ["beni"]],
    ["paris-sur-seine", []],
  ])("of %s are %j", (wanted, expected) => {
    expect(nearestNames(wanted, PLACES)).toEqual(expected);
  });

  it("are at most three", () => {
    const names = Array.from({ length: 50 }, (_, n) => `place-${n}`);

    expect(nearestNames("place-", names)).toHaveLength(3);
  });

  it("are not looked for when the text is absurdly long", () => {
    expect(nearestNames("a".repeat(100_000), ["a".repeat(100_000)])).toEqual([]);
  });
});

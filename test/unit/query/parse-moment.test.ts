import { describe, expect, it } from "vitest";
import { parseMoment } from "../../../lambdas/query/parse-moment.ts";

const NOW = Date.UTC(2026, 10, 24, 10);

describe("parsing a moment", () => {
  it.each([
    ["90m", "2026-11-24T08:30:00.000Z"],
    ["24h", "2026-11-23T10:00:00.000Z"],
    ["7d", "2026-11-17T10:00:00.000Z"],
    ["2w", "2026-11-10T10:00:00.000Z"],
    ["2026-11-24", "2026-11-24T00:00:00.000Z"],
    ["2026-11-24T10:00Z", "2026-11-24T10:00:00.000Z"],
    ["2026-11-24T10:00:00.5Z", "2026-11-24T10:00:00.500Z"],
    ["2026-11-24T10:00:00+02:00", "2026-11-24T08:00:00.000Z"],
    ["2026-11-24T10:00:00 02:00", "2026-11-24T08:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ])("reads %s", (text, expected) => {
    const at = parseMoment(text, NOW);

    expect(new Date(at ?? Number.NaN).toISOString()).toBe(expected);
  });

  it("counts back from the start of the minute", () => {
    expect(parseMoment("1h", NOW + 59_999)).toBe(parseMoment("1h", NOW));
  });

  it.each([
    "",
    "h",
    "24",
    "-24h",
    "24H",
    "999999d",
    "now",
    "2026-13-01",
    "2026-02-29",
    "2026-11-24T25:00:00Z",
    "2026-11-24T10:00:00",
    "24/11/2026",
    "2026-11-24T10:00:00Z ",
  ])("does not guess what %j means", (text) => {
    expect(parseMoment(text, NOW)).toBeUndefined();
  });
});

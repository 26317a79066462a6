import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDesk } from "../../../lambdas/core/desk.ts";

describe("desk settings", () => {
  it("are all defaults for an empty file", () => {
    const desk = parseDesk("", "desk.yaml");

    expect(desk).toEqual({
      stage: "prod",
      alertEmails: [],
      operationsEmails: [],
      timeZone: "Africa/Lubumbashi",
      pollMinutes: 15,
      retention: { unmatchedDays: 30, matchedDays: 400 },
      alertMaxAgeHours: 6,
      contactUrl: "https://example.org/kivuwatch-contact",
    });
  });

  it("shipped in config/ show the defaults", () => {
    const shipped = parseDesk(readFileSync("config/desk.yaml", "utf8"), "config/desk.yaml");

    expect(shipped).toEqual(parseDesk("", "defaults"));
  });

  it.each([
    ["stage: Prod!", /desk\.yaml: stage: must be 1-16 lower-case/],
    ["timeZone: Goma", /timeZone: is not an IANA time zone/],
    ["pollMinutes: 7", /pollMinutes/],
    ["alertEmails: [nobody]", /alertEmails\.0/],
    ["retention: {unmatchedDays: 0}", /retention\.unmatchedDays/],
    ["contactUrl: javascript:alert(1)", /contactUrl/],
    ["stgae: prod", /stgae/],
    ["stage: [", /not readable as YAML/],
    ["- a list", /desk\.yaml/],
  ])("name what is wrong in %j", (text, message) => {
    expect(() => parseDesk(text, "desk.yaml")).toThrow(message);
  });

  it("name every wrong key at once", () => {
    expect(() => parseDesk("stage: NO\ntimeZone: NO", "desk.yaml")).toThrow(/stage: .*timeZone: /);
  });
});

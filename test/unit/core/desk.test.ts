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
      corsOrigins: [],
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
    ['corsOrigins: ["*"]', /corsOrigins\.0: must be an origin/],
    ['corsOrigins: ["https://*.example"]', /corsOrigins\.0/],
    ["corsOrigins: [http://desk.example]", /corsOrigins\.0/],
    ["corsOrigins: [https://desk.example/]", /corsOrigins\.0/],
    ["corsOrigins: [null]", /corsOrigins\.0/],
    ['quietHours: {from: "22:00"}', /quietHours\.to/],
    ['quietHours: {from: "24:00", to: "06:00"}', /quietHours\.from: must be a time such as "06:30", in quotes/],
    ['quietHours: {from: "06:00", to: "06:00"}', /quietHours: must end at another time than they begin/],
    ["digest: {every: weekly}", /digest\.every/],
    ["digest: {every: daily, at: 7}", /digest\.at/],
    ["digest: {every: daily, upTo: critical}", /digest\.upTo/],
    ["stage: [", /not readable as YAML/],
    ["- a list", /desk\.yaml/],
  ])("name what is wrong in %j", (text, message) => {
    expect(() => parseDesk(text, "desk.yaml")).toThrow(message);
  });

  it("take quiet hours and a digest, and give back the same from their JSON", () => {
    const desk = parseDesk('quietHours: {from: "22:00", to: "06:00"}\ndigest: {every: daily}', "desk.yaml");

    const again = parseDesk(JSON.stringify(desk), "environment variable DESK");

    expect(desk.digest).toEqual({ every: "daily", at: "07:00", upTo: "medium" });
    expect(again).toEqual(desk);
  });

  it("name every wrong key at once", () => {
    expect(() => parseDesk("stage: NO\ntimeZone: NO", "desk.yaml")).toThrow(/stage: .*timeZone: /);
  });
});

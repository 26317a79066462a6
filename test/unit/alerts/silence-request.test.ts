import { describe, expect, it } from "vitest";
import { makeSilence, parseDuration, resolveTarget } from "../../../lambdas/core/alerts/silence-request.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";

const NAMES = { ruleIds: ["m23", "ituri"], placeIds: ["place.goma", "place.north-kivu", "place.ituri"] };
const EVENT = "0123456789abcdef0123456789abcdef";

describe("what is to be silenced", () => {
  it.each([
    ["m23", { kind: "rule", id: "m23" }],
    [" M23 ", { kind: "rule", id: "m23" }],
    ["goma", { kind: "place", id: "place.goma" }],
    ["place.goma", { kind: "place", id: "place.goma" }],
    ["North Kivu", { kind: "place", id: "place.north-kivu" }],
    ["place:ituri", { kind: "place", id: "place.ituri" }],
    ["rule:ituri", { kind: "rule", id: "ituri" }],
    [EVENT.toUpperCase(), { kind: "event", id: EVENT }],
    [`event:${EVENT}`, { kind: "event", id: EVENT }],
  ])("is found by %j", (text, target) => {
    expect(resolveTarget(text, NAMES)).toEqual(target);
  });

  it.each([
    ["ituri", '"ituri" is more than one thing: write rule:ituri or place:ituri'],
    ["gomba", 'nothing to silence goes by "gomba": write a rule'],
    ["gomas", 'nothing to silence goes by "gomas": did you mean place.goma?'],
    ["rule:goma", 'nothing to silence goes by "rule:goma"'],
    ["", 'nothing to silence goes by ""'],
    ["0123", 'nothing to silence goes by "0123"'],
  ])("is asked for again when it is %j", (text, message) => {
    expect(() => resolveTarget(text, NAMES)).toThrow(message);
  });
});

describe("how long", () => {
  it.each([
    ["30m", 30 * MINUTE_MS],
    ["6h", 6 * HOUR_MS],
    ["30d", 30 * DAY_MS],
  ])("is read from %s", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["", "6", "h", "0h", "-1h", "31d", "721h", "6 hours", "1.5h", "99999999d"])("is not read from %j", (text) => {
    expect(() => parseDuration(text)).toThrow(/--for .*at most 30d/);
  });
});

describe("a silence", () => {
  const target = { kind: "rule", id: "m23" } as const;

  it("has an id that follows from who asked for what and when", () => {
    const words = { why: "exercise", by: "Amina" };

    const [one, same, later] = [0, 0, 1].map((now) => makeSilence(target, words, now, HOUR_MS).id);

    expect(one).toMatch(/^[0-9a-f]{12}$/);
    expect([same === one, later === one]).toEqual([true, false]);
  });

  it("keeps author and reason to one clean line", () => {
    const { why, by } = makeSilence(target, { why: " joint\nexercise\u001b[2J ", by: "Amina\r\n" }, 0, HOUR_MS);

    expect([why, by]).toEqual(["joint exercise [2J", "Amina"]);
  });

  it.each([
    [{ why: "", by: "Amina" }, "--why is needed"],
    [{ why: "x", by: " \u200b" }, "--by is needed"],
    [{ why: "x".repeat(201), by: "Amina" }, "--why has more than 200 characters"],
  ])("is refused for %j", (words, message) => {
    expect(() => makeSilence(target, words, 0, HOUR_MS)).toThrow(message);
  });
});

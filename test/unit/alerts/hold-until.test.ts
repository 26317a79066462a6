import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DeskProfile, holdUntil } from "../../../lambdas/core/alerts/hold-until.ts";
import { minuteOfDay, nextHour, nextMinuteOfDay } from "../../../lambdas/core/alerts/wall-clock.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";

// Two hours ahead of UTC all year round.
const ZONE = "Africa/Lubumbashi";
const QUIET = { from: "22:00", to: "06:00" };
const DAILY = { every: "daily", at: "07:00", upTo: "medium" } as const;
const HOURLY = { every: "hourly", at: "07:00", upTo: "medium" } as const;

function local(day: number, time: string): number {
  return Date.parse(`2026-01-0${day}T${time}:00+02:00`);
}

function due(profile: Omit<DeskProfile, "timeZone">, severity: "low" | "medium" | "high" | "critical", at: number) {
  return holdUntil(severity, at, { ...profile, timeZone: ZONE })?.dueAt;
}

describe("an alert", () => {
  it.each(["low", "medium", "high", "critical"] as const)("that is %s goes out at once by default", (severity) => {
    expect(due({}, severity, local(1, "23:00"))).toBeUndefined();
  });

  it.each([
    ["21:59", undefined],
    ["22:00", local(2, "06:00")],
    ["23:59", local(2, "06:00")],
  ])("of %s waits for the end of quiet hours where they have begun", (time, expected) => {
    expect(due({ quietHours: QUIET }, "high", local(1, time))).toBe(expected);
  });

  it.each([
    ["00:00", local(1, "06:00")],
    ["05:59", local(1, "06:00")],
    ["06:00", undefined],
  ])("of %s, after midnight, waits where they have not ended", (time, expected) => {
    expect(due({ quietHours: QUIET }, "high", local(1, time))).toBe(expected);
  });

  it("waits for the same day's end of quiet hours that do not span midnight", () => {
    const quietHours = { from: "12:00", to: "14:00" };

    const dues = ["11:59", "12:00", "14:00"].map((time) => due({ quietHours }, "low", local(1, time)));

    expect(dues).toEqual([undefined, local(1, "14:00"), undefined]);
  });

  it("that is critical passes through quiet hours and digests", () => {
    expect(
      due({ quietHours: QUIET, digest: { ...DAILY, upTo: "high" } }, "critical", local(1, "23:00")),
    ).toBeUndefined();
  });

  it.each([
    ["low", local(2, "07:00")],
    ["medium", local(2, "07:00")],
    ["high", undefined],
  ] as const)("that is %s meets a daily digest up to medium", (severity, expected) => {
    expect(due({ digest: DAILY }, severity, local(1, "09:00"))).toBe(expected);
  });

  it("belongs to the digest that comes next, never to the one of this very moment", () => {
    const dues = ["06:59", "07:00"].map((time) => due({ digest: DAILY }, "low", local(1, time)));

    expect(dues).toEqual([local(1, "07:00"), local(2, "07:00")]);
  });

  it("waits for the full hour, and through quiet hours for their end", () => {
    const profile = { digest: HOURLY, quietHours: QUIET };

    const dues = ["20:10", "21:10", "23:10"].map((time) => due(profile, "low", local(1, time)));

    expect(dues).toEqual([local(1, "21:00"), local(2, "06:00"), local(2, "06:00")]);
  });

  it("says what it waits for", () => {
    const reasons = [
      holdUntil("high", local(1, "23:00"), { timeZone: ZONE, quietHours: QUIET })?.reason,
      holdUntil("low", local(1, "23:00"), { timeZone: ZONE, digest: DAILY })?.reason,
    ];

    expect(reasons).toEqual([
      "quiet hours 22:00 to 06:00: kept for the digest of 2026-01-02 06:00",
      "low: kept for the daily digest of 2026-01-02 07:00",
    ]);
  });
});

describe("the clock on the wall", () => {
  const zones = fc.constantFrom("Africa/Lubumbashi", "Europe/Brussels", "Asia/Kathmandu", "America/St_Johns", "UTC");
  const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });

  it("shows a minute again within a day, summer time or not", () => {
    const minutes = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(zones, moments, minutes, (zone, at, minute) => {
        const next = nextMinuteOfDay(at, minute, zone);

        expect(next).toBeGreaterThan(at);
        expect(next - at).toBeLessThanOrEqual(DAY_MS + 2 * HOUR_MS);
        // Where summer time skips that minute, the clock shows another one within two hours.
        const off = Math.abs(minuteOfDay(next, zone) - minute);
        expect(Math.min(off, 1_440 - off)).toBeLessThanOrEqual(120);
      }),
    );
  });

  it("shows exactly that minute on days that have it", () => {
    const next = nextMinuteOfDay(Date.UTC(2026, 2, 29, 3), 390, "Europe/Brussels");

    expect(new Date(next).toISOString()).toBe("2026-03-29T04:30:00.000Z");
  });

  it("strikes the hour, also in zones that are half or three quarters of one off", () => {
    fc.assert(
      fc.property(zones, moments, (zone, at) => {
        const next = nextHour(at, zone);

        expect(next - at).toBeGreaterThan(0);
        expect(next - at).toBeLessThanOrEqual(HOUR_MS);
        expect(minuteOfDay(next, zone) % 60).toBe(0);
        expect(next % MINUTE_MS).toBe(0);
      }),
    );
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { parseFeedDate } from "../../../lambdas/core/feeds/dates.ts";
import { parseExactDate } from "../../../lambdas/core/feeds/exact-dates.ts";

const twoDigits = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, "0"));

const times = fc.tuple(twoDigits(25), twoDigits(61), twoDigits(61)).map((parts) => parts.join(":"));
const years = fc.integer({ min: 1969, max: 2101 });

const mails = fc
  .tuple(
    fc.constantFrom("", "Mon, ", "Thu, "),
    fc.oneof(twoDigits(32), fc.integer({ min: 1, max: 9 }).map(String)),
    fc.constantFrom("Jan", "Feb", "Apr", "Sep", "Dec"),
    years,
    times,
    fc.constantFrom("GMT", "UTC", "Z", "+0200", "-0430", "+1300", "+1400", "+1500", "+0060"),
  )
  .map(([weekday, day, month, year, time, zone]) => `${weekday}${day} ${month} ${year} ${time} ${zone}`);

const stamps = fc
  .tuple(years, twoDigits(13), twoDigits(32), times, fc.constantFrom("Z", ".5Z", "+02:00", ".123456-04:30", "+15:00"))
  .map(([year, month, day, time, zone]) => `${year}-${month}-${day}T${time}${zone}`);

it("says what the patient way says, or nothing", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(mails, stamps), (written) => {
      const at = parseExactDate(written);

      if (at === undefined) return;
      read += 1;
      // A space in front is what the short way does not know.
      expect(at).toBe(parseFeedDate(` ${written}`));
    }),
    { numRuns: 2_000 },
  );
  expect(read).toBeGreaterThan(500);
});

it.each([
  ["Mon, 15 May 2023 10:15:30 +0200", Date.UTC(2023, 4, 15, 8, 15, 30)],
  ["2023-05-31T23:59:59.123-04:30", Date.UTC(2023, 5, 1, 4, 29, 59)],
  ["31 Feb 2023 10:15:30 GMT", undefined],
  ["2023-13-01T00:00:00Z", undefined],
  ["2023-00-10T00:00:00Z", undefined],
  ["Mon, 15 Mai 2023 10:15:30 GMT", undefined],
  ["Mon, 15 May 2023 10:15:30 EST", undefined],
])("reads %s as %s", (written, at) => {
  expect(parseExactDate(written)).toBe(at);
});

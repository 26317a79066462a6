import { expect, it } from "vitest";
import { type FreshnessHeaders, freshMinutes } from "../../../lambdas/adapters/http/fresh-minutes.ts";

const NOW = Date.parse("2023-05-15T10:00:00Z");

it.each<[FreshnessHeaders, number]>([
  [{}, 0],
  [{ cacheControl: "max-age=600" }, 10],
  [{ cacheControl: "public, Max-Age = 659, must-revalidate" }, 10],
  [{ cacheControl: "max-age=600", age: "300" }, 5],
  [{ cacheControl: "max-age=600", age: "900" }, 0],
  [{ cacheControl: "max-age=600", expires: "Tue, 16 May 2023 10:00:00 GMT" }, 10],
  [{ cacheControl: "max-age=999999999" }, 1_440],
  [{ cacheControl: "no-cache, max-age=600" }, 0],
  [{ cacheControl: "no-store", expires: "Tue, 16 May 2023 10:00:00 GMT" }, 0],
  [{ cacheControl: "max-age=soon" }, 0],
  [{ expires: "Mon, 15 May 2023 10:20:00 GMT" }, 20],
  [{ expires: "Mon, 15 May 2023 10:20:00 GMT", date: "Mon, 15 May 2023 10:05:00 GMT" }, 15],
  [{ expires: "Mon, 15 May 2013 10:20:00 GMT", date: "Mon, 15 May 2013 10:05:00 GMT" }, 15],
  [{ expires: "Mon, 15 May 2023 09:00:00 GMT" }, 0],
  [{ expires: "0" }, 0],
  [{ expires: "-1" }, 0],
])("reads %j as %i minutes", (headers, minutes) => {
  expect(freshMinutes(headers, NOW)).toBe(minutes);
});

import { expect, it } from "vitest";
import { parseRetryAfter } from "../../../lambdas/adapters/http/retry-after.ts";

const NOW = Date.parse("2023-05-15T10:00:00Z");

it.each([
  ["0", 0],
  ["30", 30_000],
  [" 1.5 ", 1_500],
  ["Mon, 15 May 2023 10:01:00 GMT", 60_000],
  ["Monday, 15-May-23 10:01:00 GMT", 60_000],
  ["Mon, 15 May 2023 09:59:00 GMT", 0],
])("reads %j", (value, expected) => {
  expect(parseRetryAfter(value, NOW)).toBe(expected);
});

it.each([undefined, "", "-5", "soon", "9".repeat(30), "Mon, 99 May 2023"])("does not read %j", (value) => {
  expect(parseRetryAfter(value, NOW)).toBeUndefined();
});

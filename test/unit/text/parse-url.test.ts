import { expect, it } from "vitest";
import { parseUrl } from "../../../lambdas/core/text/parse-url.ts";

it("knows a host with accents, however often it has been asked", () => {
  // Node 20's own URL.canParse changes its mind after some thousands of calls.
  let found = 0;
  for (let turn = 0; turn < 50_000; turn += 1) if (parseUrl("https://équateur.example")?.host !== undefined) found += 1;

  expect(found).toBe(50_000);
});

it.each([
  ["https://a.example/b", undefined, "https://a.example/b"],
  ["/b", "https://a.example/c", "https://a.example/b"],
  ["/b", undefined, undefined],
  ["http://", undefined, undefined],
  ["", undefined, undefined],
])("reads %j from %s", (text, base, expected) => {
  expect(parseUrl(text, base)?.href).toBe(expected);
});

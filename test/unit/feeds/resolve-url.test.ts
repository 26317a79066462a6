import fc from "fast-check";
import { expect, it } from "vitest";
import { absoluteUrl } from "../../../lambdas/core/feeds/resolve-url.ts";
import { parseUrl } from "../../../lambdas/core/text/parse-url.ts";

const HOSTS = [
  "a.example/",
  "www.x-y.co/",
  "A.example/",
  "1.2/",
  "a.0x1/",
  "xn--a.example/",
  "a..b.example",
  "a.b1/",
  "",
];
const MARKS = [..."abAB01.-_~/%?#&='\"<>[]^|`{}:@;+*(),!$ \\é", "..", "%2e", "%2E", "//", "/./", "/../"];

it("gives what the parser of URLs gives, with its short way and without", () => {
  const written = fc
    .tuple(fc.constantFrom("http://", "https://"), fc.constantFrom(...HOSTS), fc.array(fc.constantFrom(...MARKS)))
    .map(([scheme, host, marks]) => `${scheme}${host}${marks.join("")}`);

  fc.assert(
    fc.property(written, (text) => {
      const parsed = parseUrl(text.trim())?.href;

      expect(absoluteUrl(text)).toBe(parsed);
    }),
    { numRuns: 3_000 },
  );
});

it.each([
  ["/a b", "https://a.example/feed", "https://a.example/a%20b"],
  ["https://a.example/\n  b", undefined, "https://a.example/%20%20b"],
  ["/a", undefined, undefined],
  ["mailto:a@b.example", undefined, undefined],
  ["javascript:alert(1)", "https://a.example/", undefined],
  ["", "https://a.example/", undefined],
  [`https://a.example/${"a".repeat(5_000)}`, undefined, undefined],
])("resolves %j from %s", (written, base, expected) => {
  expect(absoluteUrl(written, base)).toBe(expected);
});

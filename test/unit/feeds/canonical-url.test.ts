import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalUrl } from "../../../lambdas/core/feeds/canonical-url.ts";

describe("canonicalUrl", () => {
  it.each([
    ["https://example.org/a", "https://example.org/a"],
    ["http://example.org/a", "https://example.org/a"],
    ["HTTPS://Example.ORG/A", "https://example.org/A"],
    [" https://example.org/a\n", "https://example.org/a"],
    ["https://example.org", "https://example.org/"],
    ["https://example.org./a", "https://example.org/a"],
    ["https://example.org:443/a", "https://example.org/a"],
    ["http://example.org:80/a", "https://example.org/a"],
    ["https://example.org:8443/a", "https://example.org:8443/a"],
    ["http://127.0.0.1:8080/a", "https://127.0.0.1:8080/a"],
    ["https://www.example.org/a", "https://example.org/a"],
    ["https://m.example.org/a", "https://example.org/a"],
    ["https://mobile.example.org/a", "https://example.org/a"],
    ["https://amp.example.org/a", "https://example.org/a"],
    ["https://www.m.example.org/a", "https://example.org/a"],
    ["https://www.org/a", "https://www.org/a"],
    ["https://media.example.org/a", "https://media.example.org/a"],
    ["https://user:pw@example.org/a", "https://example.org/a"],
    ["https://example.org/a#part", "https://example.org/a"],
    ["https://example.org/#!/article/1", "https://example.org/#!/article/1"],
    ["https://example.org/a/", "https://example.org/a"],
    ["https://example.org//a///b/", "https://example.org/a/b"],
    ["https://example.org/a/../b/./c", "https://example.org/b/c"],
    ["https://example.org/%7Eme/caf%c3%a9", "https://example.org/~me/caf%C3%A9"],
    ["https://example.org/café", "https://example.org/caf%C3%A9"],
    ["https://example.org/a/amp", "https://example.org/a"],
    ["https://example.org/a/amp/", "https://example.org/a"],
    ["https://example.org/amp/a", "https://example.org/a"],
    ["https://example.org/a.amp.html", "https://example.org/a.html"],
    ["https://example.org/a.amp", "https://example.org/a"],
    ["https://example.org/ampere", "https://example.org/ampere"],
    ["https://example.org/a?amp=1", "https://example.org/a"],
    ["https://example.org/a?amp", "https://example.org/a"],
    ["https://example.org/a?outputType=amp", "https://example.org/a"],
    ["https://example.org/a?", "https://example.org/a"],
    ["https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"],
    ["https://example.org/a?a=2&a=1", "https://example.org/a?a=1&a=2"],
    ["https://example.org/?p=12", "https://example.org/?p=12"],
    ["https://example.org/a?utm_source=rss&utm_medium=x&id=1", "https://example.org/a?id=1"],
    ["https://example.org/a?UTM_Source=rss", "https://example.org/a"],
    ["https://example.org/a?fbclid=x&gclid=y&mc_cid=z&_ga=1&at_medium=RSS&xtor=RSS-1&ocid=s", "https://example.org/a"],
    ["https://example.org/a?q=a+b%20c", "https://example.org/a?q=a+b+c"],
    ["https://bücher.example/a", "https://xn--bcher-kva.example/a"],
    ["http://[2001:DB8::1]/a", "https://[2001:db8::1]/a"],
  ])("makes %j %s", (link, canonical) => {
    expect(canonicalUrl(link)).toBe(canonical);
  });

  it.each([
    "",
    "a",
    "/a/b",
    "example.org/a",
    "mailto:a@example.org",
    "urn:uuid:1",
    "javascript:x",
    "http://",
    `https://example.org/${"a".repeat(5_000)}`,
  ])("finds no address in %j", (link) => {
    expect(canonicalUrl(link)).toBeUndefined();
  });

  it("is settled after one round, for any address", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url);
        expect(canonicalUrl(once ?? "")).toBe(once);
      }),
    );
  });

  it("does not tell apart what differs in tracking, scheme, order and fragment only", () => {
    const query = fc.uniqueArray(fc.tuple(fc.constantFrom("id", "p", "lang", "page"), fc.nat()), {
      selector: ([name]) => name,
    });

    fc.assert(
      fc.property(
        fc.webPath(),
        query,
        fc.shuffledSubarray(["utm_source=x", "fbclid=y", "gclid=z"]),
        (path, pairs, tracking) => {
          const plain = pairs.map(([name, value]) => `${name}=${value}`);
          const one = `http://example.org${path}?${plain.join("&")}#top`;
          const other = `https://www.example.org${path}?${[...tracking, ...plain.reverse()].join("&")}`;
          expect(canonicalUrl(one)).toBe(canonicalUrl(other));
        },
      ),
    );
  });
});

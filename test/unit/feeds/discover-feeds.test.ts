import { describe, expect, it } from "vitest";
import { discoverFeeds } from "../../../lambdas/core/feeds/discover-feeds.ts";

const URL_OF_PAGE = "https://site.example/news/today";

function link(href: string, more = 'type="application/rss+xml"'): string {
  return `<link rel="alternate" ${more} href="${href}">`;
}

describe("discoverFeeds", () => {
  it("gives what the page names before the well-known addresses, feeds of comments last", () => {
    const page = `<html><head>${link("/comments/feed", 'type="application/rss+xml" title="Comments"')}
      <LINK HREF='a.xml?x=1&amp;y=2' TYPE='application/atom+xml' REL='Alternate'><link rel=stylesheet href=s.css>
      ${link("/de", 'hreflang="de" type="text/html"')}${link("javascript:alert(1)")}</head>`;

    const addresses = discoverFeeds(page, URL_OF_PAGE);

    expect(addresses.slice(0, 3)).toEqual([
      "https://site.example/news/a.xml?x=1&y=2",
      "https://site.example/comments/feed",
      "https://site.example/feed",
    ]);
    expect(addresses.every((address) => address.startsWith("https://site.example/"))).toBe(true);
  });

  it("starts relative addresses from the page's base", () => {
    const page = `<base href="https://cdn.example/x/">${link("feed.json", 'type="application/feed+json"')}`;

    expect(discoverFeeds(page, URL_OF_PAGE)[0]).toBe("https://cdn.example/x/feed.json");
  });

  it.each([
    ["unclosed tags", "<link ".repeat(800_000)],
    ["tags", link("/f").repeat(60_000)],
    ["different feeds", Array.from({ length: 50_000 }, (_, at) => link(`/${at}`)).join("")],
  ])("takes little time and gives few addresses for megabytes of %s", (_, page) => {
    const startedAt = performance.now();

    const addresses = discoverFeeds(page, URL_OF_PAGE);

    expect(addresses.length).toBeLessThanOrEqual(18);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

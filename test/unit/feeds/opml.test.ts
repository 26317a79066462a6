import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feedIdOf } from "../../../lambdas/core/feeds/entry-identity.ts";
import type { FeedSpec } from "../../../lambdas/core/feeds/feed.ts";
import { readOpml } from "../../../lambdas/core/feeds/opml.ts";
import { writeOpml } from "../../../lambdas/core/feeds/write-opml.ts";

const NOW = Date.parse("2023-05-15T10:00:00Z");

function opml(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0" xmlns:kw="https://kivuwatch.org/ns/opml/1.0">\n<head><title>t</title></head>\n<body>\n${body}\n</body>\n</opml>`;
}

describe("readOpml", () => {
  it("reads feeds with all that we add to OPML", () => {
    const { specs, problems } = readOpml(
      opml(
        `<outline text="Wire" title="The Wire &amp; Co" type="rss" xmlUrl="https://wire.example/feed?a=1&amp;b=2"
          kw:source="Wire" kw:lang="fr" kw:country="cd" kw:tags="great-lakes, Radio  great-lakes"/>`,
      ),
      "feeds.opml",
    );

    expect(problems).toEqual([]);
    expect(specs).toEqual([
      {
        id: feedIdOf("https://wire.example/feed?a=1&b=2"),
        url: "https://wire.example/feed?a=1&b=2",
        title: "The Wire & Co",
        source: "Wire",
        lang: "fr",
        country: "CD",
        tags: ["great-lakes", "radio"],
      },
    ]);
  });

  it("reads folders in folders, the title of either attribute, and names a feed without one by its host", () => {
    const { specs, problems } = readOpml(
      opml(`<outline text="A"><outline text="B"><outline text="One" xmlUrl="https://one.example/"/></outline></outline>
        <outline xmlUrl="https://two.example/rss" language="en-gb"/><outline text="Three" xmlUrl="https://three.example/" language="unknown"/>`),
      "feeds.opml",
    );

    expect(problems).toEqual([]);
    expect(specs.map(({ title, source, lang }) => [title, source, lang])).toEqual([
      ["One", "One", undefined],
      ["two.example", "two.example", "en-gb"],
      ["Three", "Three", undefined],
    ]);
  });

  it.each([
    [
      "OPML 1.0 with url",
      '<opml version="1.0"><body><outline type="rss" text="x" url="https://x.example/"/></body></opml>',
    ],
    ["upper case", '<OPML><BODY><OUTLINE TEXT="x" XMLURL="https://x.example/"/></BODY></OPML>'],
    ["no body", '<opml><outline text="x" xmlUrl="https://x.example/"/></opml>'],
    ["unquoted attributes and open elements", "<opml><body><outline text=x xmlUrl=https://x.example/ >"],
    ["cut short", '<opml><body><outline text="x" xmlUrl="https://x.example/"/><outline text="y" xmlUr'],
    ["bare ampersands", '<opml><body><outline text="x & y" xmlUrl="https://x.example/"/></body></opml>'],
    ["an undeclared prefix", '<opml><body><outline kw:lang="fr" text="x" xmlUrl="https://x.example/"/></body></opml>'],
    [
      "a mark and a comment before it",
      '\ufeff<!-- mine --><opml><body><outline text="x" xmlUrl="https://x.example/"/></body></opml>',
    ],
  ])("reads broken files: %s", (_, text) => {
    const { specs, problems } = readOpml(text, "feeds.opml");

    expect(problems).toEqual([]);
    expect(specs.map((spec) => spec.url)).toEqual(["https://x.example/"]);
  });

  it("reports line by line what it cannot use, and goes on", () => {
    const { specs, problems } = readOpml(
      opml(
        [
          '<outline text="Good" xmlUrl="https://good.example/"/>',
          '<outline text="Empty"/>',
          '<outline text="Relative" xmlUrl="/feed"/>',
          '<outline text="Mail" xmlUrl="mailto:a@b.example"/>',
          '<outline text="Secret" xmlUrl="https://me:pw@private.example/"/>',
          '<outline text="Again" xmlUrl="https://good.example/"/>',
          '<outline text="Odd" xmlUrl="https://odd.example/" kw:lang="French!" kw:country="Congo"/>',
        ].join("\n"),
      ),
      "feeds.opml",
    );

    expect(specs.map((spec) => [spec.title, spec.lang, spec.country])).toEqual([
      ["Good", undefined, undefined],
      ["Odd", undefined, undefined],
    ]);
    expect(problems).toEqual([
      { line: 6, message: 'outline "Empty" has no xmlUrl and holds no outlines' },
      { line: 7, message: '"/feed" is no absolute address' },
      { line: 8, message: '"mailto:a@b.example" is neither http nor https' },
      { line: 9, message: "the address at private.example holds a user name or password, which is never sent" },
      { line: 10, message: '"https://good.example/" is listed in line 5 already' },
      { line: 11, message: 'kw:lang "French!" is left out: expected e.g. fr' },
      { line: 11, message: 'kw:country "Congo" is left out: expected e.g. CD' },
    ]);
  });

  it.each(["", "no list at all", "<html><body>404</body></html>"])("says of %j that it holds no feed", (text) => {
    const { specs, problems } = readOpml(text, "feeds.opml");

    expect(specs).toEqual([]);
    expect(problems.map((problem) => problem.message)).toEqual([
      "feeds.opml holds no <opml> element; outlines are read wherever they stand",
      'feeds.opml names no feed: expected <outline xmlUrl="https://…"/>',
    ]);
  });

  it("takes 100,000 nested outlines in its stride", () => {
    const started = process.cpuUsage();

    const { specs } = readOpml(
      opml(`${'<outline text="x">'.repeat(100_000)}<outline xmlUrl="https://x.example/"/>`),
      "feeds.opml",
    );

    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
    expect(specs.length).toBeLessThanOrEqual(1);
  });
});

describe("writeOpml", () => {
  const words = fc
    .string({ unit: "grapheme", minLength: 1 })
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text !== "" && !/[\p{Cc}\p{Cs}\ufeff\ufffe\uffff]/u.test(text));
  const specs = fc.uniqueArray(
    fc
      .record({
        url: fc.webUrl({ withQueryParameters: true }),
        title: words,
        source: words,
        lang: fc.constantFrom("fr", "sw", "en-GB"),
        country: fc.constantFrom("CD", "RW"),
        tags: fc.uniqueArray(fc.constantFrom("great-lakes", "radio", "état")),
      })
      .map((spec): FeedSpec => ({ ...spec, id: feedIdOf(spec.url) })),
    { selector: (spec) => spec.url },
  );

  it("writes what readOpml gives back unchanged", () => {
    fc.assert(
      fc.property(specs, words, (feeds, title) => {
        const { specs: read, problems } = readOpml(writeOpml(feeds, title, NOW), "feeds.opml");
        expect(read).toEqual(feeds);
        expect(problems).toHaveLength(feeds.length === 0 ? 1 : 0);
      }),
    );
  });

  it("says when it was written", () => {
    expect(writeOpml([], "Mine", NOW)).toContain("<dateCreated>Mon, 15 May 2023 10:00:00 GMT</dateCreated>");
  });
});

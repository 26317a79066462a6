import { describe, expect, it } from "vitest";
import type { FeedDocument } from "../../../lambdas/core/feeds/entry.ts";
import { FeedError } from "../../../lambdas/core/feeds/feed-error.ts";
import { FEED_LIMITS, readFeed } from "../../../lambdas/core/feeds/read-feed.ts";

const NOW = Date.parse("2023-05-16T00:00:00Z");
const URL_READ = "https://wire.example/feed";

function read(text: string): FeedDocument {
  return readFeed(new TextEncoder().encode(text), { url: URL_READ, now: NOW });
}

function rss(items: string): string {
  return `<rss version="2.0"><channel><title>Wire</title>${items}</channel></rss>`;
}

function refusalOf(text: string): FeedError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FeedError) return error;
    throw error;
  }
  throw new Error("it was read as a feed");
}

describe("readFeed refuses", () => {
  it.each(["", "   \n\t ", "\ufeff"])("an empty document %j", (text) => {
    expect(refusalOf(text)).toMatchObject({ code: "E_EMPTY", message: `${URL_READ} answered with an empty document` });
  });

  it("a web page, naming it and the feed that it points to", () => {
    const page = `<!DOCTYPE html><html><head><meta charset=utf-8><title>Log  in &amp; read</title>
      <link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body><p>Please</body></html>`;

    expect(refusalOf(page)).toMatchObject({
      code: "E_HTML_PAGE",
      message: `${URL_READ} holds the web page "Log in & read" where a feed should be; that page names the feed https://wire.example/rss.xml`,
    });
  });

  it.each([
    ["plain words", "found no markup"],
    ["<urlset><url/></urlset>", "found <urlset>"],
    ["\u0000\u0001\u0002PK", "found no markup"],
    ["<svg><feed/></svg>", "found <svg>"],
  ])("%j, which is no feed", (text, found) => {
    expect(refusalOf(text)).toMatchObject({ code: "E_NOT_A_FEED", message: expect.stringContaining(found) });
  });

  it.each(['{"items": 7}', '{"version": ', "{}"])("JSON %j that is no JSON Feed", (text) => {
    expect(refusalOf(text)).toMatchObject({ code: "E_NOT_A_FEED" });
  });

  it("more bytes than the limit, naming it", () => {
    expect(refusalOf(rss(" ".repeat(FEED_LIMITS.maxBytes)))).toMatchObject({
      code: "E_LIMIT",
      message: expect.stringContaining("the limit is 5000000"),
    });
  });

  it("more elements than the limit, naming it", () => {
    expect(refusalOf(rss("<a/>".repeat(250_000)))).toMatchObject({
      code: "E_LIMIT",
      message: expect.stringContaining("250000 elements"),
    });
  });
});

describe("readFeed refuses to account for", () => {
  it("more entries than anybody lists, naming the limit", () => {
    expect(refusalOf(rss("<item/>".repeat(20_001)))).toMatchObject({
      code: "E_LIMIT",
      message: `${URL_READ} holds 20001 entries; the limit is 20000`,
    });
  });

  it("JSON of more values than the limit, naming it", () => {
    expect(refusalOf(`{"items":[{"title":"a"}${",{}".repeat(300_000)}]}`)).toMatchObject({
      code: "E_LIMIT",
      message: `${URL_READ} holds JSON of more than 500000 values`,
    });
  });
});

describe("readFeed keeps to its limits", () => {
  it("by rejecting the entries beyond the first 500, each with its place", () => {
    const document = read(rss("<item><title>x</title></item>".repeat(502)));

    expect(document.entries).toHaveLength(500);
    expect(document.rejected).toEqual([
      { index: 500, reason: "it is beyond the limit of 500 entries a document" },
      { index: 501, reason: "it is beyond the limit of 500 entries a document" },
    ]);
  });

  it("by cutting long texts, never within a character", () => {
    const [entry] = read(
      rss(`<item><title>t</title><description>${"😀".repeat(40_000)}x</description></item>`),
    ).entries;

    expect(entry?.summary).toBe("😀".repeat(FEED_LIMITS.maxFieldChars / 2));
  });
});

describe("readFeed survives in under a second of processor time", () => {
  const deep = "<div>".repeat(100_000);
  it.each<[string, string]>([
    ["200 kB of <", rss(`<item><title>a</title><description><![CDATA[${"<".repeat(200_000)}]]></description></item>`)],
    ["200 kB of bare <", rss(`<item><title>a</title><description>${"<".repeat(200_000)}</description></item>`)],
    ["200 kB of <a", rss(`<item><title>a</title><description>${"<a".repeat(100_000)}</description></item>`)],
    ["200 kB of &lt;a", rss(`<item><title>a</title><description>${"&lt;a".repeat(60_000)}</description></item>`)],
    ["1 MB of ampersands", rss(`<item><title>a</title><description>${"&".repeat(1_000_000)}</description></item>`)],
    ["300,000 names of characters", rss(`<item><title>a ${names(300_000)}</title></item>`)],
    ["100,000 open elements", rss(`<item><title>a</title>${deep}`)],
    [
      "100,000 elements that close in the wrong order",
      rss(`<item><title>a</title>${deep}${"</p></span>".repeat(100_000)}`),
    ],
    ["100,000 nested elements within a text", rss(`<item><title>a</title><description>${deep}x`)],
    ["100,000 attributes", rss(`<item ${attributes(100_000)}><title>a</title></item>`)],
    ["100,000 namespaces", rss(`<item ${attributes(100_000, "xmlns:n")}><title>a</title></item>`)],
    ["100,000 elements that declare a namespace", rss(`<item><title>a</title>${'<b xmlns:p="u">'.repeat(100_000)}`)],
    [
      "20,000 elements below 60,000 namespaces",
      rss(`<item><title>a</title>${spaces(240, 250)}${'<b xmlns:p="u"/>'.repeat(20_000)}`),
    ],
    ["100,000 comments", rss(`${"<!-- x -->".repeat(100_000)}<item><title>a</title></item>`)],
    ["an open comment", rss(`<item><title>a</title></item>${"<!-- ".repeat(200_000)}`)],
    ["100,000 dates", rss(`<item><title>a</title>${"<pubDate>32 13 99999</pubDate>".repeat(100_000)}</item>`)],
    ["one date of 1 MB", rss(`<item><title>a</title><pubDate>${"1 ".repeat(500_000)}</pubDate></item>`)],
    ["an author of 300 kB of (", rss(`<item><title>a</title><author>${"(<".repeat(150_000)}</author></item>`)],
    ["100,000 categories", rss(`<item><title>a</title>${"<category>c</category>".repeat(100_000)}</item>`)],
    ["a link of 1 MB", rss(`<item><title>a</title><link>https://x.example/${"a/../".repeat(200_000)}</link></item>`)],
    ["1 MB of white space", rss(`<item><title>a</title><description>${" \n".repeat(500_000)}x</description></item>`)],
    [
      "1 MB of what looks like mojibake",
      rss(`<item><title>a</title><description>${"Ã©—".repeat(200_000)}</description></item>`),
    ],
  ])("%s", (_, text) => {
    const started = process.cpuUsage();

    const document = read(text);

    expect(cpuMsSince(started)).toBeLessThan(1_000);
    expect(document.entries[0]?.title).toMatch(/^a/);
  });

  it("a million bytes that are no UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from(rss("<item><title>a</title></item>")), Buffer.alloc(1_000_000, 0xe9)]);
    const started = process.cpuUsage();

    const document = readFeed(bytes, { url: URL_READ, now: NOW });

    expect(cpuMsSince(started)).toBeLessThan(1_000);
    expect(document.entries).toHaveLength(1);
  });

  it("JSON nested 100,000 deep", () => {
    const started = process.cpuUsage();

    const document = read(`{"items":[{"id":"1","title":"a","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}]}`);

    expect(cpuMsSince(started)).toBeLessThan(1_000);
    expect(document.entries).toHaveLength(1);
  });
});

describe("readFeed is not used as a weapon", () => {
  it("does not expand entities that a document declares for itself", () => {
    const laughs = Array.from({ length: 10 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`);
    const text = `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs.join("")}<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss(
      "<item><title>&l10; &x;</title></item>",
    )}`;

    const document = read(text);

    expect(document.entries[0]?.title).toBe("&l10; &x;");
  });

  it("keeps prototypes clean, in XML and in JSON", () => {
    const xml = read(
      rss(
        '<item __proto__="x" constructor="y"><__proto__><polluted>1</polluted></__proto__><constructor/><title>a</title></item>',
      ),
    );
    const json = read('{"__proto__":{"polluted":1},"items":[{"title":"a","__proto__":{"summary":"hidden"}}]}');

    expect(xml.entries[0]).not.toHaveProperty("polluted");
    expect(json.entries[0]?.summary).toBe("");
    expect({}).not.toHaveProperty("polluted");
  });

  it("reads a good document after a hostile one as if nothing had been", () => {
    read(rss(`<item><title>a ${names(5_000)}</title></item>`));

    const document = read(rss("<item><title>&eacute;</title></item>"));

    expect(document.entries[0]?.title).toBe("é");
  });

  it("gives plain text, whatever stands in a field", () => {
    const markup = "<![CDATA[<img src=x onerror=alert(1)><script>alert(2)</script>word<svg onload=alert(3)>]]>";
    const [entry] = read(
      rss(
        `<item><title>${markup}</title><description>${markup}</description><author>${markup}</author><category>${markup}</category></item>`,
      ),
    ).entries;

    expect([entry?.title, entry?.summary, ...(entry?.authors ?? []), ...(entry?.categories ?? [])]).toEqual(
      Array(4).fill("word"),
    );
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "  JaVaScRiPt:alert(1)"])(
    "never gives %j for a link",
    (link) => {
      const [entry] = read(rss(`<item><title>a</title><link>${link}</link><guid>${link}</guid></item>`)).entries;

      expect(entry).not.toHaveProperty("link");
    },
  );
});

describe("readFeed works out how long a document is fresh", () => {
  it.each([
    ["<ttl>45</ttl>", 45],
    ["<ttl>soon</ttl>", 0],
    ["<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30],
    ["<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency> 1 </sy:updateFrequency>", 0],
    ["<sy:updatePeriod>daily</sy:updatePeriod>", 1_440],
    ["<ttl>60</ttl><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>48</sy:updateFrequency>", 60],
  ])("from %s", (hint, minutes) => {
    expect(read(rss(hint)).ttlMinutes).toBe(minutes);
  });
});

/** Processor time, not the clock's: other suites may run beside this one. */
function cpuMsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}

function names(count: number): string {
  return Array.from({ length: count }, (_, index) => `&n${index.toString(36)};`).join("");
}

/** Nested elements, each of which declares its own namespaces. */
function spaces(levels: number, each: number): string {
  return Array.from({ length: levels }, (_, level) => `<c ${attributes(each, `xmlns:l${level}n`)}>`).join("");
}

function attributes(count: number, prefix = "a"): string {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}="v"`).join(" ");
}

/** What `feeds check` and `feeds add` find on a real server. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendOutline } from "../../../cli/commands/feeds-add.ts";
import { storedTable } from "../../../cli/commands/feeds-list.ts";
import { checkFeeds } from "../../../cli/feeds/check-feeds.ts";
import { findFeed } from "../../../cli/feeds/find-feed.ts";
import { formatTable } from "../../../cli/feeds/table.ts";
import { HttpFeedFetcher } from "../../../lambdas/adapters/http/http-feed-fetcher.ts";
import { NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import { readOpml } from "../../../lambdas/core/feeds/opml.ts";
import { DAY_MS, HOUR_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";
import { type FeedServer, rss, startFeedServer } from "../../support/feed-server.ts";

const NOW = Date.parse("2023-05-16T10:00:00Z");

let server: FeedServer;
let fetcher: HttpFeedFetcher;

beforeEach(async () => {
  server = await startFeedServer();
  fetcher = new HttpFeedFetcher({ contactUrl: "https://desk.example/", allowHosts: [server.host] });
});

afterEach(async () => {
  await fetcher.close();
  await server.stop();
});

describe("checkFeeds", () => {
  async function check(...paths: string[]) {
    const progress: string[] = [];
    const specs = paths.map((path) => ({
      ...feedSpec({ url: path.startsWith("/") ? server.urlOf(path) : path, title: path }),
      lang: "fr",
    }));
    const checks = await checkFeeds(specs, {
      fetcher,
      now: () => NOW,
      pause: async () => progress.push("pause"),
      isOwnHost: () => false,
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    return { checks, progress };
  }

  it("names what each feed holds, in the order asked, and pauses between feeds of a host", async () => {
    const published = new Date(NOW - HOUR_MS);
    server.serve("/good", { body: rss([{ title: "One", published }, { title: "Two" }]) });
    server.serve("/old", { body: rss([{ title: "One", published: new Date(NOW - 90 * DAY_MS) }]) });
    server.serve("/empty", { body: rss([]) });

    const { checks, progress } = await check("/good", "/old", "/empty");

    expect(checks.map(({ title, status, entries }) => [title, status, entries])).toEqual([
      ["/good", "ok", 2],
      ["/old", "ok", 1],
      ["/empty", "ok", 0],
    ]);
    expect(checks[0]).toMatchObject({ format: "rss-2.0", newest: "2023-05-16T09:00:00.000Z", advice: [] });
    expect(checks[1]?.advice).toEqual([expect.stringContaining("nothing new for 90 days")]);
    expect(checks[2]?.advice).toEqual([expect.stringContaining("holds no entries")]);
    expect(progress).toEqual(["1/3", "pause", "2/3", "pause", "3/3"]);
  });

  it("names every failure and goes on", async () => {
    server.serve("/page", { body: "<html><title>Home</title></html>", contentType: "text/html" });
    server.serve("/moved", { body: rss([{ title: "Habari" }]).replace("<link>", "<language>sw</language><link>") });

    const { checks } = await check("/none", "/page", "http://10.1.2.3/feed", "not-an-address", "/moved");

    expect(checks.map(({ status, isOk }) => [status, isOk])).toEqual([
      ["http-404", false],
      ["E_HTML_PAGE", false],
      ["blocked-address", false],
      ["bad-url", false],
      ["ok", true],
    ]);
    expect(checks.every(({ advice }) => advice.length > 0)).toBe(true);
    expect(checks[4]?.advice).toContain("says that it is in sw, configured as fr");
  });
});

describe("findFeed", () => {
  it("takes the feed that a site's page names", async () => {
    const page = '<html><head><link rel="alternate" type="application/rss+xml" href="/deep/news.xml"></head></html>';
    server.serve("/", { body: page, contentType: "text/html" });
    server.serve("/deep/news.xml", { body: rss([{ title: "One" }]) });

    const { feed } = await findFeed(server.urlOf("/"), fetcher, NOW);

    expect(feed).toMatchObject({ url: server.urlOf("/deep/news.xml"), document: { title: "Test wire" } });
  });

  it("tries the well-known addresses of a page that names none, or names a broken one", async () => {
    const page = '<html><link rel="alternate" type="application/rss+xml" href="/broken"></html>';
    server.serve("/", { body: page, contentType: "text/html" });
    server.serve("/broken", { body: "<html></html>" });
    server.serve("/rss.xml", { body: rss([{ title: "One" }]) });

    const { feed, tried } = await findFeed(server.urlOf("/"), fetcher, NOW);

    expect(feed?.url).toBe(server.urlOf("/rss.xml"));
    expect(tried.some((line) => line.startsWith(server.urlOf("/broken")))).toBe(true);
  });

  it("says what it tried when there is no feed", async () => {
    server.serve("/", { body: "<html><p>Nothing</p></html>", contentType: "text/html" });

    const { feed, tried } = await findFeed(server.urlOf("/"), fetcher, NOW);

    expect(feed).toBeUndefined();
    expect(tried.at(-1)).toContain("no feed found");
  });
});

describe("appendOutline", () => {
  const LIST = `<opml version="2.0" xmlns:kw="https://kivuwatch.org/ns/opml/1.0">
  <!-- kept -->
  <body>
    <outline text="Folder">
      <outline type="rss" text="A" xmlUrl="https://a.example/feed"/>
    </outline>
  </body>
</opml>
`;

  it("adds a feed and leaves every other line as it is", () => {
    const spec = feedSpec({ url: "https://b.example/feed?a=1&b=2", title: 'B "quoted" <x>', tags: ["drc"] });

    const after = appendOutline(LIST, spec, "feeds.opml");

    expect(after.split("\n").filter((line) => !line.includes("b.example"))).toEqual(LIST.split("\n"));
    expect(readOpml(after, "").specs.at(-1)).toMatchObject({ url: spec.url, title: spec.title, tags: ["drc"] });
  });

  it("refuses a file in which it would not be found again", () => {
    expect(() => appendOutline("<opml></opml>", feedSpec(), "feeds.opml")).toThrow("feeds.opml: no feed can be added");
    expect(() => appendOutline(LIST.replace("</body>", "<!-- </body>"), feedSpec(), "f")).toThrow(
      "no feed can be added",
    );
  });
});

describe("formatTable", () => {
  it("aligns the columns and lets no cell break the line or steer the terminal", () => {
    const lines = formatTable([
      ["a", "b"],
      ["wide\n\u001b[31mred", "x\u202ey"],
    ]);

    expect(lines).toEqual(
      ["a              b", "wide [31mred  x y"].map((line) => line.replace("a              b", "a             b")),
    );
  });
});

describe("the table of stored feeds", () => {
  it("shows health, norm, error and languages, and when dispatch last ran", () => {
    const state = { ...NEW_FEED_STATE, firstGoodAt: NOW - 9 * DAY_MS, lastGoodAt: NOW, lastNewAt: NOW - HOUR_MS };
    const spec = feedSpec({ title: "Idhaa\u001b[2J", lang: "sw" });
    const schedule = { intervalMinutes: 15, isGone: false };
    const failing = { ...state, failures: 3, lastError: { at: NOW, reason: "dns: no such host" } };

    const table = storedTable({ feeds: [{ ...spec, schedule, state: failing }], dispatchedAt: NOW }, NOW);

    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are left out
    expect(table.replaceAll(/\u001b\[\d+m/g, "").split("\n")).toEqual([
      "health   every   last good         last new          silent after  stories  lang  feed       last error",
      "failing  15 min  2023-05-16 10:00  2023-05-16 09:00  2023-05-30    0        sw    Idhaa [2J  dns: no such host",
      "",
      "language  health   stories in three days  last new          healthy feeds",
      "sw        healthy  0                      2023-05-16 09:00  0 of 1",
      "",
      "dispatch last ran 2023-05-16 10:00 UTC",
      "",
    ]);
  });
});

import { Parser as XmlParser } from "htmlparser2";
import RssParser from "rss-parser";
import { beforeEach, describe, expect, it } from "vitest";
import { safeLine } from "../../../lambdas/core/alerts/messages/safe-text.ts";
import { writeCap } from "../../../lambdas/core/archive/export/cap.ts";
import { writeCsv } from "../../../lambdas/core/archive/export/csv.ts";
import { readFeed } from "../../../lambdas/core/feeds/read-feed.ts";
import { type Archive, createArchive, eventOf, NOW, numbered } from "../query/archive.ts";
import { GAZETTEER } from "../stories/build-story.ts";

const HOSTILE = 'Tom & "Jerry" <b>&amp;</b> \u0000\uD800\u202E é ]]>';

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
  await archive.add(
    numbered(1, { title: HOSTILE, summary: `<script>${HOSTILE}</script>`, url: "javascript:alert(1)" }),
  );
  await archive.add(numbered(2, { title: "=HYPERLINK(1)", summary: 'line one\nline, "two"', lang: "fr" }));
  await archive.add(numbered(3, { title: "", summary: "", lang: undefined }));
});

/** RFC 4180, written for this test: a state machine over characters. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted && character === '"' && text.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === "," || character === "\r")) {
      rows.at(-1)?.push(cell);
      cell = "";
      if (character === "\r") {
        expect(text.charAt(at + 1)).toBe("\n");
        at += 1;
        rows.push([]);
      }
    } else cell += character;
  }
  return rows.slice(0, -1);
}

/** Every element closes in its turn, and no character is one that XML cannot hold. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  const parser = new XmlParser(
    {
      onopentagname: (name) => open.push(name),
      onclosetag: (name, isImplied) => {
        expect(isImplied && !xml.includes(`<${name} `)).toBe(false);
        expect(open.pop()).toBe(name);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  expect(open).toEqual([]);
  expect(xml.isWellFormed()).toBe(true);
  expect(xml.match(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u)).toBeNull();
  expect(xml.match(/&(?!#\d+;|amp;|lt;|gt;|quot;)/)).toBeNull();
}

async function fetchText(path: string, headers: Record<string, string> = {}) {
  const response = await archive.app.request(`http://desk.example${path}`, { headers });
  const text = Buffer.from(await response.arrayBuffer()).toString("utf8");
  return {
    status: response.status,
    type: response.headers.get("Content-Type"),
    link: response.headers.get("Link"),
    text,
  };
}

describe("feeds of stories", () => {
  it.each([
    [".atom", "application/atom+xml; charset=utf-8"],
    [".rss", "application/rss+xml; charset=utf-8"],
  ])("are XML that a foreign parser and our own reader take, as %s", async (suffix, mediaType) => {
    const { status, type, text } = await fetchText(`/stories${suffix}?place=north-kivu`);

    expect(status).toBe(200);
    expect(type).toBe(mediaType);
    expectWellFormed(text);
    const foreign = await new RssParser().parseString(text);
    expect(foreign.title).toBe("KivuWatch: stories (place: north-kivu)");
    expect(foreign.items.map((item) => item.title)).toEqual([safeLine(HOSTILE), "=HYPERLINK(1)", "(no title)"]);
    const own = readFeed(Buffer.from(text), { contentType: mediaType, url: "http://desk.example/stories", now: NOW });
    expect(own.entries.map((entry) => entry.guid)).toEqual(
      [1, 2, 3].map((n) => `urn:kivuwatch:story:${n.toString(16).padStart(32, "0")}`),
    );
    expect(own.entries.map((entry) => entry.publishedAt)).toEqual([1, 2, 3].map((n) => NOW - n * 60_000));
    expect(text).not.toContain("javascript:");
  });

  it("are JSON Feed 1.1 that our own reader takes", async () => {
    const { type, text } = await fetchText("/stories.feed.json");
    const feed = JSON.parse(text);

    expect(type).toBe("application/feed+json");
    expect(feed.version).toBe("https://jsonfeed.org/version/1.1");
    for (const item of feed.items) {
      expect(typeof item.id).toBe("string");
      expect(item.content_text.length).toBeGreaterThan(0);
      expect(new Date(item.date_published).toISOString()).toBe(item.date_published);
    }
    const own = readFeed(Buffer.from(text), { contentType: type ?? "", url: "http://desk.example/", now: NOW });
    expect(own.entries).toHaveLength(3);
    expect(own.entries[1]?.lang).toBe("fr");
  });

  it("do not let a summary's tags become tags in a reader", async () => {
    const { text } = await fetchText("/stories.rss");

    const foreign = await new RssParser().parseString(text);
    // What a reader renders as HTML still says &lt;script&gt;.
    expect(foreign.items[0]?.content).toContain("&lt;script&gt;");
  });

  it("lead to their next page and keep their ETag until something is new", async () => {
    const first = await archive.app.request("http://desk.example/stories.atom?limit=1");
    const etag = first.headers.get("ETag") ?? "";
    const second = await fetchText("/stories.atom?limit=1", { "If-None-Match": etag });
    const href = /rel="next"[^>]*href="([^"]*)"/.exec(await first.text())?.[1]?.replaceAll("&amp;", "&") ?? "";
    const next = await fetchText(href.replace("http://desk.example", ""));

    expect(second.status).toBe(304);
    expect(first.headers.get("Link")).toContain('rel="next"');
    expect(next.status).toBe(200);
    expect(next.text).toContain("=HYPERLINK(1)");
  });
});

describe("CSV", () => {
  it("is RFC 4180 with a row a story and no formula", async () => {
    const { type, text } = await fetchText("/stories.csv");
    const [header = [], ...rows] = readCsv(text);

    expect(type).toBe("text/csv; charset=utf-8");
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toHaveLength(header.length);
    expect(rows[1]?.[header.indexOf("title")]).toBe("'=HYPERLINK(1)");
    expect(rows[1]?.[header.indexOf("summary")]).toBe('line one\nline, "two"');
    expect(rows[0]?.[header.indexOf("rules")]).toBe("m23-front-lines");
  });

  it.each(["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "  =1", "＝1", "＠A1"])("shows %j as text", (text) => {
    const [, [cell] = []] = readCsv(writeCsv(["a"], [[text]]));

    expect(cell).toBe(`'${text.replace("\r", " ")}`);
  });

  it.each([
    ["/stories.csv?bom=true", "\uFEFFid,"],
    ["/stories.csv", "id,"],
  ])("begins with a byte order mark when asked: %s", async (path, beginning) => {
    const { text } = await fetchText(path);

    expect(text.startsWith(beginning)).toBe(true);
  });
});

describe("other forms", () => {
  it("is one JSON object a line as NDJSON", async () => {
    const { text } = await fetchText("/stories.ndjson");

    const ids = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual([1, 2, 3].map((n) => n.toString(16).padStart(32, "0")));
  });

  it("is ninjs 3.1 with the required keys of every association and none that the schema lacks", async () => {
    const { text } = await fetchText("/stories.ninjs.json");
    const ninjs = JSON.parse(text);

    expect(ninjs.standard.version).toBe("3.1");
    expect(ninjs.type).toBe("composite");
    for (const item of ninjs.associations) {
      expect(item.uri).toMatch(/^urn:kivuwatch:story:/);
      expect(item.name.length).toBeGreaterThan(0);
      expect(item.urgency).toBeGreaterThanOrEqual(1);
      expect(Object.keys(item).filter((key) => !NINJS_KEYS.includes(key))).toEqual([]);
    }
    expect(ninjs.associations[0].places).toEqual([{ name: "Goma", rel: "mentions", literal: "place.goma" }]);
  });

  it("is CAP 1.2 for one event, in the order that its schema asks for", () => {
    const event = eventOf([numbered(1, { title: HOSTILE })], {
      profile: { ...eventOf([numbered(1)]).profile, entities: ["place.goma"] },
    });

    const xml = writeCap(event, (id) => GAZETTEER.get(id));

    expectWellFormed(xml);
    const order = [
      ...xml.matchAll(
        /<(identifier|sender|sent|status|msgType|scope|restriction|info|language|category|event|urgency|severity|certainty|headline|description|area|areaDesc)>/g,
      ),
    ].map(([, name]) => name);
    expect(order).toEqual([
      "identifier",
      "sender",
      "sent",
      "status",
      "msgType",
      "scope",
      "restriction",
      "info",
      "language",
      "category",
      "event",
      "urgency",
      "severity",
      "certainty",
      "headline",
      "description",
      "area",
      "areaDesc",
    ]);
    expect(xml).toMatch(/<sent>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-00:00<\/sent>/);
    expect(xml).toContain("<severity>Severe</severity>");
  });
});

describe("the choice by Accept", () => {
  it.each([
    ["text/csv", "text/csv; charset=utf-8"],
    ["application/atom+xml, application/rss+xml;q=0.9", "application/atom+xml; charset=utf-8"],
    ["application/rss+xml;q=0.5, application/json", "application/json"],
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"],
    ["image/png", "application/json"],
    ["application/atom+xml;q=0", "application/json"],
    ["", "application/json"],
  ])("of %j is %s", async (accept, expected) => {
    const { status, type } = await fetchText("/stories", { Accept: accept });

    expect(status).toBe(200);
    expect(type).toBe(expected);
  });
});

/** Properties of a news object, by the schema of ninjs 3.1, and `name` of an association. */
const NINJS_KEYS =
  "name uri type pubStatus firstCreated versionCreated contentCreated language urgency headlines descriptions infoSources altIds places organisations people subjects events".split(
    " ",
  );

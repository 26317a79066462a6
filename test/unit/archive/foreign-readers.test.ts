/** Exports before readers and validators that are not ours, with texts that try to break them. */
import { readFileSync } from "node:fs";
import { parseFeed as parseStrictly } from "@rowanmanning/feed-parser";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parseAtomFeed, parseJsonFeed, parseOpml, parseRssFeed } from "feedsmith";
import { beforeAll, describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { safeLine } from "../../../lambdas/core/alerts/messages/safe-text.ts";
import { readOpml } from "../../../lambdas/core/feeds/opml.ts";
import { type Archive, createArchive, eventOf, NOW, numbered } from "../query/archive.ts";

const HOSTILE = 'Tom & "Jerry" <b>&amp;</b> \u0000\uD800\u202E é ]]>';
const ADDRESSES = [1, 2, 3].map((n) => `https://kivu-courier.example/${n}?a=1&b=2`);

let archive: Archive;

beforeAll(async () => {
  archive = await createArchive();
  await archive.add(numbered(1, { title: HOSTILE, summary: `<script>${HOSTILE}</script>`, url: ADDRESSES[0] }));
  await archive.add(numbered(2, { title: "=HYPERLINK(1)", summary: "one\ntwo", url: ADDRESSES[1], lang: "fr-CD" }));
  await archive.add(numbered(3, { title: "", summary: "", url: ADDRESSES[2], lang: undefined, country: undefined }));
  await archive.events.put(eventOf([numbered(1, { title: HOSTILE, lang: "not a tag <" })], { title: HOSTILE }));
  await archive.feeds.register({
    id: "aa",
    url: "https://b.example/rss?a=1&b=2",
    title: HOSTILE,
    source: "B & C",
    lang: "fr",
    tags: ["great-lakes"],
  });
});

async function textOf(path: string): Promise<string> {
  const response = await archive.app.request(`http://desk.example${path}`);
  expect(response.status).toBe(200);
  return response.text();
}

describe("feeds of stories", () => {
  it.each([".atom", ".rss"])("are read whole by two foreign parsers, as %s", async (suffix) => {
    const xml = await textOf(`/stories${suffix}?place=north-kivu&limit=3`);

    const strict = parseStrictly(xml);

    expect(strict.meta.type).toBe(suffix.slice(1));
    expect(strict.title).toBe("KivuWatch: stories (place: north-kivu)");
    // It decodes texts twice, so what looks like an entity in the first title is one to it.
    expect(strict.items.slice(1).map(({ title }) => title)).toEqual(["=HYPERLINK(1)", "(no title)"]);
    expect(strict.items.map(({ url }) => url)).toEqual(ADDRESSES);
    expect(strict.items.map(({ published }) => published?.getTime())).toEqual([1, 2, 3].map((n) => NOW - n * 60_000));
    expect(strict.items.map(({ authors }) => authors[0]?.name)).toEqual(
      Array.from({ length: 3 }, () => "Kivu Courier"),
    );
    expect(strict.items[0]?.categories.map(({ term }) => term)).toContain("place.goma");
    const ids = [1, 2, 3].map((n) => `urn:kivuwatch:story:${numbered(n).id}`);
    if (suffix === ".atom") {
      const { entries = [], links = [] } = parseAtomFeed(xml);
      expect(entries.map(({ id }) => id)).toEqual(ids);
      expect(entries[0]?.title).toMatchObject({ value: safeLine(HOSTILE) });
      expect(links.find(({ rel }) => rel === "self")?.href).toContain("/stories.atom?place=north-kivu");
    } else {
      const { items = [] } = parseRssFeed(xml);
      expect(items.map(({ guid }) => [guid?.value, guid?.isPermaLink])).toEqual(ids.map((id) => [id, false]));
      expect(items[0]?.title).toBe(safeLine(HOSTILE));
      expect(items[0]?.dc?.creators).toEqual(["Kivu Courier"]);
    }
  });

  it("are read whole by a foreign parser, as JSON Feed", async () => {
    const feed = parseJsonFeed(JSON.parse(await textOf("/stories.feed.json?limit=2")));

    expect(feed.title).toBe("KivuWatch: stories");
    expect(feed.next_url).toContain("cursor=");
    expect(feed.items?.map(({ url }) => url)).toEqual(ADDRESSES.slice(0, 2));
    expect(feed.items?.[1]).toMatchObject({ language: "fr-CD", authors: [{ name: "Kivu Courier" }] });
    expect(feed.items?.[1]?.tags).toContain("m23-front-lines");
  });
});

describe("ninjs", () => {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync("test/fixtures/schemas/ninjs-3.1.json", "utf8")));

  it("holds before the schema of 3.1, every association included", async () => {
    const ninjs = JSON.parse(await textOf("/stories.ninjs.json"));

    const isValid = validate(ninjs);

    expect(validate.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
    expect(ninjs.associations).toHaveLength(3);
  });

  it.each([
    ["an urgency beyond nine", { urgency: 10 }],
    ["a key that the standard lacks", { colour: "red" }],
    ["a headline without a value", { headlines: [{ role: "main" }] }],
    ["a time that is none", { firstCreated: "yesterday" }],
  ])("would not hold with %s", async (_, wrong) => {
    const ninjs = JSON.parse(await textOf("/stories.ninjs.json"));
    Object.assign(ninjs.associations[0], wrong);

    expect(validate(ninjs)).toBe(false);
  });
});

describe("CAP", () => {
  const schema = readFileSync("test/fixtures/schemas/cap-1.2.xsd", "utf8");
  const check = (contents: string) => validateXML({ xml: { fileName: "alert.xml", contents }, schema });

  it("holds before the schema of 1.2, with places and without", async () => {
    const first = eventOf([numbered(1)]);
    const elsewhere = eventOf([numbered(5)], { profile: { ...first.profile, entities: [] } });
    await archive.events.put(elsewhere);

    const results = await Promise.all(
      [first, elsewhere].map(async ({ id }) => check(await textOf(`/events/${id}/cap.xml`))),
    );

    expect(results.map(({ errors }) => errors)).toEqual([[], []]);
    expect(results.map(({ valid }) => valid)).toEqual([true, true]);
  });

  it.each([
    ["Z instead of an offset", /-00:00<\/sent>/, "Z</sent>"],
    ["a severity of our own", />Severe</, ">high<"],
    ["the headline before the event", /<event>/, "<headline>x</headline><event>"],
    ["a language that is no tag", /<language>en</, "<language>not a tag<"],
  ])("would not hold with %s", async (_, part, wrong) => {
    const xml = await textOf(`/events/${eventOf([numbered(1)]).id}/cap.xml`);
    expect(xml).toMatch(part);

    const { valid } = await check(xml.replace(part, wrong));

    expect(valid).toBe(false);
  });
});

describe("OPML", () => {
  it("is read by our own reader and a foreign one alike", async () => {
    const text = await textOf("/feeds.opml");

    const own = readOpml(text, "feeds.opml");
    const foreign = parseOpml(text);

    expect(own.specs.map(({ url, source }) => [url, source])).toEqual([["https://b.example/rss?a=1&b=2", "B & C"]]);
    expect(JSON.stringify(foreign)).toContain("https://b.example/rss?a=1&b=2");
  });
});

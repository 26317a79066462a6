/**
 * The narrow waist: whatever came in leaves as one small, valid RSS 2.0 document in plain text, which rss-parser reads.
 * It holds only elements that we wrote, so nothing in it can upset an XML parser, and its texts are plain, so nothing
 * has to be stripped again. Summaries stand in an element of our own: rss-parser's built-in treatment of `description`
 * takes more than 25 s for 200 kB of `<`. Full texts travel beside the document, by their entry's place in it: they are
 * nine tenths of a feed, are plain already, and going through XML would only copy them twice more.
 */
import Parser from "rss-parser";
import { messageOf } from "../errors.ts";
import { FeedError } from "./feed-error.ts";
import type { RawEntry, RawFeed } from "./raw-feed.ts";

/** Texts of an entry by our element names, and lists as several elements of one name. */
const TEXTS = ["summary", "published", "updated", "lang", "enclosureUrl", "enclosureType", "source"] as const;
const LISTS = ["author", "category"] as const;

/** @param feed - with plain texts */
export function writeCleanDocument(feed: RawFeed): string {
  const items = feed.entries.map(
    (entry) =>
      `<item>${[
        element("title", entry.title),
        element("link", entry.link),
        element("guid", entry.guid),
        ...TEXTS.map((name) => element(`kw:${name}`, entry[name])),
        ...entry.authors.map((author) => element("kw:author", author)),
        ...entry.categories.map((category) => element("kw:category", category)),
      ].join("")}</item>`,
  );
  return `<rss version="2.0"><channel>${element("title", feed.title)}${element("language", feed.lang)}${items.join("")}</channel></rss>`;
}

type CleanItem = Partial<Record<(typeof TEXTS)[number], string>> & Partial<Record<(typeof LISTS)[number], string[]>>;

/** The two steps of rss-parser's own `parseString`, which its types do not show. */
interface RssParserSteps {
  readonly xmlParser: { parseString(xml: string, callback: (error: Error | null, result: unknown) => void): void };
  buildRSS2(result: unknown): Parser.Output<CleanItem> & { readonly language?: string };
}

const parser = new Parser<object, CleanItem>({
  customFields: {
    item: [
      ...TEXTS.map((name): [string, string] => [`kw:${name}`, name]),
      ...LISTS.map((name): [string, string, { keepArray: boolean }] => [`kw:${name}`, name, { keepArray: true }]),
    ],
  },
});

/**
 * @param document - from {@link writeCleanDocument}
 * @param source - what it was written from: gives what the document does not hold
 * @returns the same feed, its entries in the same order
 */
export function readCleanDocument(document: string, source: RawFeed): RawFeed {
  // parseString works synchronously but hands its result out by promise; reading a feed is a pure function, so we take
  // the two steps that it consists of. The version is pinned, and the tests of readFeed break if they ever change.
  const steps = parser as unknown as RssParserSteps;
  let result: unknown;
  let failure: Error | null = null;
  steps.xmlParser.parseString(document, (error, parsed) => {
    failure = error;
    result = parsed;
  });
  if (failure !== null)
    throw new FeedError("E_NOT_A_FEED", `the repaired feed is not XML: ${messageOf(failure)}`, { cause: failure });
  const output = steps.buildRSS2(result);
  return {
    format: source.format,
    ttlMinutes: source.ttlMinutes,
    total: source.total,
    title: output.title ?? "",
    ...(output.language === undefined ? {} : { lang: output.language }),
    entries: output.items.map((item, index) => toEntry(item, source.entries[index]?.body ?? "")),
  };
}

function toEntry(item: CleanItem & Parser.Item, body: string): RawEntry {
  return {
    guid: item.guid,
    link: item.link,
    title: item.title ?? "",
    summary: item.summary ?? "",
    body,
    published: item.published ?? "",
    updated: item.updated ?? "",
    authors: item.author ?? [],
    categories: item.category ?? [],
    lang: item.lang,
    enclosureUrl: item.enclosureUrl,
    enclosureType: item.enclosureType,
    source: item.source,
  };
}

function element(name: string, text: string | undefined): string {
  return text === undefined || text === "" ? "" : `<${name}>${escapeText(text)}</${name}>`;
}

/** CDATA rather than escapes: XML parsers take a hundred times longer over 64 kB of `&lt;` than over 64 kB of `<`. */
function escapeText(text: string): string {
  return /[&<]|]]>/.test(text) ? `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>` : text;
}

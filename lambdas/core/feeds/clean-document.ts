/**
 * The narrow waist: whatever came in leaves as one small, valid RSS 2.0 document in plain text, which rss-parser reads.
 * It holds only elements that we wrote, so nothing in it can upset an XML parser: titles, addresses, ids, dates and
 * languages. Texts, lists and attachments travel beside it, by their entry's place in it: they are nearly all of a feed,
 * are plain already, and going through XML would only copy them twice more; and rss-parser's built-in treatment of
 * `description` takes more than 25 s for 200 kB of `<`.
 */
import Parser from "rss-parser";
import { messageOf } from "../errors.ts";
import { FeedError } from "./feed-error.ts";
import type { RawEntry, RawFeed } from "./raw-feed.ts";

/** Elements of our own in an item. */
const OWN_FIELDS = ["published", "updated", "lang"] as const;

/** @param feed - with plain texts */
export function writeCleanDocument(feed: RawFeed): string {
  let items = "";
  for (const entry of feed.entries) {
    items += `<item>${element("title", entry.title)}${element("link", entry.link)}${element("guid", entry.guid)}`;
    for (const name of OWN_FIELDS) items += element(name, entry[name]);
    items += "</item>";
  }
  return `<rss version="2.0"><channel>${element("title", feed.title)}${element("language", feed.lang)}${items}</channel></rss>`;
}

type CleanItem = Partial<Record<(typeof OWN_FIELDS)[number], string>>;

/** The two steps of rss-parser's own `parseString`, which its types do not show. */
interface RssParserSteps {
  readonly xmlParser: { parseString(xml: string, callback: (error: Error | null, result: unknown) => void): void };
  buildRSS2(result: unknown): Parser.Output<CleanItem> & { readonly language?: string };
}

const parser = new Parser<object, CleanItem>({ customFields: { item: [...OWN_FIELDS] } });

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
    entries: source.entries.map((entry, index) => withRead(entry, output.items[index] ?? {})),
  };
}

/** What was read, with what travelled beside it. */
function withRead(entry: RawEntry, item: CleanItem & Parser.Item): RawEntry {
  return {
    guid: item.guid,
    link: item.link,
    title: item.title ?? "",
    published: item.published ?? "",
    updated: item.updated ?? "",
    lang: item.lang,
    summary: entry.summary,
    body: entry.body,
    authors: entry.authors,
    categories: entry.categories,
    enclosureUrl: entry.enclosureUrl,
    enclosureType: entry.enclosureType,
    source: entry.source,
  };
}

function element(name: string, text: string | undefined): string {
  return text === undefined || text === "" ? "" : `<${name}>${escapeText(text)}</${name}>`;
}

/** CDATA rather than escapes: XML parsers take a hundred times longer over 64 kB of `&lt;` than over 64 kB of `<`. */
function escapeText(text: string): string {
  return /[&<]|]]>/.test(text) ? `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>` : text;
}

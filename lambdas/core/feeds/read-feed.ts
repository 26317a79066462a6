/**
 * Bytes to entries: decode -> repair -> rss-parser -> entries. Reads what real publishers send (RSS 0.9x to 2.0, Atom,
 * RDF, CDF, JSON Feed, with every usual fault) and nothing that attackers send can do more than make it say no: the cost
 * is linear in the size, which is capped, and one bad entry never costs the others.
 */
import { plainText } from "../text/plain-text.ts";
import { type EpochMs, HOUR_MS } from "../time.ts";
import { authorName } from "./author-name.ts";
import { readCleanDocument, writeCleanDocument } from "./clean-document.ts";
import { parseFeedDate } from "./dates.ts";
import { decodeFeed, isReadAsUtf8, repairMojibake } from "./decode.ts";
import type { Enclosure, Entry, FeedDocument, RejectedEntry, TimeOrigin } from "./entry.ts";
import { FeedError } from "./feed-error.ts";
import { findFeedRoot } from "./find-feed-root.ts";
import { expandHtmlEntities } from "./html-entities.ts";
import { MAX_ENTRIES, MAX_LISTED, type RawEntry, type RawFeed } from "./raw-feed.ts";
import { readJsonFeed } from "./read-json-feed.ts";
import { readTreeFeed } from "./read-tree-feed.ts";
import { parseSimpleXml } from "./simple-xml-tree.ts";
import { parseXmlTree } from "./xml-tree.ts";

/** What one document may hold. */
export const FEED_LIMITS = { maxBytes: 5_000_000, maxFieldChars: 65_536, maxListItems: 50 } as const;

/** Clocks of publishers are wrong by minutes and by summer time, not more. */
const FUTURE_TOLERANCE_MS = HOUR_MS;

/** Titles, names and addresses are short; what is longer is not one. */
const MAX_SHORT_CHARS = 1_000;

export interface ReadFeedOptions {
  /** the HTTP header's value */
  readonly contentType?: string;
  /** where the document came from: relative addresses start here, and messages name it */
  readonly url: string;
  /** dates later than this (plus an hour) are not believed */
  readonly now: EpochMs;
  /** keep entries that have neither a title nor a text: to show what a document holds. @default false */
  readonly keepsEmpty?: boolean;
}

/**
 * @returns the usable entries in the document's order, and why each other one was rejected
 * @throws {@link FeedError} when the document is empty, a web page, too large, or no feed at all
 */
export function readFeed(bytes: Uint8Array, options: ReadFeedOptions): FeedDocument {
  if (bytes.length > FEED_LIMITS.maxBytes) {
    throw new FeedError("E_LIMIT", `${options.url} has ${bytes.length} bytes; the limit is ${FEED_LIMITS.maxBytes}`);
  }
  const raw = extract(bytes, options);
  if (raw.total > MAX_LISTED) {
    throw new FeedError("E_LIMIT", `${options.url} holds ${raw.total} entries; the limit is ${MAX_LISTED}`);
  }
  const plain = { ...raw, title: shortText(raw.title), entries: raw.entries.map(toPlainEntry) };
  const clean = readCleanDocument(writeCleanDocument(plain), plain);
  const lang = normalLang(clean.lang);
  const entries: Entry[] = [];
  const rejected: RejectedEntry[] = [];
  for (const [index, entry] of clean.entries.entries()) {
    if (entry.title === "" && entry.summary === "" && options.keepsEmpty !== true)
      rejected.push({ index, reason: "it has neither a title nor a text" });
    else entries.push(toEntry(entry, lang, options.now));
  }
  const reason = `it is beyond the limit of ${MAX_ENTRIES} entries a document`;
  for (let index = raw.entries.length; index < raw.total; index++) {
    rejected.push({ index, reason });
  }
  return {
    format: raw.format,
    title: clean.title,
    ...(lang === undefined ? {} : { lang }),
    entries,
    rejected,
    ttlMinutes: raw.ttlMinutes,
    ...(raw.skips === undefined ? {} : { skips: raw.skips }),
  };
}

function extract(bytes: Uint8Array, { contentType, url }: ReadFeedOptions): RawFeed {
  const simple = isReadAsUtf8(bytes, contentType) ? parseSimpleXml(bytes) : undefined;
  if (simple !== undefined) return readTreeFeed(findFeedRoot(simple, url), url);
  const text = decodeFeed(bytes, contentType);
  const start = text.slice(0, 1_000).trimStart();
  if (start === "" && text.trim() === "") throw new FeedError("E_EMPTY", `${url} answered with an empty document`);
  if (start.startsWith("{")) return readJsonFeed(text, url);
  return readTreeFeed(findFeedRoot(parseXmlTree(expandHtmlEntities(text)), url), url);
}

/** Texts plain, repaired and cut to the limits; dates as they are. */
function toPlainEntry(entry: RawEntry): RawEntry {
  const summary = longText(entry.summary);
  const body = longText(entry.body);
  return {
    guid: entry.guid?.slice(0, MAX_SHORT_CHARS),
    link: entry.link,
    title: shortText(entry.title),
    // A feed that carries the full text only: that is what we have for a summary.
    summary: summary === "" ? body : summary,
    body: summary === "" || body === summary ? "" : body,
    published: entry.published.slice(0, MAX_SHORT_CHARS),
    updated: entry.updated.slice(0, MAX_SHORT_CHARS),
    authors: shortList(entry.authors).map(authorName),
    categories: shortList(entry.categories),
    lang: entry.lang,
    enclosureUrl: entry.enclosureUrl,
    enclosureType: entry.enclosureType?.slice(0, MAX_SHORT_CHARS),
    source: entry.source === undefined ? undefined : shortText(entry.source),
  };
}

function toEntry(entry: RawEntry, feedLang: string | undefined, now: EpochMs): Entry {
  const published = judgeDate(entry.published, now);
  const updated = judgeDate(entry.updated, now);
  const isUpdatedOnly = published.origin === "missing" && entry.updated !== "";
  const time = isUpdatedOnly ? updated : published;
  const made: { -readonly [Key in keyof Entry]: Entry[Key] } = {
    title: entry.title,
    summary: entry.summary,
    publishedOrigin: isUpdatedOnly && time.origin === "published" ? "updated" : time.origin,
    authors: entry.authors,
    categories: entry.categories,
  };
  const lang = (entry.lang === undefined ? undefined : normalLang(entry.lang)) ?? feedLang;
  // What is absent has no key, for entries are stored as they are.
  if (entry.guid !== undefined) made.guid = entry.guid;
  if (entry.link !== undefined) made.link = entry.link;
  if (entry.body !== "") made.body = entry.body;
  if (time.at !== undefined) made.publishedAt = time.at;
  if (updated.at !== undefined) made.updatedAt = updated.at;
  if (lang !== undefined) made.lang = lang;
  if (entry.enclosureUrl !== undefined) made.enclosure = toEnclosure(entry.enclosureUrl, entry.enclosureType);
  if (entry.source !== undefined && entry.source !== "") made.source = entry.source;
  return made;
}

function toEnclosure(url: string, type: string | undefined): Enclosure {
  return type === undefined ? { url } : { url, type };
}

/** @returns a time only when it can be believed */
function judgeDate(written: string, now: EpochMs): { readonly at?: EpochMs; readonly origin: TimeOrigin } {
  if (written === "") return { origin: "missing" };
  const at = parseFeedDate(written);
  if (at === undefined) return { origin: "invalid" };
  return at > now + FUTURE_TOLERANCE_MS ? { origin: "future" } : { at, origin: "published" };
}

function shortText(html: string): string {
  return cut(plainText(repairMojibake(html.slice(0, FEED_LIMITS.maxFieldChars))), MAX_SHORT_CHARS);
}

function longText(html: string): string {
  return cut(plainText(repairMojibake(html)), FEED_LIMITS.maxFieldChars);
}

function shortList(texts: readonly string[]): string[] {
  const found: string[] = [];
  for (const text of texts.slice(0, FEED_LIMITS.maxListItems).map(shortText))
    if (text !== "" && !found.includes(text)) found.push(text);
  return found;
}

/** Never between the two halves of a character. */
function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const end = /[\ud800-\udbff]/.test(text[maxChars - 1] ?? "") ? maxChars - 1 : maxChars;
  // A slice would keep the whole text in memory, which may be a hundred times as long; this is a copy.
  return Buffer.from(text.slice(0, end).trimEnd(), "utf16le").toString("utf16le");
}

/** `FR_fr` and `fr-FR` are one; what is no language tag (`French`, `en, fr`) is none. */
function normalLang(written: string | undefined): string | undefined {
  const tag = written?.trim().replace(/_/g, "-") ?? "";
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(tag)) return undefined;
  const [language = "", ...rest] = tag.split("-");
  return [language.toLowerCase(), ...rest.map((part) => (part.length === 2 ? part.toUpperCase() : part))].join("-");
}

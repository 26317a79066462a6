/**
 * One item of an XML feed, whatever the format: publishers mix vocabularies inside one item, so names are looked up by
 * what they mean and not by what the root claims. The order of the names is the order of preference.
 */
import { parseFeedDate } from "./dates.ts";
import type { Enclosure } from "./entry.ts";
import type { RawEntry } from "./raw-feed.ts";
import { absoluteUrl } from "./resolve-url.ts";
import { allNamed, type ChildIndex, firstNamed, indexChildren, innerMarkup, textOf } from "./tree-queries.ts";
import type { XmlElement } from "./xml-tree.ts";

const TITLES = ["title", "dc:title", "dcterms:title", "media:title"];
const SUMMARIES = [
  "description",
  "summary",
  "abstract",
  "dcterms:abstract",
  "dc:description",
  "dcterms:description",
  "media:description",
  "itunes:summary",
  "itunes:subtitle",
];
const BODIES = ["content:encoded", "content", "xhtml:body", "xhtml:div", "body", "fullitem"];
const PUBLISHED = [
  "published",
  "pubdate",
  "issued",
  "dcterms:issued",
  "dc:date",
  "date",
  "dcterms:date",
  "created",
  "dcterms:created",
];
const UPDATED = ["updated", "modified", "dcterms:modified", "dc:modified", "lastbuilddate"];
const AUTHORS = ["author", "dc:creator", "creator", "dcterms:creator", "itunes:author"];
const CATEGORIES = ["category", "dc:subject", "dcterms:subject"];
const KEYWORDS = ["keywords", "itunes:keywords", "media:keywords"];

const MEDIA = ["enclosure", "media:content"];
const LINKS = ["link"];
const AUTHOR_NAMES = ["name", "email"];
const NO_CHILDREN: ChildIndex = new Map();

/** Media types whose links are pages for people. */
const PAGE_TYPES = /^(?:text\/html|application\/xhtml\+xml|text\/plain)?$/i;

/** An item with what it inherits from the elements around it. */
export interface TreeItem {
  readonly element: XmlElement;
  /** the address that its relative links start from */
  readonly base: string;
  readonly lang?: string;
}

export function readTreeEntry({ element, base, lang }: TreeItem): RawEntry {
  const children = indexChildren(element);
  const group = firstNamed(children, ["media:group"]);
  const grouped = group === undefined ? NO_CHILDREN : indexChildren(group);
  const guid = guidOf(element, children);
  const source = sourceOf(children);
  const ownLang = textOf(firstNamed(children, ["dc:language", "language"])) || lang;
  const enclosure = enclosureOf([children, grouped], base);
  // Every key in every entry: objects of one shape are made and read several times as fast.
  return {
    guid: guid === "" ? undefined : guid,
    link: linkOf(element, children, base),
    title: firstContent(children, TITLES) || firstContent(grouped, TITLES),
    summary: firstContent(children, SUMMARIES) || firstContent(grouped, SUMMARIES),
    body: firstContent(children, BODIES),
    published: firstDate(children, PUBLISHED),
    updated: firstDate(children, UPDATED) || (element.attributes.get("lastmod") ?? ""),
    authors: allNamed(children, AUTHORS).map(authorOf),
    categories: categoriesOf(children),
    lang: ownLang === "" ? undefined : ownLang,
    enclosureUrl: enclosure?.url,
    enclosureType: enclosure?.type,
    source: source === "" ? undefined : source,
  };
}

/** The text of the first element that has any. */
function firstContent(children: ChildIndex, names: readonly string[]): string {
  for (const child of allNamed(children, names)) {
    const content = contentOf(child);
    if (content !== "") return content;
  }
  return "";
}

/** HTML or plain text: escaped, in CDATA, as markup of its own, or in base64. @see RFC 4287, 4.1.3.3 */
export function contentOf(element: XmlElement): string {
  if (!isTextOnly(element)) return innerMarkup(element);
  const text = textOf(element);
  return isBase64(element) ? fromBase64(text) : text;
}

function isTextOnly({ children }: XmlElement): boolean {
  return children.length <= 1 ? typeof children[0] !== "object" : children.every((child) => typeof child === "string");
}

function isBase64(element: XmlElement): boolean {
  if (element.attributes.get("mode") === "base64") return true;
  if (element.attributes.has("mode") || element.name !== "content") return false;
  const type = (element.attributes.get("type") ?? "text").toLowerCase();
  return type.includes("/") && !/^text\/|[+/]xml$/.test(type);
}

/** What is not text in UTF-8 is a picture or the like: no words in it. */
function fromBase64(text: string): string {
  const bytes = Buffer.from(text, "base64");
  const decoded = bytes.toString("utf8");
  return decoded.includes("\ufffd") ? "" : decoded.trim();
}

function guidOf(element: XmlElement, children: ChildIndex): string {
  const found = textOf(firstNamed(children, ["guid", "id"])) || element.attributes.get("rdf:about") || "";
  return found.replace(/\s+/g, " ").trim();
}

/** The last link to a page wins, as in the readers that publishers test with; then what else is an address. */
function linkOf(element: XmlElement, children: ChildIndex, base: string): string | undefined {
  let link: string | undefined;
  for (const child of allNamed(children, LINKS)) {
    const href = child.attributes.get("href");
    const rel = (child.attributes.get("rel") ?? "alternate").toLowerCase();
    const isPage = href === undefined || PAGE_TYPES.test((child.attributes.get("type") ?? "").trim());
    if (rel !== "alternate" || !isPage) continue;
    link =
      absoluteUrl(href ?? textOf(child), absoluteUrl(child.attributes.get("xml:base") ?? "", base) ?? base) ?? link;
  }
  if (link !== undefined) return link;
  const guid = firstNamed(children, ["guid", "id"]);
  const isPermalink = guid !== undefined && !/^\s*false\s*$/i.test(guid.attributes.get("ispermalink") ?? "");
  return (
    (isPermalink ? absoluteUrl(textOf(guid)) : undefined) ??
    absoluteUrl(element.attributes.get("href") ?? "", base) ??
    absoluteUrl(element.attributes.get("rdf:about") ?? "")
  );
}

/** The first that can be read; if none can, the first that is there, so that it counts as invalid and not as missing. */
function firstDate(children: ChildIndex, names: readonly string[]): string {
  let first = "";
  for (const child of allNamed(children, names)) {
    const written = textOf(child);
    if (written !== "" && parseFeedDate(written) !== undefined) return written;
    first ||= written;
  }
  return first;
}

function authorOf(element: XmlElement): string {
  const name = isTextOnly(element) ? undefined : firstNamed(indexChildren(element), AUTHOR_NAMES);
  return name === undefined ? contentOf(element) : textOf(name);
}

function categoriesOf(children: ChildIndex): string[] {
  const named = allNamed(children, CATEGORIES).map(
    (child) => textOf(child) || child.attributes.get("label") || child.attributes.get("term") || "",
  );
  const keywords = allNamed(children, KEYWORDS);
  return keywords.length === 0 ? named : [...named, ...keywords.flatMap((child) => textOf(child).split(","))];
}

function enclosureOf(places: readonly ChildIndex[], base: string): Enclosure | undefined {
  for (const names of [MEDIA, LINKS]) {
    for (const place of places) {
      for (const candidate of allNamed(place, names)) {
        if (candidate.name === "link" && candidate.attributes.get("rel") !== "enclosure") continue;
        const { attributes } = candidate;
        const url = absoluteUrl(attributes.get("url") ?? attributes.get("href") ?? textOf(candidate), base);
        if (url !== undefined) return { url, type: attributes.get("type") };
      }
    }
  }
  return undefined;
}

function sourceOf(children: ChildIndex): string {
  const source = firstNamed(children, ["source", "dc:source"]);
  return source === undefined ? "" : textOf(firstNamed(indexChildren(source), ["title"]) ?? source);
}

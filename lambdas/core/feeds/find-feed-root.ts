/**
 * Finds the feed in a tree of markup: feeds come wrapped in HTML pages, after PHP warnings, without a root of their own,
 * and web pages come where a feed should be.
 */
import { parseUrl } from "../text/parse-url.ts";
import { FeedError } from "./feed-error.ts";
import { hasChild, textOf, walk } from "./tree-queries.ts";
import type { XmlElement } from "./xml-tree.ts";

export interface FeedRoot {
  readonly format: string;
  readonly root: XmlElement;
}

/** @throws {@link FeedError} `E_HTML_PAGE` or `E_NOT_A_FEED`, with what was found and what to try */
export function findFeedRoot(document: XmlElement, url: string): FeedRoot {
  let page: XmlElement | undefined;
  let orphans = false;
  for (const element of walk(document)) {
    const format = formatOf(element);
    if (format !== undefined) return { format, root: element };
    if (element.name === "html" || element.name === "xhtml:html") page ??= element;
    orphans ||= (element.name === "item" || element.name === "entry") && hasChild(element, ["title", "link"]);
  }
  if (page !== undefined) throw new FeedError("E_HTML_PAGE", describePage(page, url));
  // A feed whose beginning is missing still has its entries.
  if (orphans) return { format: "fragment", root: document };
  throw new FeedError(
    "E_NOT_A_FEED",
    `${url} is no feed: expected RSS, Atom, RDF, CDF or JSON Feed${describeTop(document)}`,
  );
}

function formatOf(element: XmlElement): string | undefined {
  const version = (element.attributes.get("version") ?? "").trim();
  switch (element.name) {
    case "rss":
    case "rdf:rss":
      return `rss-${/^[\w.]{1,8}$/.test(version) ? version : "2.0"}`;
    case "rdf:rdf":
    case "rdf":
      return [...element.attributes.values()].includes("http://my.netscape.com/rdf/simple/0.9/")
        ? "rss-0.90"
        : "rdf-1.0";
    case "feed":
      if (!hasChild(element, ["entry", "title", "id", "updated", "modified"])) return undefined;
      return version === "0.3" || version === "0.2" ? `atom-${version}` : "atom-1.0";
    case "channel":
      if (!hasChild(element, ["item", "title", "link"])) return undefined;
      return element.attributes.has("href") || element.attributes.has("base") ? "cdf" : "rss-2.0";
    default:
      return undefined;
  }
}

function describePage(page: XmlElement, url: string): string {
  let title = "";
  let feed = "";
  for (const element of walk(page)) {
    if (title === "" && /^(?:xhtml:)?title$/.test(element.name)) title = textOf(element);
    if (feed === "" && /^(?:xhtml:)?link$/.test(element.name)) feed = feedLink(element, url);
  }
  const named = title === "" ? "a web page without a title" : `the web page "${oneLine(title)}"`;
  return `${url} holds ${named} where a feed should be${feed === "" ? "" : `; that page names the feed ${feed}`}`;
}

/** @see https://blog.whatwg.org/feed-autodiscovery */
function feedLink(link: XmlElement, url: string): string {
  const type = link.attributes.get("type") ?? "";
  const href = link.attributes.get("href") ?? "";
  if (!/(?:rss|atom|rdf)\+xml|feed\+json/i.test(type) || href === "") return "";
  return parseUrl(href, url)?.href.slice(0, 200) ?? "";
}

function describeTop(document: XmlElement): string {
  const first = document.children.find((child) => typeof child !== "string");
  return first === undefined || typeof first === "string"
    ? ", found no markup"
    : `, found <${first.name.slice(0, 40)}>`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

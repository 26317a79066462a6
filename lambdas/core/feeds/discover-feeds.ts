/**
 * Where a site's feeds may be: what its page names, then the addresses that publishing systems use. A page is a stranger's
 * text of any size: its tags are looked for one by one, in linear time, and only so many of them.
 */
import { absoluteUrl } from "./resolve-url.ts";
import { parseXmlTree, type XmlElement } from "./xml-tree.ts";

/** Below the site's top, the most usual first. */
const WELL_KNOWN = [
  "/feed",
  "/feed/",
  "/rss",
  "/rss.xml",
  "/feed.xml",
  "/atom.xml",
  "/index.xml",
  "/feeds/posts/default",
];

/** A tag, however broken the page around it; a longer one is no link. */
const TAG = /<(?:link|base)\b[^<>]{0,2000}>/gi;

const MAX_TAGS = 500;

/** A page that names more is a directory, and each is a request. */
const MAX_NAMED = 10;

/**
 * @param html - the page
 * @param url - where it is, after redirects
 * @returns absolute addresses to try, in this order, each once: those that the page names (of comments last), then well-known ones
 * @see https://blog.whatwg.org/feed-autodiscovery
 */
export function discoverFeeds(html: string, url: string): readonly string[] {
  const tags = [...tagsOf(html)];
  const baseTag = tags.find((tag) => tag.name === "base");
  const base = absoluteUrl(baseTag?.attributes.get("href") ?? "", url) ?? url;
  const named = tags.filter(isFeedLink).flatMap((tag) => {
    const address = absoluteUrl(tag.attributes.get("href") ?? "", base);
    return address === undefined ? [] : [{ address, isComments: isAboutComments(tag) }];
  });
  const inOrder = [...named.filter(({ isComments }) => !isComments), ...named.filter(({ isComments }) => isComments)];
  const wellKnown = WELL_KNOWN.flatMap((path) => absoluteUrl(path, url) ?? []);
  return [...new Set([...inOrder.slice(0, MAX_NAMED).map(({ address }) => address), ...wellKnown])];
}

function* tagsOf(html: string): Generator<XmlElement> {
  let count = 0;
  for (const [tag] of html.matchAll(TAG)) {
    count += 1;
    if (count > MAX_TAGS) return;
    const [element] = parseXmlTree(tag).children;
    if (element !== undefined && typeof element !== "string") yield element;
  }
}

function isFeedLink({ name, attributes }: XmlElement): boolean {
  const rels = (attributes.get("rel") ?? "").toLowerCase().split(/\s+/);
  const type = attributes.get("type") ?? "";
  return name === "link" && rels.includes("alternate") && /(?:rss|atom|rdf)\+xml|feed\+json/i.test(type);
}

function isAboutComments({ attributes }: XmlElement): boolean {
  return /comment/i.test(`${attributes.get("title") ?? ""} ${attributes.get("href") ?? ""}`);
}

/**
 * The vocabularies that feeds mix. Publishers choose prefixes freely and forget to declare them, so a name is known by
 * its namespace's address where there is one, and by its usual prefix where there is none.
 */

/** Namespace address (lower case, without a trailing slash or hash) -> our prefix; `""` for the feed formats. */
const PREFIX_BY_URI: ReadonlyMap<string, string> = new Map([
  ["http://backend.userland.com/rss", ""],
  ["http://blogs.law.harvard.edu/tech/rss", ""],
  ["http://purl.org/rss/1.0", ""],
  ["http://my.netscape.com/rdf/simple/0.9", ""],
  ["http://example.com/newformat", ""],
  ["http://example.com/necho", ""],
  ["http://purl.org/echo", ""],
  ["uri/of/echo/namespace", ""],
  ["http://purl.org/pie", ""],
  ["http://purl.org/atom/ns", ""],
  ["http://www.w3.org/2005/atom", ""],
  ["http://purl.org/rss/1.0/modules/rss091", ""],
  ["http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"],
  ["http://purl.org/dc/elements/1.0", "dc"],
  ["http://purl.org/dc/elements/1.1", "dc"],
  ["http://purl.org/dc/terms", "dcterms"],
  ["http://purl.org/rss/1.0/modules/content", "content"],
  ["http://purl.org/rss/1.0/modules/syndication", "sy"],
  ["http://search.yahoo.com/mrss", "media"],
  ["http://video.search.yahoo.com/mrss", "media"],
  ["http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"],
  ["http://example.com/dtds/podcast-1.0.dtd", "itunes"],
  ["http://www.w3.org/1999/xhtml", "xhtml"],
  ["http://www.w3.org/xml/1998/namespace", "xml"],
  ["http://rssnamespace.org/feedburner/ext/1.0", "feedburner"],
]);

/** Real feeds declare a dozen. */
const MAX_DECLARED = 64;

/** Prefixes that mean a vocabulary even when nobody declared them. */
const KNOWN_PREFIXES: ReadonlyMap<string, string> = new Map([
  ["atom", ""],
  ["atom10", ""],
  ["atom03", ""],
  ["a10", ""],
  ["rss", ""],
  ["dc", "dc"],
  ["dcterms", "dcterms"],
  ["content", "content"],
  ["media", "media"],
  ["itunes", "itunes"],
  ["rdf", "rdf"],
  ["sy", "sy"],
  ["xhtml", "xhtml"],
  ["feedburner", "feedburner"],
]);

/** Prefix (`""` for none) -> the namespace declared for it. */
export type NamespaceScope = ReadonlyMap<string, string>;

/** @returns the scope within an element: what it inherits itself unless the element declares any */
export function declaredScope(attributes: ReadonlyMap<string, string>, inherited: NamespaceScope): NamespaceScope {
  let scope: Map<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
    // A document may declare thousands in every element: copying them all each time would be quadratic.
    if (inherited.size >= MAX_DECLARED) return inherited;
    scope ??= new Map(inherited);
    scope.set(name.slice(6), value.trim());
  }
  return scope ?? inherited;
}

/**
 * @param rawName - as written, lower case
 * @returns the name that we know it by: `title` for RSS's and Atom's own, `dc:date` for known vocabularies; a foreign
 * one keeps its prefix
 */
export function qualifyName(rawName: string, scope: NamespaceScope): string {
  const colon = rawName.indexOf(":");
  const written = colon === -1 ? "" : rawName.slice(0, colon);
  const local = rawName.slice(colon + 1);
  const prefix = canonicalPrefix(written, scope.get(written));
  return prefix === "" ? local : `${prefix}:${local}`;
}

function canonicalPrefix(prefix: string, uri: string | undefined): string {
  const known = uri === undefined ? undefined : PREFIX_BY_URI.get(uri.toLowerCase().replace(/[/#]$/, ""));
  // A namespace that nobody knows is a typing error more often than a vocabulary: then the prefix tells.
  return known ?? KNOWN_PREFIXES.get(prefix) ?? prefix;
}

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

/**
 * @param prefix - as written, lower case; `""` for an unprefixed name
 * @param uri - the namespace in force for that prefix, when declared
 * @returns our prefix: `""` for RSS and Atom themselves; a foreign vocabulary keeps what is written
 */
export function canonicalPrefix(prefix: string, uri: string | undefined): string {
  if (uri !== undefined) {
    const known = PREFIX_BY_URI.get(uri.toLowerCase().replace(/[/#]$/, ""));
    if (known !== undefined) return known;
  }
  // A default namespace that nobody knows is a typing error, not a vocabulary.
  return KNOWN_PREFIXES.get(prefix) ?? prefix;
}

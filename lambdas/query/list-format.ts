/**
 * The forms that a list can be had in: by suffix (`/stories.atom`), which works in any reader, or by `Accept`.
 */

/** One form of a list. */
export interface ListFormat {
  readonly name: FormatName;
  /** behind the path of the list */
  readonly suffix: string;
  readonly mediaType: string;
  readonly description: string;
}

export type FormatName = "csv" | "ndjson" | "json-feed" | "atom" | "rss" | "ninjs" | "opml";

const FORMATS: readonly ListFormat[] = [
  { name: "csv", suffix: ".csv", mediaType: "text/csv", description: "CSV (RFC 4180) for spreadsheets" },
  { name: "ndjson", suffix: ".ndjson", mediaType: "application/x-ndjson", description: "one JSON object a line" },
  { name: "json-feed", suffix: ".feed.json", mediaType: "application/feed+json", description: "JSON Feed 1.1" },
  { name: "atom", suffix: ".atom", mediaType: "application/atom+xml", description: "an Atom feed" },
  { name: "rss", suffix: ".rss", mediaType: "application/rss+xml", description: "an RSS 2.0 feed" },
  { name: "ninjs", suffix: ".ninjs.json", mediaType: "application/ninjs+json", description: "ninjs 3.1 of the IPTC" },
  { name: "opml", suffix: ".opml", mediaType: "text/x-opml", description: "OPML 2.0 for feed readers" },
];

/** The forms of one list, in the order of our preference. */
export function listFormats(...names: readonly FormatName[]): readonly ListFormat[] {
  return FORMATS.filter(({ name }) => names.includes(name));
}

/** Ranges of one header that are read; a list longer than this is nobody's. */
const MAX_RANGES = 32;

/**
 * What the client would rather have (RFC 9110, 12.5.1).
 * @returns undefined for plain JSON, which is also what those get who want nothing that there is
 */
export function acceptedFormat(accept: string | undefined, formats: readonly ListFormat[]): ListFormat | undefined {
  let best: ListFormat | undefined;
  let bestQuality = 0;
  for (const range of (accept ?? "").slice(0, 2_000).split(",").slice(0, MAX_RANGES)) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const quality = Number(parameters.find((part) => part.startsWith("q="))?.slice(2) ?? 1);
    if (!(quality > bestQuality)) continue;
    const format = formats.find(({ mediaType }) => mediaType === type);
    if (format === undefined && !["application/json", "*/*", "application/*"].includes(type)) continue;
    best = format;
    bestQuality = quality;
  }
  return best;
}

/** With the charset, for what is text to somebody. */
export function contentTypeOf({ mediaType }: ListFormat): string {
  return mediaType.startsWith("text/") || mediaType.endsWith("+xml") ? `${mediaType}; charset=utf-8` : mediaType;
}

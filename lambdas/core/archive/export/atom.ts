import type { FeedChannel, FeedItem } from "./feed-item.ts";
import { newestOf } from "./feed-item.ts";
import { xmlElement, xmlLines, xmlText } from "./xml.ts";

/** A list as an Atom feed. @see https://www.rfc-editor.org/rfc/rfc4287 and RFC 5005 for the next page */
export function writeAtom(channel: FeedChannel, items: readonly FeedItem[]): string {
  const head = [
    xmlElement("id", channel.selfUrl),
    xmlElement("title", channel.title),
    xmlElement("subtitle", channel.description),
    // An empty feed has never been updated: the epoch says so, and keeps the document the same from poll to poll.
    xmlElement("updated", isoTime(newestOf(items, 0))),
    "<author><name>KivuWatch</name></author>",
    link("self", channel.selfUrl, "application/atom+xml"),
    link("alternate", channel.homeUrl, "application/json"),
    channel.nextUrl === undefined ? "" : link("next", channel.nextUrl, "application/atom+xml"),
  ];
  const entries = items.map((item) => `  <entry>\n${xmlLines(entryOf(item), "    ")}  </entry>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
${xmlLines(head, "  ")}${entries.join("")}</feed>
`;
}

function entryOf(item: FeedItem): string[] {
  const lang = item.lang === undefined ? "" : ` xml:lang="${xmlText(item.lang)}"`;
  return [
    xmlElement("id", item.id),
    `<title type="text"${lang}>${xmlText(item.title)}</title>`,
    item.summary === "" ? "" : `<summary type="text"${lang}>${xmlText(item.summary)}</summary>`,
    xmlElement("published", isoTime(item.publishedAt)),
    xmlElement("updated", isoTime(item.updatedAt)),
    `<author>${xmlElement("name", item.author)}</author>`,
    // An entry without content needs an alternate link; the item's own name stands in for an address that is not known.
    link("alternate", item.url ?? item.id, "text/html"),
    ...item.tags.map((tag) => `<category term="${xmlText(tag)}"/>`),
  ];
}

function link(rel: string, href: string, type: string): string {
  return `<link rel="${rel}" type="${type}" href="${xmlText(href)}"/>`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

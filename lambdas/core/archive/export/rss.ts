import { type FeedChannel, type FeedItem, newestOf } from "./feed-item.ts";
import { xmlElement, xmlLines, xmlText } from "./xml.ts";

/** A list as RSS 2.0, with Dublin Core for outlets: RSS's own author is an e-mail address. @see https://www.rssboard.org/rss-specification */
export function writeRss(channel: FeedChannel, items: readonly FeedItem[]): string {
  const head = [
    xmlElement("title", channel.title),
    xmlElement("link", channel.homeUrl),
    xmlElement("description", channel.description),
    items.length === 0 ? "" : xmlElement("lastBuildDate", new Date(newestOf(items, 0)).toUTCString()),
    xmlElement("generator", "KivuWatch"),
    `<atom:link rel="self" type="application/rss+xml" href="${xmlText(channel.selfUrl)}"/>`,
    channel.nextUrl === undefined
      ? ""
      : `<atom:link rel="next" type="application/rss+xml" href="${xmlText(channel.nextUrl)}"/>`,
  ];
  const entries = items.map((item) => `    <item>\n${xmlLines(itemOf(item), "      ")}    </item>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
${xmlLines(head, "    ")}${entries.join("")}  </channel>
</rss>
`;
}

function itemOf(item: FeedItem): string[] {
  return [
    xmlElement("title", item.title),
    xmlElement("link", item.url),
    `<guid isPermaLink="false">${xmlText(item.id)}</guid>`,
    // Readers show it as HTML, so plain text is escaped twice: what looks like a tag in a feed stays text.
    xmlElement(
      "description",
      item.summary.replace(/[&<>]/g, (character) => HTML[character] ?? character),
    ),
    xmlElement("pubDate", new Date(item.publishedAt).toUTCString()),
    xmlElement("dc:creator", item.author),
    xmlElement("dc:language", item.lang),
    ...item.tags.map((tag) => xmlElement("category", tag)),
  ];
}

const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

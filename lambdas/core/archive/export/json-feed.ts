import type { FeedChannel, FeedItem } from "./feed-item.ts";

/** A list as JSON Feed 1.1. @see https://www.jsonfeed.org/version/1.1/ */
export function writeJsonFeed(channel: FeedChannel, items: readonly FeedItem[]): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: channel.title,
    description: channel.description,
    home_page_url: channel.homeUrl,
    feed_url: channel.selfUrl,
    next_url: channel.nextUrl,
    authors: [{ name: "KivuWatch" }],
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      // An item must have content; a story may be a title and nothing else.
      content_text: item.summary === "" ? item.title : item.summary,
      summary: item.summary === "" ? undefined : item.summary,
      date_published: new Date(item.publishedAt).toISOString(),
      date_modified: new Date(item.updatedAt).toISOString(),
      authors: [{ name: item.author }],
      tags: item.tags.length > 0 ? item.tags : undefined,
      language: item.lang,
    })),
  });
}

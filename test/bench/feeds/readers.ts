/**
 * Readers of feeds, each doing what its users get: bytes in, entries out. They do not do the same work: ours alone detects the
 * charset, repairs markup, resolves addresses, judges dates and turns every text into plain text; rss-parser makes snippets of
 * the texts; the others hand out what stands in the document.
 */
import { Readable } from "node:stream";
import { parseFeed as parseByRowanManning } from "@rowanmanning/feed-parser";
import FeedParser from "feedparser";
import { parseFeed as parseByFeedsmith } from "feedsmith";
import Parser from "rss-parser";
import { readFeed } from "../../../lambdas/core/feeds/read-feed.ts";

export interface Reader {
  readonly name: string;
  /** @returns how many entries it found */
  read(bytes: Buffer): Promise<number> | number;
}

const NOW = Date.UTC(2023, 4, 16);

const alone = new Parser();

/** Ours first. */
export const READERS: readonly Reader[] = [
  {
    name: "kivuwatch",
    read: (bytes) => readFeed(bytes, { url: "https://courrier.example/feed", now: NOW }).entries.length,
  },
  { name: "rss-parser", read: async (bytes) => (await alone.parseString(bytes.toString())).items.length },
  { name: "feedsmith", read: countByFeedsmith },
  { name: "feedparser", read: countByFeedParser },
  { name: "@rowanmanning/feed-parser", read: (bytes) => parseByRowanManning(bytes.toString()).items.length },
];

function countByFeedsmith(bytes: Buffer): number {
  const parsed = parseByFeedsmith(bytes.toString());
  return parsed.format === "rss" ? (parsed.feed.items?.length ?? 0) : 0;
}

async function countByFeedParser(bytes: Buffer): Promise<number> {
  let count = 0;
  for await (const _item of Readable.from([bytes]).pipe(new FeedParser({}))) count += 1;
  return count;
}

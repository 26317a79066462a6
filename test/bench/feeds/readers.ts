/** Readers of feeds, each doing what its users get: bytes in, entries out. Those that are not installed are named. */
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import Parser from "rss-parser";
import { readFeed } from "../../../lambdas/core/feeds/read-feed.ts";

export interface Reader {
  readonly name: string;
  /** @returns how many entries it found */
  read(bytes: Buffer): Promise<number> | number;
}

const NOW = Date.UTC(2023, 4, 16);

/** Not among the project's packages: install them beside it to compare. */
const PEERS: Readonly<Record<string, (library: unknown) => Reader["read"]>> = {
  feedsmith: (library) => {
    // Its types are not here when it is not installed; what is used of it is this.
    const { parseFeed } = library as { parseFeed(text: string): { feed: { items?: unknown[]; entries?: unknown[] } } };
    return (bytes) => {
      const { feed } = parseFeed(bytes.toString());
      return (feed.items ?? feed.entries ?? []).length;
    };
  },
  feedparser: (library) => {
    // As above: a constructor of a stream that gives items.
    const FeedParser = library as new () => NodeJS.ReadWriteStream & AsyncIterable<unknown>;
    return async (bytes) => {
      let count = 0;
      for await (const _item of Readable.from([bytes]).pipe(new FeedParser())) count += 1;
      return count;
    };
  },
  "@rowanmanning/feed-parser": (library) => {
    // As above.
    const { parseFeed } = library as { parseFeed(text: string): { items: unknown[] } };
    return (bytes) => parseFeed(bytes.toString()).items.length;
  },
};

/** @returns the readers at hand, ours first, and the names of those that are not */
export function openReaders(): { readonly readers: readonly Reader[]; readonly missing: readonly string[] } {
  const alone = new Parser();
  const readers: Reader[] = [
    {
      name: "kivuwatch",
      read: (bytes) => readFeed(bytes, { url: "https://courrier.example/feed", now: NOW }).entries.length,
    },
    { name: "rss-parser", read: async (bytes) => (await alone.parseString(bytes.toString())).items.length },
  ];
  const missing: string[] = [];
  const require = createRequire(import.meta.url);
  for (const [name, adapt] of Object.entries(PEERS)) {
    try {
      readers.push({ name, read: adapt(require(name)) });
    } catch {
      missing.push(name);
    }
  }
  return { readers, missing };
}

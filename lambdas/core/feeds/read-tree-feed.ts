/** An XML feed from its tree: the items wherever they stand, with the base address and language that they inherit. */
import type { FeedRoot } from "./find-feed-root.ts";
import { MAX_ENTRIES, type RawFeed } from "./raw-feed.ts";
import { contentOf, readTreeEntry, type TreeItem } from "./read-tree-entry.ts";
import { absoluteUrl } from "./resolve-url.ts";
import { readSkippedTimes, type SkippedTimes } from "./skipped-times.ts";
import { allNamed, type ChildIndex, firstNamed, indexChildren, textOf } from "./tree-queries.ts";
import type { XmlElement } from "./xml-tree.ts";

const MINUTES_BY_PERIOD: ReadonlyMap<string, number> = new Map([
  ["hourly", 60],
  ["daily", 1_440],
  ["weekly", 10_080],
  ["monthly", 43_200],
  ["yearly", 525_600],
]);

/** @param url - where the document came from */
export function readTreeFeed({ format, root }: FeedRoot, url: string): RawFeed {
  const channel = firstNamed(indexChildren(root), ["channel"]) ?? root;
  const children = indexChildren(channel);
  const lang = langOf(channel, children) ?? root.attributes.get("xml:lang");
  const items = collectItems(root, url, lang);
  const title = firstNamed(children, ["title", "dc:title"]);
  return {
    format,
    title: title === undefined ? "" : contentOf(title),
    ...(lang === undefined ? {} : { lang }),
    ttlMinutes: ttlOf(children),
    skips: skipsOf(children),
    entries: items.slice(0, MAX_ENTRIES).map(readTreeEntry),
    total: items.length,
  };
}

/** RSS keeps its items in the channel, RDF beside it, CDF in channels within channels, and some feeds anywhere. */
function collectItems(root: XmlElement, url: string, lang: string | undefined): TreeItem[] {
  const items: TreeItem[] = [];
  const pending: TreeItem[] = [inherit(root, { base: url, lang })];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (current.element !== root && (current.element.name === "item" || current.element.name === "entry")) {
      items.push(current);
      continue;
    }
    for (let index = current.element.children.length - 1; index >= 0; index--) {
      const child = current.element.children[index];
      if (child !== undefined && typeof child !== "string") pending.push(inherit(child, current));
    }
  }
  return items;
}

function inherit(element: XmlElement, around: Pick<TreeItem, "base" | "lang">): TreeItem {
  // CDF channels have a BASE of their own.
  const base =
    element.attributes.get("xml:base") ?? (element.name === "channel" ? element.attributes.get("base") : undefined);
  const lang = element.attributes.get("xml:lang") || around.lang;
  return {
    element,
    base: base === undefined ? around.base : (absoluteUrl(base, around.base) ?? around.base),
    ...(lang === undefined ? {} : { lang }),
  };
}

function langOf(element: XmlElement, children: ChildIndex): string | undefined {
  return textOf(firstNamed(children, ["language", "dc:language"])) || element.attributes.get("xml:lang") || undefined;
}

/** How long the publisher calls the document fresh, in minutes. @see https://web.resource.org/rss/1.0/modules/syndication/ */
function ttlOf(channel: ChildIndex): number {
  const ttl = readNumber(textOf(firstNamed(channel, ["ttl"])));
  const period = textOf(firstNamed(channel, ["sy:updateperiod"])).toLowerCase();
  const frequency = readNumber(textOf(firstNamed(channel, ["sy:updatefrequency"]))) || 1;
  const syndicated = Math.floor((MINUTES_BY_PERIOD.get(period) ?? 0) / frequency);
  // WordPress prints "hourly, 1" into every feed that it makes: nobody meant it, and an hour is long for a warning.
  return Math.max(ttl, syndicated === 60 ? 0 : syndicated);
}

function skipsOf(channel: ChildIndex): SkippedTimes | undefined {
  const textsIn = (list: string, name: string) => {
    const element = firstNamed(channel, [list]);
    return element === undefined ? [] : allNamed(indexChildren(element), [name]).map(textOf);
  };
  return readSkippedTimes(textsIn("skiphours", "hour"), textsIn("skipdays", "day"));
}

function readNumber(text: string): number {
  return /^\d{1,7}$/.test(text) ? Number(text) : 0;
}

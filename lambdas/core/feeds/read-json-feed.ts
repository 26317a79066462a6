/** JSON Feed 1.0 and 1.1, read as leniently as the XML formats. @see https://www.jsonfeed.org/version/1.1/ */
import { messageOf } from "../errors.ts";
import { FeedError } from "./feed-error.ts";
import { MAX_ENTRIES, type RawEntry, type RawFeed } from "./raw-feed.ts";
import { absoluteUrl } from "./resolve-url.ts";

/** An object of unknown keys; `Object.hasOwn` guards every look-up, so `__proto__` in a document is just a key. */
type JsonObject = Readonly<Record<string, unknown>>;

/** More values in one document are refused: each costs ten times its size in memory, and real feeds have a tenth of it. */
const MAX_VALUES = 500_000;

/**
 * @param text - starts with `{`
 * @throws {@link FeedError} `E_NOT_A_FEED` when it is damaged or other JSON, `E_LIMIT` for more than {@link MAX_VALUES} values
 */
export function readJsonFeed(text: string, url: string): RawFeed {
  if (mayHoldMoreThan(MAX_VALUES, text)) {
    throw new FeedError("E_LIMIT", `${url} holds JSON of more than ${MAX_VALUES} values`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new FeedError(
      "E_NOT_A_FEED",
      `${url} starts like JSON but cannot be read: ${messageOf(cause).slice(0, 200)}`,
      { cause },
    );
  }
  const feed = asObject(value);
  const items = get(feed, "items");
  if (!Array.isArray(items)) {
    throw new FeedError("E_NOT_A_FEED", `${url} holds JSON that is no JSON Feed: expected an "items" array`);
  }
  const version = /jsonfeed\.org\/version\/([\d.]{1,5})/.exec(string(feed, "version"))?.[1] ?? "1";
  const lang = string(feed, "language");
  return {
    format: `json-${version}`,
    title: string(feed, "title"),
    ...(lang === "" ? {} : { lang }),
    ttlMinutes: 0,
    entries: items.slice(0, MAX_ENTRIES).map((item) => readItem(asObject(item), url, lang)),
    total: items.length,
  };
}

/** By the marks that stand before a value; those within texts count too, which is why the limit is generous. */
function mayHoldMoreThan(limit: number, text: string): boolean {
  if (text.length <= limit) return false;
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // , [ {
    if (code === 0x2c || code === 0x5b || code === 0x7b) marks += 1;
  }
  return marks > limit;
}

function readItem(item: JsonObject, base: string, feedLang: string): RawEntry {
  const guid = string(item, "id");
  const link =
    absoluteUrl(string(item, "url"), base) ?? absoluteUrl(string(item, "external_url"), base) ?? absoluteUrl(guid);
  const body = string(item, "content_html") || string(item, "content_text");
  const lang = string(item, "language") || feedLang;
  const attachment = asObject(array(item, "attachments")[0]);
  const enclosureUrl = absoluteUrl(string(attachment, "url"), base);
  return {
    ...(guid === "" ? {} : { guid }),
    ...(link === undefined ? {} : { link }),
    title: string(item, "title"),
    summary: string(item, "summary"),
    body,
    published: string(item, "date_published"),
    updated: string(item, "date_modified"),
    authors: [...array(item, "authors"), get(item, "author")].map((author) => string(asObject(author), "name")),
    categories: array(item, "tags").filter((tag) => typeof tag === "string"),
    ...(lang === "" ? {} : { lang }),
    ...(enclosureUrl === undefined ? {} : { enclosureUrl, enclosureType: string(attachment, "mime_type") }),
  };
}

function asObject(value: unknown): JsonObject {
  // Arrays and null have no keys that we ask for; every look-up checks what it finds.
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}

function get(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Ids are numbers in many feeds although the standard says text. */
function string(object: JsonObject, key: string): string {
  const value = get(object, key);
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}

function array(object: JsonObject, key: string): readonly unknown[] {
  const value = get(object, key);
  return Array.isArray(value) ? value : [];
}

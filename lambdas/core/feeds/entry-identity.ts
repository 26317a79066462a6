/**
 * What makes an entry the same entry, and a story the same story. Two levels, on purpose: the *entry key* answers "has
 * this feed shown us this item?", the *story id* "do we have this article, from whichever feed?".
 */
import { createHash } from "node:crypto";
import type { StoryId } from "../stories/story.ts";
import { canonicalUrl } from "./canonical-url.ts";
import type { Entry } from "./entry.ts";

/**
 * Which marks of an entry tell it from its feed's other entries.
 * `guid` is the standard; `guid-link` for feeds that use one guid for several articles; `link` for feeds whose guids
 * change at every poll.
 */
export type KeyPolicy = "guid" | "guid-link" | "link";

type Identified = Pick<Entry, "guid" | "link" | "title" | "summary" | "body">;

/**
 * The key of an entry within its feed.
 * @param policy - see {@link keyPolicyFor}
 * @returns guid, else guid and link, else link, else a hash of the text, each marked with its kind
 */
export function entryKey(entry: Identified, policy: KeyPolicy = "guid"): string {
  const guid = entry.guid?.trim() ?? "";
  const link = entry.link === undefined ? "" : (canonicalUrl(entry.link) ?? entry.link.trim());
  if (policy === "link" && link !== "") return `link:${link}`;
  if (guid !== "" && policy === "guid-link") return `guid:${foldScheme(guid)} ${link}`;
  if (guid !== "") return `guid:${foldScheme(guid)}`;
  if (link !== "") return `link:${link}`;
  return `text:${contentHash(entry)}`;
}

/**
 * The policy that a document's own entries ask for: `guid-link` when one guid stands for several links in it.
 * @see entryKey
 */
export function keyPolicyFor(entries: readonly Identified[]): KeyPolicy {
  const linkByGuid = new Map<string, string>();
  for (const entry of entries) {
    const guid = entry.guid?.trim() ?? "";
    if (guid === "" || entry.link === undefined) continue;
    const link = canonicalUrl(entry.link) ?? entry.link;
    const former = linkByGuid.get(guid);
    if (former !== undefined && former !== link) return "guid-link";
    linkByGuid.set(guid, link);
  }
  return "guid";
}

/**
 * The identity of a story across all feeds.
 * @param feedId - tells apart entries of several feeds that have no address of their own
 * @returns 32 hex digits of SHA-256 over the canonical address, else over feed and guid, else over feed and text
 */
export function storyId(entry: Identified, feedId: string): StoryId {
  const url = entry.link === undefined ? undefined : canonicalUrl(entry.link);
  if (url !== undefined) return digest(`url\n${url}`, 32);
  const guid = entry.guid?.trim() ?? "";
  if (guid !== "") return digest(`guid\n${feedId}\n${foldScheme(guid)}`, 32);
  return digest(`text\n${feedId}\n${contentHash(entry)}`, 32);
}

/**
 * A hash of the words of an entry: equal for texts that differ in white space or Unicode composition only.
 * @returns 16 hex digits
 */
export function contentHash(text: Pick<Entry, "title" | "summary" | "body">): string {
  return digest([text.title, text.summary, text.body ?? ""].map(squeeze).join("\n"), 16);
}

/** 16 hex digits of SHA-256 over the configured URL. @see FeedSpec.id */
export function feedIdOf(url: string): string {
  return digest(url, 16);
}

/** A guid is opaque, but the one that is an address must survive its site's move from http to https. */
function foldScheme(guid: string): string {
  return guid.replace(/^http:\/\//i, "https://");
}

function squeeze(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

function digest(text: string, hexDigits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, hexDigits);
}

/**
 * A digest in all the forms that one SNS publication carries. A digest has at most 50 stories and every text in it is
 * cut, so that it stays far under the limit of SNS whatever the feeds wrote.
 */
import { highestSeverity } from "../../rules/severity.ts";
import type { Digest, DigestEntry } from "../digest.ts";
import type { AlertMessage, RenderOptions } from "./alert-message.ts";
import { isoTime, readableTime } from "./alert-times.ts";
import { digestAttributesOf } from "./attributes.ts";
import { DIGEST_EVENT_TYPE, type DigestCloudEvent } from "./digest-schema.ts";
import { safeUrl, shortLine } from "./safe-text.ts";

const TITLE_UNITS = 200;
const NAME_UNITS = 80;
const MAX_RULES = 10;
const URL_UNITS = 500;

export function renderDigest(digest: Digest, options: RenderOptions): AlertMessage {
  const headline = headlineOf(digest);
  return {
    // Digits, colons and plain words alone: ASCII, and far under the 100 characters that SNS takes.
    subject: headline,
    message: JSON.stringify({
      default: JSON.stringify(toDigestEvent(digest, options.source)),
      email: digestEmail(digest, options),
      sms: `KivuWatch: ${headline}`,
    }),
    attributes: digestAttributesOf(digest),
  };
}

export function toDigestEvent(digest: Digest, source: string): DigestCloudEvent {
  const { id, dueAt, number, entries } = digest;
  return {
    specversion: "1.0",
    id,
    source,
    type: DIGEST_EVENT_TYPE,
    time: isoTime(dueAt),
    datacontenttype: "application/json",
    data: {
      digestId: id,
      dueAt: isoTime(dueAt),
      number,
      severity: severityOf(digest),
      stories: entries.map((entry) => {
        const url = safeUrl(entry.url, URL_UNITS);
        return {
          storyId: shortLine(entry.storyId, NAME_UNITS),
          eventId: entry.eventId,
          severity: entry.severity,
          title: shortLine(entry.title, TITLE_UNITS),
          ...(url === undefined ? {} : { url }),
          source: shortLine(entry.source, NAME_UNITS),
          ...(entry.lang === undefined ? {} : { lang: shortLine(entry.lang, NAME_UNITS) }),
          publishedAt: isoTime(entry.publishedAt),
          heldAt: isoTime(entry.heldAt),
          rules: entry.rules.slice(0, MAX_RULES).map((rule) => shortLine(rule, NAME_UNITS)),
        };
      }),
    },
  };
}

/** `[HIGH] Digest of 12 stories, 2 of them high`: severity first, so that a phone's notice shows it. */
function headlineOf(digest: Digest): string {
  const { entries } = digest;
  const severity = severityOf(digest);
  const loud = entries.filter((entry) => entry.severity === severity).length;
  const stories = entries.length === 1 ? "1 story" : `${entries.length} stories`;
  const part = loud < entries.length ? `, ${loud} of them ${severity}` : "";
  const further = digest.number > 1 ? `, part ${digest.number}` : "";
  return `[${severity.toUpperCase()}] Digest of ${stories}${part}${further}`;
}

function digestEmail(digest: Digest, { timeZone }: RenderOptions): string {
  const head = [headlineOf(digest), `for ${readableTime(digest.dueAt, timeZone)}`].join("\n");
  return `${[head, ...byEvent(digest.entries).map((stories) => eventText(stories, timeZone))].join("\n\n")}\n`;
}

/** One paragraph an event: what came in several stories is one thing that happened. */
function byEvent(entries: readonly DigestEntry[]): readonly (readonly DigestEntry[])[] {
  const events = new Map<string, DigestEntry[]>();
  for (const entry of entries) {
    const known = events.get(entry.eventId);
    if (known === undefined) events.set(entry.eventId, [entry]);
    else known.push(entry);
  }
  return [...events.values()];
}

function eventText(entries: readonly DigestEntry[], timeZone: string): string {
  return entries
    .flatMap((entry, index) => {
      const title = shortLine(entry.title, TITLE_UNITS) || "(no headline)";
      const outlet = shortLine(entry.source, NAME_UNITS) || "unnamed outlet";
      const rules = entry.rules.slice(0, 3).map((rule) => shortLine(rule, NAME_UNITS));
      const lines = [
        `${index === 0 ? `${entry.severity.toUpperCase()}: ` : "- also: "}${title}`,
        [`${outlet}, ${readableTime(entry.publishedAt, timeZone)}`, ...rules].join("; "),
        safeUrl(entry.url, URL_UNITS) ?? "",
      ];
      return lines.filter((line) => line !== "");
    })
    .join("\n");
}

function severityOf({ entries }: Digest): DigestEntry["severity"] {
  return highestSeverity(entries.map(({ severity }) => severity));
}

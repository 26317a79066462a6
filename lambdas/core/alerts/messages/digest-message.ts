/**
 * A digest in all the forms that one SNS publication carries. A digest has at most 50 stories and every text in it is
 * cut, so that it stays under the limit of SNS whatever the feeds wrote.
 */
import type { Digest, DigestEntry } from "../digest.ts";
import { type AlertMessage, fitsPublication, type RenderOptions } from "./alert-message.ts";
import { isoTime, readableTime } from "./alert-times.ts";
import { digestAttributesOf } from "./attributes.ts";
import { DIGEST_EVENT_TYPE, type DigestCloudEvent } from "./digest-schema.ts";
import { digestSeverity, digestSummary, entriesByEvent } from "./digest-wording.ts";
import { safeUrl, shortLine } from "./safe-text.ts";

const NAME_UNITS = 80;

/** How much is told of each story. */
interface StoryLimits {
  readonly titleUnits: number;
  readonly urlUnits: number;
  readonly rules: number;
}

/** From what nearly every digest fits to what fits any 50 stories, also of four bytes or escapes a character. */
const LIMIT_STEPS: readonly [StoryLimits, ...StoryLimits[]] = [
  { titleUnits: 200, urlUnits: 500, rules: 10 },
  { titleUnits: 120, urlUnits: 200, rules: 3 },
  { titleUnits: 60, urlUnits: 100, rules: 0 },
];

/** Never fails: stories are told in fewer words until the digest fits. */
export function renderDigest(digest: Digest, options: RenderOptions): AlertMessage {
  // Digits, brackets and plain words alone: ASCII, and far under the 100 characters that SNS takes.
  const subject = headlineOf(digest);
  const attributes = digestAttributesOf(digest);
  let message = "";
  for (const limits of LIMIT_STEPS) {
    message = JSON.stringify({
      default: JSON.stringify(toDigestEvent(digest, options.source, limits)),
      email: digestEmail(digest, options, limits),
      sms: `KivuWatch: ${subject}`,
    });
    if (fitsPublication({ subject, message, attributes })) break;
  }
  return { subject, message, attributes };
}

function toDigestEvent(digest: Digest, source: string, limits: StoryLimits): DigestCloudEvent {
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
      severity: digestSeverity(digest),
      stories: entries.map((entry) => storyOf(entry, limits)),
    },
  };
}

function storyOf(entry: DigestEntry, limits: StoryLimits): DigestCloudEvent["data"]["stories"][number] {
  const url = safeUrl(entry.url, limits.urlUnits);
  return {
    storyId: shortLine(entry.storyId, NAME_UNITS),
    eventId: entry.eventId,
    severity: entry.severity,
    title: shortLine(entry.title, limits.titleUnits),
    ...(url === undefined ? {} : { url }),
    source: shortLine(entry.source, NAME_UNITS),
    ...(entry.lang === undefined ? {} : { lang: shortLine(entry.lang, NAME_UNITS) }),
    publishedAt: isoTime(entry.publishedAt),
    heldAt: isoTime(entry.heldAt),
    rules: entry.rules.slice(0, limits.rules).map((rule) => shortLine(rule, NAME_UNITS)),
  };
}

/** `[HIGH] Digest of 12 stories, 2 of them high`: severity first, so that a phone's notice shows it. */
function headlineOf(digest: Digest): string {
  return `[${digestSeverity(digest).toUpperCase()}] ${digestSummary(digest)}`;
}

/** One paragraph an event. */
function digestEmail(digest: Digest, { timeZone }: RenderOptions, limits: StoryLimits): string {
  const head = [headlineOf(digest), `for ${readableTime(digest.dueAt, timeZone)}`].join("\n");
  return `${[head, ...entriesByEvent(digest.entries).map((stories) => eventText(stories, timeZone, limits))].join("\n\n")}\n`;
}

function eventText(entries: readonly DigestEntry[], timeZone: string, limits: StoryLimits): string {
  return entries
    .flatMap((entry, index) => {
      const title = shortLine(entry.title, limits.titleUnits) || "(no headline)";
      const outlet = shortLine(entry.source, NAME_UNITS) || "unnamed outlet";
      const rules = entry.rules.slice(0, Math.min(3, limits.rules)).map((rule) => shortLine(rule, NAME_UNITS));
      const lines = [
        `${index === 0 ? `${entry.severity.toUpperCase()}: ` : "- also: "}${title}`,
        [`${outlet}, ${readableTime(entry.publishedAt, timeZone)}`, ...rules].join("; "),
        safeUrl(entry.url, limits.urlUnits) ?? "",
      ];
      return lines.filter((line) => line !== "");
    })
    .join("\n");
}

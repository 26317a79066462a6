/**
 * The digest for Slack and Teams, in the same custom schema of Amazon Q as alerts. An alert's thread is its event; a digest
 * tells of many, so all digests of a desk share one thread of their own.
 */
import { severityRank } from "../../rules/severity.ts";
import type { Digest, DigestEntry } from "../digest.ts";
import { readableTime } from "./alert-times.ts";
import { type ChatMessage, type ChatOptions, MAX_DESCRIPTION } from "./chat-message.ts";
import { chatLink, plain, strong } from "./chat-text.ts";
import { digestSeverity, digestSummary, entriesByEvent } from "./digest-wording.ts";
import { shortLine } from "./safe-text.ts";

export interface ChatDigestOptions extends ChatOptions {
  /** who sends, as a URI; names the thread */
  readonly source: string;
}

const MAX_LINK = 300;
const MAX_KEYWORDS = 10;

/** Never fails: events that do not fit are counted. */
export function chatDigest(digest: Digest, { timeZone, source }: ChatDigestOptions): ChatMessage {
  const { entries } = digest;
  const severity = digestSeverity(digest);
  const title = `${severity.toUpperCase()}: ${digestSummary(digest)}`;
  return {
    version: "1.0",
    source: "custom",
    id: digest.id,
    content: {
      textType: "client-markdown",
      title,
      description: describeEvents(entriesByEvent(entries), `For ${readableTime(digest.dueAt, timeZone)}`, timeZone),
      nextSteps: [],
      keywords: [severity, ...rulesOf(entries)].slice(0, MAX_KEYWORDS),
    },
    metadata: { threadId: `${source}:digest`, summary: title, eventType: "KivuWatch digest" },
  };
}

function describeEvents(events: readonly (readonly DigestEntry[])[], head: string, timeZone: string): string {
  const lines = [head];
  let units = head.length;
  for (const [index, entries] of events.entries()) {
    const text = eventText(entries, timeZone);
    // Room for the line that counts the rest.
    if (units + text.length + 1 > MAX_DESCRIPTION - 40) {
      lines.push(`… and ${events.length - index} more events`);
      break;
    }
    lines.push(text);
    units += text.length + 1;
  }
  return lines.join("\n");
}

function eventText([first, ...others]: readonly DigestEntry[], timeZone: string): string {
  if (first === undefined) return "";
  const link = chatLink(first.url, MAX_LINK);
  const outlets = [...new Set(others.map(({ source }) => shortLine(source, 60)))].filter(Boolean);
  const rest = outlets.length > 4 ? ` and ${outlets.length - 4} more` : "";
  const lines = [
    `• ${strong(first.severity.toUpperCase())} ${plain(shortLine(first.title, 200)) || "(no headline)"}`,
    `${plain(shortLine(first.source, 60)) || "unnamed outlet"}, ${readableTime(first.publishedAt, timeZone)}`,
    link ?? "",
    outlets.length === 0 ? "" : `Also: ${plain(outlets.slice(0, 4).join(", "))}${rest}`,
  ];
  return lines.filter((line) => line !== "").join("\n");
}

/** Of the loudest stories first. */
function rulesOf(entries: readonly DigestEntry[]): readonly string[] {
  const loudest = entries.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity));
  return [...new Set(loudest.flatMap(({ rules }) => rules).map((rule) => plain(shortLine(rule, 60))))].filter(Boolean);
}

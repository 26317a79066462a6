/**
 * The alert for Slack and Teams, by way of Amazon Q Developer in chat applications: its custom notification, threaded
 * by event, so that updates gather under the first message.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
import type { Alert } from "../alert.ts";
import { readableTime } from "./alert-times.ts";
import { headlineOf, namesOf, otherOutlets, severityLabel, whyLine } from "./alert-wording.ts";
import { bestPassage } from "./matched-passage.ts";
import { clipText, safeLine, safeUrl, shortLine } from "./safe-text.ts";

/** What Amazon Q takes. */
export interface ChatMessage {
  readonly version: "1.0";
  readonly source: "custom";
  readonly id: string;
  readonly content: {
    readonly textType: "client-markdown";
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: { readonly threadId: string; readonly summary: string; readonly eventType: string };
}

export interface ChatOptions {
  /** IANA name of the desk's zone */
  readonly timeZone: string;
}

// Amazon Q: 250 characters of title, 8,000 of description; far less reads better.
const MAX_TITLE = 250;
const MAX_DESCRIPTION = 3_000;

export function chatMessage(alert: Alert, { timeZone }: ChatOptions): ChatMessage {
  const { pieces } = bestPassage(alert);
  const passage = pieces.map(({ text, isMatch }) => (isMatch ? strong(text) : plain(text))).join("");
  const outlets = otherOutlets(alert);
  const description = [
    `${plain(shortLine(alert.source, 80))}, ${readableTime(alert.publishedAt, timeZone)}`,
    clipText(passage.replace(/\s+/g, " ").trim(), 900),
    ...alert.matches.slice(0, 5).map((match) => `• ${plain(whyLine(match, 6))}`),
    outlets.length === 0 ? "" : `Also: ${plain(outlets.slice(0, 8).join(", "))}${more(outlets.length - 8)}`,
  ].filter((line) => line !== "");
  const url = linkOf(alert);
  const label = severityLabel(alert);
  return {
    version: "1.0",
    source: "custom",
    id: alert.id,
    content: {
      textType: "client-markdown",
      title: clipText(`${label}: ${plain(headlineOf(alert, 220))}`, MAX_TITLE),
      description: clipText(description.join("\n"), MAX_DESCRIPTION),
      nextSteps: url === undefined ? [] : [`Read the story: ${url}`],
      keywords: [alert.severity, ...namesOf(alert, 9).map(plain)].filter(Boolean),
    },
    metadata: {
      threadId: alert.eventId,
      summary: clipText(`${label}: ${plain(headlineOf(alert, 150))}`, 200),
      eventType: alert.decision === "new" ? "KivuWatch alert" : "KivuWatch update",
    },
  };
}

/**
 * Text without anything that Slack or Teams would take for markup, a mention or an address: look-alikes stand in,
 * since the two programs do not agree on how to escape.
 */
function plain(text: string): string {
  return [...safeLineInside(text).replaceAll("://", ": //")]
    .map((character) => LOOK_ALIKES[character] ?? character)
    .join("");
}

/** Like safeLine, but a space at either end of a piece stays, for it stands between two words. */
function safeLineInside(text: string): string {
  const line = safeLine(text);
  if (line === "") return text === "" ? "" : " ";
  return `${/^\s/.test(text) ? " " : ""}${line}${/\s$/.test(text) ? " " : ""}`;
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "*": "∗",
  _: "ˍ",
  "~": "∼",
  "`": "'",
  "<": "‹",
  ">": "›",
  "&": "＆",
  "[": "(",
  "]": ")",
  "|": "¦",
  "@": "＠",
  "#": "＃",
  "!": "ǃ",
  "\\": "∖",
};

function strong(text: string): string {
  const safe = plain(text).trim();
  return safe === "" ? "" : `*${safe}*`;
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}

/** A bare address, which both programs make a link of; markup in it is percent-encoded. */
function linkOf(alert: Alert): string | undefined {
  return safeUrl(alert.url)?.replace(/[*~_()[\]']/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

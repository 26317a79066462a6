/**
 * The alert for Slack and Teams, by way of Amazon Q Developer in chat applications: its custom notification, threaded
 * by event, so that updates gather under the first message.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
import type { Alert } from "../alert.ts";
import { readableTime } from "./alert-times.ts";
import { headlineOf, namesOf, otherOutlets, severityLabel, whyLine } from "./alert-wording.ts";
import { chatLink, plain, strong } from "./chat-text.ts";
import { bestPassage } from "./matched-passage.ts";
import { clipText, shortLine } from "./safe-text.ts";

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
/** Of any message to a chat program. */
export const MAX_DESCRIPTION = 3_000;

export function chatMessage(alert: Alert, { timeZone }: ChatOptions): ChatMessage {
  const { pieces } = bestPassage(alert);
  const passage = pieces.map(({ text, isMatch }) => (isMatch ? strong(text) : plain(text))).join("");
  const outlets = otherOutlets(alert);
  const description = [
    `${plain(shortLine(alert.source, 80)) || "unnamed outlet"}, ${readableTime(alert.publishedAt, timeZone)}`,
    clipText(passage.replace(/\s+/g, " ").trim(), 900),
    ...alert.matches.slice(0, 5).map((match) => `• ${plain(whyLine(match, 6))}`),
    outlets.length === 0 ? "" : `Also: ${plain(outlets.slice(0, 8).join(", "))}${more(outlets.length - 8)}`,
  ].filter((line) => line !== "");
  const url = chatLink(alert.url);
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

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}

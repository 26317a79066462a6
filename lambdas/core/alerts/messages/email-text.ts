/**
 * The alert as an e-mail that reads well on a phone: what and how bad first, then the evidence, then what to do. SNS
 * sends plain text; the matched words are marked »so«, which no mail program takes for markup.
 */
import type { Alert } from "../alert.ts";
import { readableTime } from "./alert-times.ts";
import { headlineOf, otherOutlets, severityLabel, storyLine, whyLine } from "./alert-wording.ts";
import { bestPassage } from "./matched-passage.ts";
import { safeUrl, shortLine } from "./safe-text.ts";

export interface EmailOptions {
  /** IANA name of the desk's zone */
  readonly timeZone: string;
  /** base address of the desk's API or page; the event's path is added to it */
  readonly consoleUrl?: string;
}

const MAX_RULES = 8;
const MAX_STORIES = 8;
const MAX_OUTLETS = 25;

/** @returns lines of text, each of bounded length */
export function emailText(alert: Alert, options: EmailOptions): string {
  const url = safeUrl(alert.url);
  const paragraphs = [
    [`${severityLabel(alert)}: ${headlineOf(alert, 500)}`, sourceLine(alert, options.timeZone)],
    [quotedPassage(alert)],
    url === undefined ? ["(the feed gave no link)"] : [url],
    ["Why you get this", ...whyLines(alert), `- ${alert.decision}: ${shortLine(alert.reason, 300)}`],
    otherLines(alert),
    muteLines(alert, options),
  ];
  return `${paragraphs
    .map((lines) => lines.filter((line) => line !== "").join("\n"))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n")}\n`;
}

function sourceLine(alert: Alert, timeZone: string): string {
  const outlet = shortLine(alert.source, 80) || "unnamed outlet";
  const lang = alert.lang === undefined ? "" : ` [${shortLine(alert.lang, 20)}]`;
  return `${outlet}${lang}, ${readableTime(alert.publishedAt, timeZone)}`;
}

function quotedPassage(alert: Alert): string {
  const { pieces } = bestPassage(alert);
  // A headline without a matched word stands above already.
  if (!pieces.some((piece) => piece.isMatch && shortLine(piece.text, 10) !== "")) return "";
  const marked = pieces.map((piece) => (piece.isMatch ? `»${piece.text}«` : piece.text)).join("");
  return shortLine(marked, 700);
}

function whyLines(alert: Alert): readonly string[] {
  const lines = alert.matches.slice(0, MAX_RULES).map((match) => `- ${whyLine(match, 8)}`);
  const rest = alert.matches.length - lines.length;
  return rest > 0 ? [...lines, `- and ${rest} more rules`] : lines;
}

function otherLines(alert: Alert): readonly string[] {
  const outlets = otherOutlets(alert);
  if (alert.otherStories.length === 0) return [];
  const stories = alert.otherStories.slice(0, MAX_STORIES).map((story) => `- ${storyLine(story)}`);
  const rest = alert.otherStories.length - stories.length;
  const named = outlets.slice(0, MAX_OUTLETS).join(", ");
  const unnamed = outlets.length - MAX_OUTLETS;
  return [
    toldBy(outlets.length),
    ...stories,
    ...(rest > 0
      ? [`- and ${rest} more stories`, `Outlets: ${named}${unnamed > 0 ? ` and ${unnamed} more` : ""}`]
      : []),
  ];
}

function toldBy(outlets: number): string {
  if (outlets === 0) return "More of it from the same outlet";
  return `Also told by ${outlets === 1 ? "1 other outlet" : `${outlets} other outlets`}`;
}

function muteLines(alert: Alert, { consoleUrl }: EmailOptions): readonly string[] {
  const page =
    consoleUrl === undefined ? undefined : safeUrl(`${consoleUrl.replace(/\/+$/, "")}/events/${alert.eventId}`);
  return [
    page === undefined ? "" : `All about this event: ${page}`,
    `To mute this event: kivuwatch silence ${shortLine(alert.eventId, 40)} --for 6h --why "..." --by you`,
    `Event ${shortLine(alert.eventId, 40)}, alert ${alert.revision}`,
  ];
}

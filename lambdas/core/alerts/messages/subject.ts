/**
 * The subject line of an e-mail. SNS takes printable ASCII alone, under 100 characters, and line breaks would forge
 * mail headers.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html Subject
 */
import { transliterate } from "../../text/transliterate.ts";
import type { Alert } from "../alert.ts";
import { namesOf, severityLabel } from "./alert-wording.ts";
import { clipText, shortLine } from "./safe-text.ts";

/** SNS: "less than 100 characters long". */
const MAX_SUBJECT = 99;

/** `[HIGH] Goma: l'armee et le M23 s'affrontent a Kibumba`: severity first, so that a phone's notice shows it. */
export function subjectOf(alert: Alert): string {
  const title = asciiLine(alert.title);
  // A headline in a script that has no ASCII form leaves next to nothing: then the names say more.
  const told = /[A-Za-z]{3}/.test(title) ? title : namesLine(alert);
  return clipText(`[${severityLabel(alert)}] ${told}`, MAX_SUBJECT, "...");
}

function namesLine(alert: Alert): string {
  const names = namesOf(alert, 5).map(asciiLine).filter(Boolean);
  const rule = alert.matches[0];
  return names.join(", ") || (rule === undefined ? "" : asciiLine(rule.title)) || "news alert";
}

/** Printable ASCII on one line; bounded before the work, since far less of it will be shown. */
function asciiLine(text: string): string {
  const ascii = transliterate(shortLine(text, 300, ""));
  return (
    ascii
      .replace(/[^\x20-\x7E]+/g, " ")
      .replace(/ +/g, " ")
      // What words of another script leave behind.
      .replace(/^[ .,:;]+/, "")
      .trim()
  );
}

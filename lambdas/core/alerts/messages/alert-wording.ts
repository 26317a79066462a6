/** Phrases that the readable forms share, so that an e-mail, a chat message and a terminal say the same of one alert. */
import type { Match } from "../../rules/match.ts";
import type { Severity } from "../../rules/severity.ts";
import type { Alert, AlertStory } from "../alert.ts";
import { shortLine } from "./safe-text.ts";

/** `HIGH`, or `HIGH UPDATE 3` for a later revision. */
export function severityLabel(alert: Alert): string {
  return `${SEVERITY_LABELS[alert.severity]}${alert.decision === "update" ? ` UPDATE ${alert.revision}` : ""}`;
}

const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  low: "LOW",
  medium: "MEDIUM",
  high: "HIGH",
  critical: "CRITICAL",
};

/** The headline on one line; never empty. */
export function headlineOf(alert: Alert, maxUnits: number): string {
  return shortLine(alert.title, maxUnits) || "(no headline)";
}

/** `M23 front lines (high): M23, Kibumba, Goma, by M23 AND Kibumba`. */
export function whyLine(match: Match, maxWords: number): string {
  const words = [...new Set(match.spans.map((span) => shortLine(span.text, 60)).filter((word) => word !== ""))];
  const shown = words.slice(0, maxWords).join(", ");
  const rest = words.length > maxWords ? ` and ${words.length - maxWords} more` : "";
  const title = shortLine(match.title, 100) || shortLine(match.ruleId, 100);
  const clause = shortLine(match.clause, 200);
  const told = words.length > 0 ? `: ${shown}${rest}` : "";
  return `${title} (${match.severity})${told}${clause === "" ? "" : `, by ${clause}`}`;
}

/** Other outlets, each once, in the order of the stories, without the alert's own. */
export function otherOutlets(alert: Alert): readonly string[] {
  const own = shortLine(alert.source, 80);
  const names = new Set(alert.otherStories.map((story) => shortLine(story.source, 80)));
  return [...names].filter((name) => name !== "" && name !== own);
}

/** `Radio Okapi: Kibumba, l'armée reprend la cité [fr]`. */
export function storyLine(story: AlertStory): string {
  const lang = story.lang === undefined ? "" : ` [${shortLine(story.lang, 20)}]`;
  return `${shortLine(story.source, 80) || "unnamed outlet"}: ${shortLine(story.title, 160) || "(no headline)"}${lang}`;
}

/** Groups, people and places that the alert names, for forms that have room for a line of them. */
export function namesOf(alert: Alert, limit: number): readonly string[] {
  const all = [...alert.places, ...alert.groups, ...alert.people, ...alert.processes];
  return [...new Set(all.map((entity) => shortLine(entity.title, 60)))].filter(Boolean).slice(0, limit);
}

/**
 * The alert as a CloudEvent for programs. Text keeps its length, so that the offsets of matched words are true within
 * the document; what is unsafe in it is blanked; what is too long is left out, and counted in `omitted`.
 */
import * as z from "zod";
import { KivuWatchError } from "../../errors.ts";
import type { Match, Span } from "../../rules/match.ts";
import { severityRank } from "../../rules/severity.ts";
import type { EpochMs } from "../../time.ts";
import type { Alert, AlertEntity, AlertStory } from "../alert.ts";
import { isoTime } from "./alert-times.ts";
import { ALERT_EVENT_TYPE, type AlertCloudEvent, cloudEventSchema } from "./cloud-event-schema.ts";
import { type DocumentLimits, FULL_DOCUMENT } from "./document-limits.ts";
import { blankUnsafe, cutWhole, safeUrl } from "./safe-text.ts";

// Names are far shorter in truth; a bound makes the smallest document small whatever comes.
const NAME_UNITS = 120;

/**
 * @param source - who sends, as a URI, e.g. `urn:kivuwatch:prod`; with the id it is unique
 * @param limits - how much to keep
 */
export function toCloudEvent(alert: Alert, source: string, limits: DocumentLimits = FULL_DOCUMENT): AlertCloudEvent {
  const omitted: Record<string, number> = {};
  const keep = <T>(name: string, items: readonly T[], limit: number): readonly T[] => {
    if (items.length > limit) omitted[name] = (omitted[name] ?? 0) + items.length - limit;
    return items.slice(0, limit);
  };
  const text = (name: string, value: string, limit: number): string => {
    const kept = cutWhole(value, limit);
    if (kept.length < value.length) omitted[`${name}Characters`] = value.length - kept.length;
    return blankUnsafe(kept, true);
  };
  const line = (value: string): string => nameText(value, limits.lineUnits);

  const title = line(alert.title);
  if (title.length < alert.title.length) omitted.titleCharacters = alert.title.length - title.length;
  const summary = text("summary", alert.summary, limits.textUnits);
  const body = alert.body === undefined ? undefined : text("body", alert.body, limits.textUnits);
  const lengths = { title: title.length, summary: summary.length, body: body?.length ?? 0 };
  const words = (match: Match) =>
    keep("words", match.spans, limits.wordsPerMatch)
      .filter((span) => {
        const isKept = isWithin(span, lengths[span.field]);
        if (!isKept) omitted.words = (omitted.words ?? 0) + 1;
        return isKept;
      })
      .map(wordOf);
  const entities = (name: string, all: readonly AlertEntity[]) =>
    [...keep(name, all, limits.entitiesPerType)].map(entityOf);
  const matches = keep("why", alert.matches, limits.matches);
  const url = safeUrl(alert.url);

  const data: AlertCloudEvent["data"] = {
    alertId: alert.id,
    eventId: alert.eventId,
    revision: alert.revision,
    decision: alert.decision,
    reason: line(alert.reason),
    severity: alert.severity,
    severityRank: severityRank(alert.severity),
    storyId: nameText(alert.storyId),
    title,
    summary,
    ...(body === undefined ? {} : { body }),
    ...(url === undefined ? {} : { url }),
    source: nameText(alert.source),
    ...(alert.lang === undefined ? {} : { lang: nameText(alert.lang) }),
    ...(alert.country === undefined ? {} : { country: nameText(alert.country) }),
    publishedAt: isoTime(alert.publishedAt),
    firstSeenAt: isoTime(alert.firstSeenAt),
    decidedAt: isoTime(alert.decidedAt),
    places: entities("places", alert.places),
    groups: entities("groups", alert.groups),
    people: entities("people", alert.people),
    processes: entities("processes", alert.processes),
    themes: entities("themes", alert.themes),
    rules: matches.map((match) => nameText(match.ruleId)),
    why: matches.map((match) => ({
      rule: nameText(match.ruleId),
      title: line(match.title),
      severity: match.severity,
      clause: line(match.clause),
      words: words(match),
    })),
    otherStories: keep("otherStories", alert.otherStories, limits.stories).map((story) => storyOf(story, line)),
  };
  return {
    specversion: "1.0",
    id: alert.id,
    source,
    type: ALERT_EVENT_TYPE,
    subject: alert.eventId,
    time: isoTime(alert.decidedAt),
    datacontenttype: "application/json",
    data: Object.keys(omitted).length === 0 ? data : { ...data, omitted },
  };
}

function nameText(value: string, limit = NAME_UNITS): string {
  return blankUnsafe(cutWhole(value, limit), false);
}

function isWithin(span: Span, length: number): boolean {
  return span.start >= 0 && span.end <= length && span.start <= span.end;
}

function wordOf(span: Span): AlertCloudEvent["data"]["why"][number]["words"][number] {
  const { field, start, end } = span;
  return { field, start, end, text: nameText(span.text), satisfies: nameText(span.satisfies) };
}

function entityOf(entity: AlertEntity): AlertCloudEvent["data"]["places"][number] {
  return {
    id: nameText(entity.id),
    title: nameText(entity.title),
    ...(entity.pcode === undefined ? {} : { pcode: nameText(entity.pcode) }),
    ...(!isNumber(entity.lat) ? {} : { lat: entity.lat }),
    ...(!isNumber(entity.lon) ? {} : { lon: entity.lon }),
  };
}

function isNumber(value: number | undefined): value is number {
  return Number.isFinite(value);
}

function storyOf(story: AlertStory, line: (value: string) => string): AlertCloudEvent["data"]["otherStories"][number] {
  const url = safeUrl(story.url, 1_000);
  return {
    id: nameText(story.id),
    title: line(story.title),
    source: nameText(story.source),
    ...(url === undefined ? {} : { url }),
    ...(story.lang === undefined ? {} : { lang: nameText(story.lang) }),
    publishedAt: isoTime(story.publishedAt),
  };
}

/**
 * Back from the document that a subscriber received, so that it can be shown in any form again.
 * @param json - the parsed document; a stranger may have written it
 * @returns the alert, without what was left out for size
 * @throws {@link KivuWatchError} `E_ALERT_DOCUMENT`, naming what is wrong with it
 */
export function alertFromCloudEvent(json: unknown): Alert {
  const result = cloudEventSchema.safeParse(json);
  if (!result.success) {
    throw new KivuWatchError("E_ALERT_DOCUMENT", `not an alert of KivuWatch: ${z.prettifyError(result.error)}`);
  }
  const { alertId, severityRank: _rank, rules: _rules, why, omitted: _omitted, ...data } = result.data.data;
  return {
    ...data,
    id: alertId,
    publishedAt: epochOf(data.publishedAt),
    firstSeenAt: epochOf(data.firstSeenAt),
    decidedAt: epochOf(data.decidedAt),
    matches: why.map(({ rule, title, severity, clause, words }) => ({
      ruleId: rule,
      title,
      severity,
      clause,
      spans: words,
    })),
    otherStories: data.otherStories.map((story) => ({ ...story, publishedAt: epochOf(story.publishedAt) })),
  };
}

function epochOf(time: string): EpochMs {
  return Date.parse(time);
}

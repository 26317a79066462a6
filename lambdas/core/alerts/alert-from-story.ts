import type { Entity, EntityId, EntityType } from "../gazetteer/entity.ts";
import { severityRank } from "../rules/severity.ts";
import type { Decision, Story } from "../stories/story.ts";
import type { Alert, AlertEntity } from "./alert.ts";
import { alertId } from "./alert-id.ts";
import type { NewsEvent } from "./event.ts";

/** Looks an entity up by id. */
export type EntityLookup = (id: EntityId) => Entity | undefined;

/**
 * The alert for a story that is told as new or as an update.
 * @param event - after the decision: its revision is the alert's
 * @param ancestorsOf - of a place, so that a desk that asks for a province hears of its villages
 */
export function alertFromStory(
  story: Story,
  event: NewsEvent,
  decision: Decision & { kind: "new" | "update" },
  entityOf: EntityLookup,
  ancestorsOf: (id: EntityId) => readonly EntityId[],
): Alert {
  const ofType = (type: EntityType) => alertEntities(story.entities, type, entityOf);
  return {
    id: alertId(event.id, event.revision),
    eventId: event.id,
    revision: event.revision,
    decision: decision.kind,
    reason: decision.reason,
    severity: story.severity ?? "low",
    storyId: story.id,
    title: story.title,
    summary: story.summary,
    body: story.body,
    url: story.url,
    source: story.sources[0]?.source ?? "unknown",
    lang: story.lang,
    country: story.country,
    publishedAt: story.publishedAt,
    firstSeenAt: story.firstSeenAt,
    decidedAt: decision.at,
    places: ofType("place"),
    areas: areasOf(story.entities, ancestorsOf),
    groups: ofType("group"),
    people: ofType("person"),
    processes: ofType("process"),
    themes: ofType("theme"),
    matches: story.matches.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity)),
    otherStories: event.stories
      .filter((other) => other.storyId !== story.id)
      .map(({ storyId, title, source, url, lang, publishedAt }) => ({
        id: storyId,
        title,
        source,
        url,
        lang,
        publishedAt,
      }))
      .toSorted((a, b) => b.publishedAt - a.publishedAt),
  };
}

/** All that lies above the places, each once. */
function areasOf(ids: readonly EntityId[], ancestorsOf: (id: EntityId) => readonly EntityId[]): readonly EntityId[] {
  return [...new Set(ids.filter((id) => id.startsWith("place.")).flatMap(ancestorsOf))];
}

function alertEntities(ids: readonly EntityId[], type: EntityType, entityOf: EntityLookup): readonly AlertEntity[] {
  const entities: AlertEntity[] = [];
  for (const id of ids) {
    const entity = entityOf(id);
    if (entity?.type !== type) continue;
    entities.push({ id, title: entity.title, pcode: entity.pcode, lat: entity.lat, lon: entity.lon });
  }
  return entities;
}

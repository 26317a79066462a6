/**
 * One event as a Common Alerting Protocol 1.2 message, for systems of security desks. It says plainly that it reports
 * what media tell: no certainty and no urgency is claimed, and it is for the desk only.
 * @see http://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.html
 */

import type { NewsEvent } from "../../alerts/event.ts";
import { blankUnsafe, safeLine, safeUrl } from "../../alerts/messages/safe-text.ts";
import type { Entity, EntityId } from "../../gazetteer/entity.ts";
import type { Severity } from "../../rules/severity.ts";
import { isLanguageTag } from "../../stories/facets.ts";
import { xmlElement, xmlLines } from "./xml.ts";

/** CAP 1.2, 3.2.2. */
const CAP_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "Extreme",
  high: "Severe",
  medium: "Moderate",
  low: "Minor",
};

/** Places that are listed; an event of more is no longer somewhere. */
const MAX_AREAS = 20;

/** @param entityOf - looks a place up */
export function writeCap(event: NewsEvent, entityOf: (id: EntityId) => Entity | undefined): string {
  const first = event.stories[0];
  const places = event.profile.entities.flatMap((id) => {
    const entity = entityOf(id);
    return entity?.type === "place" ? [entity] : [];
  });
  const head = [
    xmlElement("identifier", `kivuwatch-${event.id}-${event.revision}`),
    xmlElement("sender", "kivuwatch"),
    xmlElement("sent", capTime(event.told?.at ?? event.createdAt)),
    "<status>Actual</status>",
    // An update would have to name the message before it, which nobody keeps: each revision is an alert of its own.
    "<msgType>Alert</msgType>",
    "<scope>Restricted</scope>",
    "<restriction>For the desk that runs this archive. Compiled from media reports; not a warning by an authority.</restriction>",
  ];
  const info = [
    // A feed may claim any language; the schema takes tags only.
    xmlElement("language", first?.lang !== undefined && isLanguageTag(first.lang) ? first.lang : "en"),
    "<category>Security</category>",
    "<event>Media report</event>",
    "<urgency>Unknown</urgency>",
    xmlElement("severity", CAP_SEVERITY[event.severity]),
    "<certainty>Unknown</certainty>",
    xmlElement("headline", safeLine(event.title)),
    xmlElement("description", describe(event)),
    xmlElement("web", safeUrl(first?.url)),
  ];
  const areas = places
    .slice(0, MAX_AREAS)
    .map((place) => `    <area>\n${xmlLines(areaOf(place), "      ")}    </area>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
${xmlLines(head, "  ")}  <info>
${xmlLines(info, "    ")}${areas.join("")}  </info>
</alert>
`;
}

function areaOf(place: Entity): string[] {
  return [
    xmlElement("areaDesc", place.title),
    // A point: a circle without a radius.
    place.lat === undefined || place.lon === undefined ? "" : xmlElement("circle", `${place.lat},${place.lon} 0`),
    geocode("ISO3166-2", place.iso),
    geocode("OCHA-PCODE", place.pcode),
  ];
}

function geocode(name: string, value: string | undefined): string {
  return value === undefined ? "" : `<geocode>${xmlElement("valueName", name)}${xmlElement("value", value)}</geocode>`;
}

function describe(event: NewsEvent): string {
  const stories = event.stories.slice(0, 20).map(({ source, title }) => `${safeLine(source)}: ${safeLine(title)}`);
  return blankUnsafe([`Reported by ${event.outlets.map(safeLine).join(", ")}.`, ...stories].join("\n"), true);
}

/** CAP forbids the `Z` of ISO 8601 and fractions of a second. */
function capTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "-00:00");
}

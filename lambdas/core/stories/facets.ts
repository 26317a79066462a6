/**
 * Under which facets a matched story is posted. Writers and readers take their facets from here, so the two can never
 * spell one differently; and since every entity is posted under all that contain it, `place#place.north-kivu` finds
 * Goma with one query.
 */
import type { EntityId, EntityType } from "../gazetteer/entity.ts";
import type { MentionStore } from "../ports.ts";
import { highestSeverity } from "../rules/severity.ts";
import type { Facet, Mention } from "./mention.ts";
import type { Story } from "./story.ts";

/** What facets need to know of the gazetteer. */
export interface FacetGazetteer {
  has(id: EntityId): boolean;
  /** parent, its parent and so on, nearest first; empty for an unknown id */
  ancestorsOf(id: EntityId): readonly EntityId[];
  /** every id of that type, in any order */
  idsOf(type: EntityType): readonly EntityId[];
}

export type FacetKind = EntityType | "rule" | "lang" | "country" | "source" | "severity";

/** Every matched story has this one: the list without a filter. */
export const ALL_FACET: Facet = "all";

/** A feed may claim any language, a facet is part of a key: what is no tag (BCP 47, 35 characters) is not posted. */
const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,4}$/i;

/** An outlet's name beyond this is cut, on both sides alike: a key of DynamoDB holds 2,048 bytes. */
const MAX_SOURCE_LENGTH = 200;

export function isLanguageTag(text: string): boolean {
  return LANGUAGE_TAG.test(text);
}

/**
 * The facet of one value, in the one spelling that is stored.
 * @param value - a rule id, a full entity id (`place.goma`), a BCP 47 tag, a country code, an outlet's name, a severity
 */
export function facetFor(kind: FacetKind, value: string): Facet {
  switch (kind) {
    case "country":
      return `country#${value.toUpperCase()}`;
    case "source":
      return `source#${value.normalize("NFC").trim().split(/\s+/u).join(" ").toLowerCase().slice(0, MAX_SOURCE_LENGTH)}`;
    case "lang":
      return `lang#${value.toLowerCase()}`;
    default:
      return `${kind}#${value}`;
  }
}

/** @returns the story's facets, each once; `all` is the first */
export function facetsOf(story: Story, gazetteer: Pick<FacetGazetteer, "ancestorsOf">): Facet[] {
  const facets = new Set<Facet>([ALL_FACET]);
  for (const match of story.matches) facets.add(facetFor("rule", match.ruleId));
  for (const id of story.entities) {
    for (const each of [id, ...gazetteer.ancestorsOf(id)]) facets.add(entityFacet(each));
  }
  if (story.lang !== undefined && isLanguageTag(story.lang)) {
    facets.add(facetFor("lang", story.lang));
    // `fr-CD` is French too: a desk asks for the language, not for the publisher's locale.
    facets.add(facetFor("lang", story.lang.replace(/-.*$/s, "")));
  }
  if (story.country !== undefined) facets.add(facetFor("country", story.country));
  for (const { source } of story.sources) facets.add(facetFor("source", source));
  facets.add(facetFor("severity", severityOf(story)));
  return [...facets];
}

/**
 * The postings to hand to {@link MentionStore.putAll}; doing it again gives the same ones.
 * @returns one for each facet; none for a story that no rule matches
 */
export function mentionsOf(story: Story, gazetteer: Pick<FacetGazetteer, "ancestorsOf">): Mention[] {
  if (story.matches.length === 0) return [];
  const facets = facetsOf(story, gazetteer);
  return facets.map((facet) => ({
    facet,
    firstSeenAt: story.firstSeenAt,
    storyId: story.id,
    severity: severityOf(story),
    facets,
    expiresAt: story.expiresAt,
  }));
}

/** An entity id is `type.name`: the type is the facet's kind, whichever types the gazetteer has. */
function entityFacet(id: EntityId): Facet {
  return `${id.replace(/\..*$/s, "")}#${id}`;
}

function severityOf(story: Story): Mention["severity"] {
  return story.severity ?? highestSeverity(story.matches.map((match) => match.severity));
}

/**
 * Stories and a small gazetteer for tests of facets, searches and the API.
 */
import type { EntityType } from "../../../lambdas/core/gazetteer/entity.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";

/** Title, kind, parent and one name of each. */
const ENTITIES: readonly (readonly [id: string, title: string, kind?: string, parent?: string])[] = [
  ["place.eastern-drc", "Eastern DRC"],
  ["place.north-kivu", "North Kivu", "province", "place.eastern-drc"],
  ["place.south-kivu", "South Kivu", "province", "place.eastern-drc"],
  ["place.goma", "Goma", "city", "place.north-kivu"],
  ["place.beni", "Beni", "city", "place.north-kivu"],
  ["place.bukavu", "Bukavu", "city", "place.south-kivu"],
  ["group.m23", "M23"],
  ["group.adf", "ADF"],
  ["person.kagame", "Kagame"],
  ["process.nairobi-process", "Nairobi process"],
  ["theme.displacement", "displaced"],
];

export const { gazetteer: GAZETTEER } = buildGazetteer(
  ENTITIES.map(([id, title, kind, parent]) => ({
    id,
    // The ids above begin with one of the types.
    type: id.replace(/\..*$/, "") as EntityType,
    title,
    kind,
    parent,
    names: { any: [title.includes(" ") ? `"${title}"` : title] },
    alone: "yes",
  })),
);

/** 32 hex digits that sort like the number. */
export function storyIdOf(n: number): string {
  return n.toString(16).padStart(32, "0");
}

const SEEN_AT = Date.UTC(2026, 10, 24, 9);

/** A settled story about M23 in Goma, with whatever the test is about changed. */
export function buildStory(more: Partial<Story> = {}): Story {
  const firstSeenAt = more.firstSeenAt ?? SEEN_AT;
  return {
    id: storyIdOf(1),
    url: "https://kivu-courier.example/1",
    title: "M23 near Goma",
    summary: "Fighting was heard.",
    contentHash: "0123456789abcdef",
    matches: [
      {
        ruleId: "m23-front-lines",
        title: "M23 front lines",
        severity: "high",
        spans: [{ field: "title", start: 0, end: 3, text: "M23", satisfies: "@group.m23" }],
        clause: "@group.m23",
      },
    ],
    severity: "high",
    entities: ["place.goma", "group.m23"],
    lang: "en",
    country: "CD",
    tags: [],
    sources: [
      { feedId: "00112233aabbccdd", entryKey: "aaaabbbbccccdddd", source: "Kivu Courier", seenAt: firstSeenAt },
    ],
    publishedAt: firstSeenAt,
    publishedOrigin: "published",
    firstSeenAt,
    revisions: [],
    isOpen: false,
    decision: { kind: "new", reason: "the first story of this event", at: firstSeenAt },
    ...more,
  };
}

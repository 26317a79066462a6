/**
 * Stories and a small gazetteer for tests of facets, searches and the API.
 */
import type { FacetGazetteer } from "../../../lambdas/core/stories/facets.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";

const PARENTS: Readonly<Record<string, string | undefined>> = {
  "place.eastern-drc": undefined,
  "place.north-kivu": "place.eastern-drc",
  "place.south-kivu": "place.eastern-drc",
  "place.goma": "place.north-kivu",
  "place.beni": "place.north-kivu",
  "place.bukavu": "place.south-kivu",
  "group.m23": undefined,
  "group.adf": undefined,
  "person.kagame": undefined,
  "process.nairobi-process": undefined,
  "theme.displacement": undefined,
};

export const GAZETTEER: FacetGazetteer = {
  has: (id) => Object.hasOwn(PARENTS, id),
  idsOf: (type) => Object.keys(PARENTS).filter((id) => id.startsWith(`${type}.`)),
  ancestorsOf: (id) => {
    const above: string[] = [];
    for (let parent = PARENTS[id]; parent !== undefined; parent = PARENTS[parent]) above.push(parent);
    return above;
  },
};

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

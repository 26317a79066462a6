/**
 * Stories as ninjs 3.1, the IPTC's JSON for news: a list is a composite item with the stories as its associations.
 * @see https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json
 */
import { blankUnsafe, safeLine, safeUrl } from "../../alerts/messages/safe-text.ts";
import type { EntityId } from "../../gazetteer/entity.ts";
import { type Severity, severityRank } from "../../rules/severity.ts";
import type { Story } from "../../stories/story.ts";
import type { FeedChannel } from "./feed-item.ts";

const STANDARD = { name: "ninjs", version: "3.1", schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#" };

/** @param titleOf - an entity's display name; the id stands in for one that is gone */
export function writeNinjs(
  channel: FeedChannel,
  stories: readonly Story[],
  titleOf: (id: EntityId) => string | undefined,
): string {
  return JSON.stringify({
    uri: channel.selfUrl,
    standard: STANDARD,
    type: "composite",
    title: channel.title,
    descriptions: [{ value: channel.description }],
    associations: stories.map((story) => ({
      name: safeLine(story.title) || "(no title)",
      ...ninjsStory(story, titleOf),
    })),
  });
}

function ninjsStory(story: Story, titleOf: (id: EntityId) => string | undefined): Record<string, unknown> {
  const named = (type: string) =>
    story.entities
      .filter((id) => id.startsWith(`${type}.`))
      .map((id) => ({ name: titleOf(id) ?? id, rel: "mentions", literal: id }));
  const url = safeUrl(story.url);
  return {
    uri: `urn:kivuwatch:story:${story.id}`,
    type: "text",
    pubStatus: "usable",
    firstCreated: new Date(story.firstSeenAt).toISOString(),
    versionCreated: new Date(story.revisions.at(-1)?.replacedAt ?? story.firstSeenAt).toISOString(),
    contentCreated: new Date(story.publishedAt).toISOString(),
    language: story.lang,
    urgency: story.severity === undefined ? undefined : urgencyOf(story.severity),
    headlines: [{ role: "main", contentType: "text/plain", value: safeLine(story.title) }],
    descriptions: [{ role: "summary", contentType: "text/plain", value: blankUnsafe(story.summary, true) }],
    infoSources: story.sources.map(({ source }) => ({ name: safeLine(source), role: "publisher" })),
    altIds: url === undefined ? undefined : [{ role: "url", value: url }],
    places: named("place"),
    organisations: named("group"),
    people: named("person"),
    subjects: [
      ...named("theme"),
      ...named("process"),
      ...story.matches.map(({ ruleId, title }) => ({ name: title, rel: "matches", literal: `rule.${ruleId}` })),
    ],
    events:
      story.decision?.eventId === undefined ? undefined : [{ uri: `urn:kivuwatch:event:${story.decision.eventId}` }],
  };
}

/** 1 is the most urgent, 9 the least. */
function urgencyOf(severity: Severity): number {
  return 9 - 2 * severityRank(severity);
}

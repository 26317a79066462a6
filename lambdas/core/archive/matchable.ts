import type { MatchableStory } from "../rules/match.ts";
import type { Story } from "../stories/story.ts";

/** A stored story as rules read it: the same facts that the collector held against them, the outlet that brought it first. */
export function matchableOf(story: Story): MatchableStory {
  const { title, summary, body, lang, country, url, tags } = story;
  return { title, summary, body, lang, country, url, tags, source: story.sources[0]?.source };
}

import { writeAtom } from "../core/archive/export/atom.ts";
import { writeCsv } from "../core/archive/export/csv.ts";
import { STORY_COLUMNS, storyRow } from "../core/archive/export/csv-rows.ts";
import { type FeedChannel, feedItemOfStory } from "../core/archive/export/feed-item.ts";
import { writeJsonFeed } from "../core/archive/export/json-feed.ts";
import { writeNdjson } from "../core/archive/export/ndjson.ts";
import { writeNinjs } from "../core/archive/export/ninjs.ts";
import { writeRss } from "../core/archive/export/rss.ts";
import type { Gazetteer } from "../core/gazetteer/gazetteer.ts";
import type { Story } from "../core/stories/story.ts";
import type { FormatName } from "./list-format.ts";
import { storyView } from "./story-view.ts";

export interface ExportContext {
  readonly channel: FeedChannel;
  readonly gazetteer: Pick<Gazetteer, "get">;
  /** of CSV */
  readonly hasByteOrderMark: boolean;
}

/** Stories in the form that was asked for. */
export function exportStories(format: FormatName, stories: readonly Story[], context: ExportContext): string {
  const { channel, gazetteer, hasByteOrderMark } = context;
  switch (format) {
    case "csv":
      return writeCsv(STORY_COLUMNS, stories.map(storyRow), { hasByteOrderMark });
    case "ndjson":
      return writeNdjson(stories.map(storyView));
    case "json-feed":
      return writeJsonFeed(channel, stories.map(feedItemOfStory));
    case "atom":
      return writeAtom(channel, stories.map(feedItemOfStory));
    case "rss":
      return writeRss(channel, stories.map(feedItemOfStory));
    case "ninjs":
      return writeNinjs(channel, stories, (id) => gazetteer.get(id)?.title);
    case "opml":
      throw new Error("stories have no OPML form");
  }
}

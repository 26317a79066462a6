/** The list of feeds in its forms: `/feeds.opml` for feed readers and for another desk's config, `/feeds.csv`, `/feeds.ndjson`. */
import { writeCsv } from "../core/archive/export/csv.ts";
import { FEED_COLUMNS, feedRow } from "../core/archive/export/csv-rows.ts";
import { writeNdjson } from "../core/archive/export/ndjson.ts";
import type { Feed } from "../core/feeds/feed.ts";
import { shownHealth } from "../core/feeds/feed-health.ts";
import { writeOpml } from "../core/feeds/write-opml.ts";
import { DAY_MS, type EpochMs } from "../core/time.ts";
import { compareText } from "./compare-text.ts";
import { feedView } from "./feed-view.ts";
import { addExportRoutes, type ListExports } from "./list-exports.ts";
import { listFormats } from "./list-format.ts";
import { floorTo } from "./parse-moment.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { noQuerySchema } from "./query-parameters.ts";

/** Everything about the feeds that is shown of them. */
export interface FeedList {
  /** by source, then title: as a person looks for them */
  readonly feeds: readonly Feed[];
  /** the last minute that dispatch covered */
  readonly dispatchedAt?: EpochMs;
  readonly now: EpochMs;
}

export async function readFeedList({ feeds, now }: Pick<QueryDependencies, "feeds" | "now">): Promise<FeedList> {
  const [listed, dispatchedAt] = await Promise.all([feeds.list(), feeds.getWatermark()]);
  return { feeds: sortFeeds(listed), ...(dispatchedAt !== undefined && { dispatchedAt }), now: now() };
}

export const FEED_EXPORTS: ListExports<FeedList> = {
  formats: listFormats("csv", "ndjson", "opml"),
  write({ feeds, dispatchedAt, now }, format, options) {
    switch (format) {
      case "csv": {
        const rows = feeds.map((feed) => feedRow(feed, shownHealth(feed, dispatchedAt, now)));
        return writeCsv(FEED_COLUMNS, rows, options);
      }
      case "ndjson":
        return writeNdjson(feeds.map((feed) => feedView(feed, dispatchedAt, now)));
      case "opml":
        // The date alone, so that the document, and its ETag, hold for the day.
        return writeOpml(feeds, "KivuWatch", floorTo(DAY_MS, now));
      default:
        throw new Error(`feeds have no form ${format}`);
    }
  },
};

export function addFeedExportRoutes(app: QueryApp, deps: QueryDependencies): void {
  addExportRoutes(app, {
    path: "/feeds",
    title: "All feeds",
    querySchema: noQuerySchema,
    exports: FEED_EXPORTS,
    read: () => readFeedList(deps),
  });
}

function sortFeeds(feeds: readonly Feed[]): readonly Feed[] {
  return feeds.toSorted(
    (a, b) => compareText(a.source, b.source) || compareText(a.title, b.title) || compareText(a.id, b.id),
  );
}

/** The list of feeds in other forms: `/feeds.opml` for feed readers and for another desk's config, `/feeds.csv`, `/feeds.ndjson`. */
import { createRoute } from "@hono/zod-openapi";
import { writeCsv } from "../core/archive/export/csv.ts";
import { FEED_COLUMNS, feedRow } from "../core/archive/export/csv-rows.ts";
import { writeNdjson } from "../core/archive/export/ndjson.ts";
import type { Feed } from "../core/feeds/feed.ts";
import { feedHealth } from "../core/feeds/feed-health.ts";
import { writeOpml } from "../core/feeds/write-opml.ts";
import { DAY_MS, type EpochMs } from "../core/time.ts";
import { BAD_REQUEST, textAnswer, UNAVAILABLE } from "./answers.ts";
import { compareText } from "./compare-text.ts";
import { feedView } from "./feed-view.ts";
import { contentTypeOf, type FormatName, listFormats } from "./list-format.ts";
import { floorTo } from "./parse-moment.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { noQuerySchema } from "./query-parameters.ts";

export function addFeedExportRoutes(app: QueryApp, deps: QueryDependencies): void {
  for (const format of listFormats("csv", "ndjson", "opml")) {
    const route = createRoute({
      method: "get",
      path: `/feeds${format.suffix}`,
      summary: `All feeds as ${format.description}`,
      request: { query: noQuerySchema },
      responses: { ...textAnswer("the feeds, by source and title", format.mediaType), ...BAD_REQUEST, ...UNAVAILABLE },
    });
    app.openapi(route, async (c) => {
      const text = exportFeeds(format.name, sortFeeds(await deps.feeds.list()), deps.now());
      return c.body(text, 200, { "Content-Type": contentTypeOf(format) });
    });
  }
}

/** By source, then title: as a person looks for them. */
export function sortFeeds(feeds: readonly Feed[]): readonly Feed[] {
  return feeds.toSorted(
    (a, b) => compareText(a.source, b.source) || compareText(a.title, b.title) || compareText(a.id, b.id),
  );
}

function exportFeeds(format: FormatName, feeds: readonly Feed[], now: EpochMs): string {
  switch (format) {
    case "csv":
      return writeCsv(
        FEED_COLUMNS,
        feeds.map((feed) => feedRow(feed, feedHealth(feed, now))),
      );
    case "ndjson":
      return writeNdjson(feeds.map((feed) => feedView(feed, now)));
    case "opml":
      // The date alone, so that the document, and its ETag, hold for the day.
      return writeOpml(feeds, "KivuWatch", floorTo(DAY_MS, now));
    default:
      throw new Error(`feeds have no form ${format}`);
  }
}

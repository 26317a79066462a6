/**
 * Every story that a search finds, a line each, read page by page as the client takes them: `/stories.ndjson?all=true`. A
 * bound on bytes and on postings still holds; where it is met, the last line is `{"next": …}` and not a story.
 */
import { writeNdjson } from "../core/archive/export/ndjson.ts";
import type { StoryPosition } from "../core/stories/posting-walk.ts";
import { positionOf, type SearchResult } from "../core/stories/search-stories.ts";
import { encodeCursor } from "./cursor.ts";
import { nextPath } from "./next-link.ts";
import { MAX_ANSWER_BYTES } from "./page-of-views.ts";
import type { StoryQuestion } from "./read-story-search.ts";
import { storyView } from "./story-view.ts";

/** Postings looked at for one answer: ten pages' worth that find nothing. */
const MAX_SCANNED = 20_000;

const PAGE = 200;

/** One page of the search. @param after - continue behind it */
type ReadPage = (limit: number, after: StoryPosition | undefined) => Promise<SearchResult>;

/** @param url - of the request */
export async function* listAllLines(question: StoryQuestion, url: string, readPage: ReadPage): AsyncGenerator<string> {
  let after = question.search.after;
  let bytes = 0;
  let scanned = 0;
  for (;;) {
    const { stories, next, scanned: more } = await readPage(PAGE, after);
    scanned += more;
    for (const story of stories) {
      const line = writeNdjson([storyView(story)]);
      bytes += Buffer.byteLength(line);
      if (bytes > MAX_ANSWER_BYTES && after !== undefined) {
        yield nextLine(question, url, after);
        return;
      }
      yield line;
      after = positionOf(story);
    }
    if (next === undefined) return;
    after = next;
    if (scanned >= MAX_SCANNED) {
      yield nextLine(question, url, after);
      return;
    }
  }
}

/** Nothing is read before somebody reads. @param report - told why a stream broke off */
export function streamOf(lines: AsyncGenerator<string>, report: (error: unknown) => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await lines.next();
          if (done === true) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          report(error);
          // The status has been sent: all that is left is to break off, so that nobody takes a part for the whole.
          controller.error(error);
        }
      },
      async cancel() {
        await lines.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function nextLine({ search, list }: StoryQuestion, url: string, position: StoryPosition): string {
  return writeNdjson([{ next: nextPath(url, encodeCursor({ position, since: search.since }, list)) }]);
}

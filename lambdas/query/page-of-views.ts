/**
 * A page of a list, cut where the answer would grow too large. A function's answer may hold 6 MB
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html); beyond it the client would get an error
 * that tells nothing.
 */
import type { StoryPosition } from "../core/stories/posting-walk.ts";
import type { EpochMs } from "../core/time.ts";
import { encodeCursor } from "./cursor.ts";

/** Leaves room for what the gateway escapes again. */
export const MAX_ANSWER_BYTES = 4_000_000;

/** Of the JSON that an export stands for: XML may write one character as five. */
export const MAX_EXPORT_BYTES = 1_000_000;

/** What one view stands for in the list of stories. */
export interface PositionedView<V> {
  readonly view: V;
  readonly position: StoryPosition;
}

export interface ViewPage<V> {
  readonly views: V[];
  /** a cursor; absent on the last page */
  readonly next?: string;
}

/**
 * @param next - where the list goes on after all the views
 * @param list - the list and its filters, see {@link encodeCursor}
 */
export function pageOfViews<V>(
  all: readonly PositionedView<V>[],
  next: StoryPosition | undefined,
  since: EpochMs,
  list: string,
  maxBytes = MAX_ANSWER_BYTES,
): ViewPage<V> {
  const cursorAt = (position: StoryPosition | undefined) =>
    position === undefined ? undefined : encodeCursor({ position, since }, list);
  const views: V[] = [];
  let bytes = 0;
  let last: StoryPosition | undefined;
  for (const { view, position } of all) {
    bytes += Buffer.byteLength(JSON.stringify(view));
    // The first always fits: an item of the tables holds 400 KB.
    if (bytes > maxBytes && last !== undefined) return { views, next: cursorAt(last) };
    views.push(view);
    last = position;
  }
  return { views, next: cursorAt(next) };
}

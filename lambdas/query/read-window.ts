/**
 * The part that all lists share: the span of time, the page size, and where to go on.
 */
import type { StoryPosition } from "../core/stories/posting-walk.ts";
import { DAY_MS, type EpochMs } from "../core/time.ts";
import { decodeCursor } from "./cursor.ts";
import { floorTo, MOMENT_FORM, parseMoment } from "./parse-moment.ts";
import type { ParameterError } from "./problem.ts";
import type { PageQuery } from "./query-parameters.ts";

export interface PageWindow {
  /** inclusive */
  readonly since: EpochMs;
  /** exclusive */
  readonly until: EpochMs;
  readonly limit: number;
  readonly after?: StoryPosition;
}

/** As long as matched stories are kept unless the desk decides otherwise; in whole days, for the ETag's sake. */
const DEFAULT_SPAN_MS = 400 * DAY_MS;

/** Postings lie in buckets by month, and each month is a query: ten years are 120 of them for a rare filter. */
const MAX_SPAN_DAYS = 3_653;

/**
 * @param list - names the list and its filters; a cursor is good for these only
 * @param errors - what is wrong is added here, so that a client is told everything at once
 */
export function readWindow(query: PageQuery, list: string, now: EpochMs, errors: ParameterError[]): PageWindow {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, list);
  if (cursor !== undefined && "detail" in cursor) errors.push(cursor);
  const resumed = cursor !== undefined && "position" in cursor ? cursor : undefined;

  const until = readMoment("until", query.until, now, errors) ?? now + 1;
  const asked = readMoment("since", query.since, now, errors);
  const since = resumed?.since ?? asked ?? floorTo(DAY_MS, until - DEFAULT_SPAN_MS);
  if (asked !== undefined && query.until !== undefined && asked >= until) {
    errors.push({ parameter: "since", detail: "is not before `until`: swap them" });
  }
  if (until - since > MAX_SPAN_DAYS * DAY_MS) {
    errors.push({ parameter: "since", detail: `is more than ${MAX_SPAN_DAYS} days before the end: ask in parts` });
  }
  return { since, until, limit: query.limit, after: resumed?.position };
}

function readMoment(
  parameter: string,
  text: string | undefined,
  now: EpochMs,
  errors: ParameterError[],
): EpochMs | undefined {
  if (text === undefined) return undefined;
  const at = parseMoment(text, now);
  if (at === undefined) errors.push({ parameter, detail: `is not a time: write ${MOMENT_FORM}` });
  return at;
}

/**
 * The address of the next page: the request's own, with the new cursor.
 */

/** @param url - of this request @returns path and query; for `next` and for a Link header (RFC 8288) */
export function nextPath(url: string, cursor: string): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set("cursor", cursor);
  return `${pathname}?${searchParams}`;
}

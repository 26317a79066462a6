/** What the headers of a response tell a feed reader. */
import type { IncomingHttpHeaders } from "node:http";
import type { Validators } from "../../core/feeds/feed.ts";
import type { EpochMs } from "../../core/time.ts";
import { freshMinutes } from "./fresh-minutes.ts";

/** The first value of a header; undefined when it is absent. */
export function readHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : value?.[0];
}

/** Sent back verbatim next time, so only what a header may hold: the rest would make the next request impossible. */
export function readValidators(headers: IncomingHttpHeaders): Validators {
  const etag = sendable(readHeader(headers, "etag"));
  const lastModified = sendable(readHeader(headers, "last-modified"));
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

/** @returns no key when the server does not say how long its answer is fresh */
export function readFreshness(headers: IncomingHttpHeaders, now: EpochMs): { readonly freshMinutes?: number } {
  const minutes = freshMinutes(
    {
      cacheControl: readHeader(headers, "cache-control"),
      expires: readHeader(headers, "expires"),
      date: readHeader(headers, "date"),
      age: readHeader(headers, "age"),
    },
    now,
  );
  return minutes === 0 ? {} : { freshMinutes: minutes };
}

function sendable(value: string | undefined): string | undefined {
  return value !== undefined && /^[\x20-\x7e]{1,1024}$/.test(value) ? value : undefined;
}

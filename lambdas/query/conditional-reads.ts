/**
 * ETag and 304 (RFC 9110, 13.1.2). `no-cache` lets a client keep an answer and makes it ask whether it still holds; an
 * answer that says `no-store` is left alone, and one that comes with an ETag of its own keeps it.
 */
import { createHash } from "node:crypto";
import type { MiddlewareHandler } from "hono";

export const answerConditionally: MiddlewareHandler = async (c, next) => {
  await next();
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  if (!isRead || c.res.status !== 200 || c.res.headers.get("Cache-Control") === "no-store") return;
  // Bytes, not text: decoding would swallow a byte order mark.
  const body = await c.res.arrayBuffer();
  const digest = createHash("sha256").update(Buffer.from(body)).digest("base64url").slice(0, 27);
  const headers = new Headers(c.res.headers);
  const etag = headers.get("ETag") ?? `"${digest}"`;
  headers.set("ETag", etag);
  headers.set("Cache-Control", "private, no-cache");
  const isCurrent = namesEtag(c.req.header("If-None-Match"), etag);
  if (isCurrent) headers.delete("Content-Type");
  // Cleared first: assigning a response merges the headers of the one before into it.
  c.res = undefined;
  c.res = isCurrent ? new Response(null, { status: 304, headers }) : new Response(body, { status: 200, headers });
};

/** Whether a list of If-Match or If-None-Match names it. Weak and strong are the same here. */
export function namesEtag(list: string | undefined, etag: string): boolean {
  if (list === undefined) return false;
  if (list.trim() === "*") return true;
  return list.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
}

/**
 * Cursors: opaque words that say where the next page starts. One carries a position in the list, the start of the time
 * span (so that `since=24h` does not creep while somebody reads page after page) and a mark of the filters it was made
 * for. The checksum catches damage and invention; it keeps no secret, because a cursor grants nothing.
 */
import { createHash } from "node:crypto";
import { z } from "@hono/zod-openapi";
import type { StoryPosition } from "../core/stories/posting-walk.ts";
import type { EpochMs } from "../core/time.ts";
import type { ParameterError } from "./problem.ts";

export interface Cursor {
  readonly position: StoryPosition;
  readonly since: EpochMs;
}

/** The latest time that JavaScript can express. */
const MAX_TIME = 8_640_000_000_000_000;

const payloadSchema = z.tuple([
  z.literal(1),
  z.int().min(0).max(MAX_TIME),
  z.string().regex(/^[0-9a-f]{32}$/),
  z.int().min(-MAX_TIME).max(MAX_TIME),
  z.string(),
]);

const CURSOR = /^([A-Za-z0-9_-]{1,300})\.([0-9a-f]{16})$/;

export const MAX_CURSOR_LENGTH = 320;

/** @param query - the request's filters in any stable form: the cursor is good for these only */
export function encodeCursor({ position, since }: Cursor, query: string): string {
  const payload = JSON.stringify([1, position.firstSeenAt, position.storyId, since, digest(query)]);
  return `${Buffer.from(payload).toString("base64url")}.${digest(payload)}`;
}

export function decodeCursor(text: string, query: string): Cursor | ParameterError {
  const [, encoded, checksum] = CURSOR.exec(text) ?? [];
  const payload = Buffer.from(encoded ?? "", "base64url").toString("utf8");
  const parsed = payloadSchema.safeParse(checksum === digest(payload) ? parseJson(payload) : undefined);
  if (!parsed.success) {
    return problem("is not a cursor that this API gave out: use `next` of the page before, or leave it out");
  }
  const [, firstSeenAt, storyId, since, mark] = parsed.data;
  if (mark !== digest(query)) {
    return problem("belongs to other filters: repeat those of the page before, or leave the cursor out");
  }
  return { position: { firstSeenAt, storyId }, since };
}

function problem(detail: string): ParameterError {
  return { parameter: "cursor", detail };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON means not ours: the schema says so.
  }
}

function digest(text: string): string {
  return createHash("sha256").update(`kivuwatch cursor 1\n${text}`).digest("hex").slice(0, 16);
}

/**
 * Where the next page of mentions starts, as a word that callers carry about unread. It comes back from outside, so
 * it is believed only when it is exactly what we could have given out for the same question.
 */
import * as z from "zod";
import { KivuWatchError } from "../../core/errors.ts";
import type { MentionQuery } from "../../core/ports.ts";
import { utcMonth } from "../../core/time.ts";
import { type MentionKey, mentionBucket } from "./mention-key.ts";

/** The longest key that the service takes is 2,048 + 1,024 bytes; in base64 a third more. */
const MAX_CURSOR_CHARS = 4_500;
const cursorSchema = z.strictObject({ bucket: z.string(), at: z.string().regex(/^\d{15}#./) });

/** @param last - key of the last mention on the page before */
export function encodeCursor(last: MentionKey): string {
  return Buffer.from(JSON.stringify({ bucket: last.bucket, at: last.at })).toString("base64url");
}

/** @throws KivuWatchError `E_CURSOR` when it is not from us, or not for this facet and span of time */
export function decodeCursor(cursor: string, query: MentionQuery): MentionKey {
  const key = parseCursor(cursor);
  if (!key || encodeCursor(key) !== cursor) {
    throw new KivuWatchError("E_CURSOR", "the cursor is not one that was given out; start again without it");
  }
  const time = Number(key.at.slice(0, 15));
  const isInSpan = time >= query.since && time < query.until;
  if (!isInSpan || key.bucket !== mentionBucket(query.facet, utcMonth(time))) {
    throw new KivuWatchError("E_CURSOR", "the cursor belongs to another query; start again without it");
  }
  return key;
}

function parseCursor(cursor: string): MentionKey | undefined {
  if (cursor.length > MAX_CURSOR_CHARS) return undefined;
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    // Whatever was wrong with it, the answer is the same; the caller turns it into an error.
    return undefined;
  }
}

/**
 * Times on the wire are ISO 8601 in UTC, to the millisecond.
 */
import { z } from "@hono/zod-openapi";
import type { EpochMs } from "../core/time.ts";

export const timeSchema = z.string().openapi({ format: "date-time", example: "2026-11-24T10:00:00.000Z" });

export function isoTime(at: EpochMs): string {
  return new Date(at).toISOString();
}

export function isoTimeOrNone(at: EpochMs | undefined): string | undefined {
  return at === undefined ? undefined : isoTime(at);
}

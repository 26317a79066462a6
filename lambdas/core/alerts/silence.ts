/**
 * A silence: what a desk does not want to hear of for a while, with who asked for it, why and until when. It ends by
 * itself or is lifted; either way it stays on record, so that a missed alert can be explained a year later.
 */
import type { EntityId } from "../gazetteer/entity.ts";
import { sha256Hex } from "../text/sha256.ts";
import type { EpochMs } from "../time.ts";

/** A rule by id, an event by its 32 hex digits, or a place with all that lies below it. */
export interface SilenceTarget {
  readonly kind: "rule" | "event" | "place";
  readonly id: string | EntityId;
}

export interface Silence {
  /** 12 hex digits */
  readonly id: string;
  readonly target: SilenceTarget;
  /** a person's reason, one line */
  readonly why: string;
  /** who asked for it, one line */
  readonly by: string;
  readonly createdAt: EpochMs;
  /** in force before this moment */
  readonly until: EpochMs;
  /** set when somebody ended it early */
  readonly lifted?: { readonly by: string; readonly at: EpochMs };
}

/** Characters of `why` and of `by`. */
export const MAX_SILENCE_TEXT = 200;

export function isActive(silence: Silence, now: EpochMs): boolean {
  return silence.lifted === undefined && silence.createdAt <= now && now < silence.until;
}

/** Derived, so that a repeated request makes no second silence. */
export function silenceIdFor(target: SilenceTarget, by: string, createdAt: EpochMs): string {
  return sha256Hex(`silence:${target.kind}:${target.id}:${createdAt}:${by}`).slice(0, 12);
}

/** `silenced until 2026-11-24T18:00Z by Amina: planned operation (place.goma, 3f2a…)`, for a decision's reason. */
export function describeSilence({ id, target, why, by, until }: Silence): string {
  return `silence ${id} on ${target.kind} ${target.id} by ${by} until ${minute(until)}: ${why}`;
}

function minute(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

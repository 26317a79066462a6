/**
 * Ids that are computed, never drawn: a worker that died and returns names the same event and the same alert, so a
 * store finds what was written already and a receiver can drop what it holds already.
 */
import { createHash } from "node:crypto";
import type { StoryId } from "../stories/story.ts";

/**
 * The event that a story opens.
 * @param storyId - of its first story
 * @returns 32 hex digits
 */
export function eventIdFor(storyId: StoryId): string {
  return hexOf("event", storyId);
}

/**
 * One alert about an event.
 * @param revision - 1 for the first alert of the event, then counting up
 * @returns 32 hex digits
 */
export function alertId(eventId: string, revision: number): string {
  return hexOf("alert", `${eventId}#${revision}`);
}

/** The kind is part of what is hashed, so that an alert and an event never share an id. */
function hexOf(kind: string, name: string): string {
  return createHash("sha256").update(`${kind}:${name}`).digest("hex").slice(0, 32);
}

/**
 * Feeds that say they have moved for good. One such answer may be a mistake or a captured network, so the new address is
 * taken over only when it was named again and again over days; and given up when it stops working. The feed keeps its id
 * and thereby all it has shown before: a move brings no old story back as new.
 */
import { DAY_MS, type EpochMs } from "../time.ts";
import type { Feed, FeedState } from "./feed.ts";

const POLLS_TO_MOVE = 5;
const MOVE_AFTER_MS = 3 * DAY_MS;

/** An adopted address that fails this often in a row is given up for the configured one. */
const MAX_FAILURES = 3;

/** A move that a server announces. */
export interface AnnouncedMove {
  readonly url: string;
  readonly since: EpochMs;
  /** good polls that named it, counted up to the number that is needed */
  readonly polls: number;
}

type MovingState = Pick<FeedState, "movedTo" | "announcedMove">;

/** The address to ask: the adopted one, or the configured. */
export function addressOf({ url, state }: Pick<Feed, "url" | "state">): string {
  return state.movedTo ?? url;
}

/**
 * What a good poll says of the feed's address.
 * @param permanentUrl - where the permanent redirects led; absent when there were none
 * @returns the same values when nothing changes, so that a poll without news writes nothing
 */
export function afterGoodPoll(
  { url, state }: Pick<Feed, "url" | "state">,
  permanentUrl: string | undefined,
  now: EpochMs,
): MovingState {
  const { movedTo, announcedMove } = state;
  if (permanentUrl === undefined || permanentUrl === (movedTo ?? url)) return { movedTo, announcedMove: undefined };
  if (announcedMove?.url !== permanentUrl)
    return { movedTo, announcedMove: { url: permanentUrl, since: now, polls: 1 } };
  const polls = Math.min(announcedMove.polls + 1, POLLS_TO_MOVE);
  if (polls === POLLS_TO_MOVE && now - announcedMove.since >= MOVE_AFTER_MS)
    // Moved back: that needs no note.
    return { movedTo: permanentUrl === url ? undefined : permanentUrl, announcedMove: undefined };
  return { movedTo, announcedMove: polls === announcedMove.polls ? announcedMove : { ...announcedMove, polls } };
}

/**
 * Whether a failure means that the adopted address was wrong after all.
 * @param failures - in a row, this one included
 */
export function isMoveRevoked(state: MovingState, failures: number, httpStatus: number | undefined): boolean {
  return state.movedTo !== undefined && (failures >= MAX_FAILURES || httpStatus === 410);
}

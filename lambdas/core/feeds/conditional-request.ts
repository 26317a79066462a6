/**
 * Which validators a poll sends. They save most of the traffic, but servers get them wrong in two ways: some answer 304 for
 * ever, which now and then asking without finds out; others never answer 304 and send a new ETag with the same document
 * every time, which would cost a write a poll.
 */
import { createHash } from "node:crypto";
import { type EpochMs, HOUR_MS } from "../time.ts";
import type { FeedState, Validators } from "./feed.ts";

/** One hour of so many is polled without validators. */
const UNCONDITIONAL_HOURS = 100;

/** So many times in a row the same document was sent although we named it: the server does not look. */
export const MAX_IGNORED = 10;

type ConditionalState = Pick<FeedState, "validators" | "ignoredValidators">;

/** @returns the stored validators; in 1 % of a feed's hours, chosen by a hash, none */
export function validatorsToSend(feedId: string, state: ConditionalState, now: EpochMs): Validators {
  const hour = Math.floor(now / HOUR_MS);
  const hash = createHash("sha256").update(`${feedId} ${hour}`).digest().readUInt32BE(0);
  return hash % UNCONDITIONAL_HOURS === 0 ? {} : state.validators;
}

/**
 * What to keep of an answer with a document.
 * @param sent - what the request carried
 * @param received - the answer's own
 * @param isSame - whether it is the document that we had
 * @returns no validators once the server has ignored them {@link MAX_IGNORED} times in a row
 */
export function afterDocument(
  state: ConditionalState,
  sent: Validators,
  received: Validators,
  isSame: boolean,
): ConditionalState {
  const wasIgnored = isSame && (sent.etag !== undefined || sent.lastModified !== undefined);
  const ignored = (state.ignoredValidators ?? 0) + (wasIgnored ? 1 : 0);
  return {
    validators: ignored >= MAX_IGNORED ? {} : received,
    ignoredValidators: ignored === 0 ? undefined : ignored,
  };
}

/** What to keep of a 304: the server looks. */
export function afterNotModified(validators: Validators): ConditionalState {
  return { validators, ignoredValidators: undefined };
}

/**
 * From stories to events: thirty outlets tell of one thing, and a desk wants to hear of it once. Two layers decide.
 * Reprints are found by their words. Other tellings, in whatever language, are found by what they share that is rare
 * (villages, commanders, tolls) and told apart by what cannot be one event: another act, another place, another toll on
 * a later day, or more than three days between them.
 *
 * A missed event is worse for a desk than a repeat, so what is doubtful is a new event.
 */
export { type ProfiledText, profileOf } from "./grouping/event-profile.ts";
export { lookupOf, MAX_CANDIDATES, postingsOf } from "./grouping/postings.ts";
export { isSameEvent, type Likeness, MAX_EVENT_AGE_MS } from "./grouping/same-event.ts";

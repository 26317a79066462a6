/** Whether two stories are about the same thing: a strike of nurses and one of teachers are not. */
import type { EventProfile } from "../event.ts";

/** In which manner: that both headlines have it makes two stories no more one. */
const MANNERS: ReadonlySet<string> = new Set(["strike", "clash", "shelling", "ambush", "arson", "looting"]);

/** Whose affair it is, not what it is: one governor signs many decrees. */
const OWNERS: ReadonlySet<string> = new Set([
  "governor",
  "mayor",
  "officer",
  "parliament",
  "peacekeepers",
  "church",
  "camp",
  "park",
]);

/** Of headline and lead. */
export function thingsOf(profile: EventProfile): readonly string[] {
  return [...profile.titleThings, ...profile.things];
}

/** Strikes of nurses and of teachers may both be about salaries: what counts is what each headline has alone. */
export function isOtherThing(a: EventProfile, b: EventProfile): boolean {
  if (a.titleThings.some((thing) => b.titleThings.includes(thing) && !OWNERS.has(thing) && !MANNERS.has(thing)))
    return false;
  return hasOwnThing(a, b) && hasOwnThing(b, a);
}

function hasOwnThing(a: EventProfile, b: EventProfile): boolean {
  const told = thingsOf(b);
  return a.titleThings.some((thing) => !told.includes(thing));
}

/** Whether the headline of one is about something of which the other has nothing. */
export function hasLoneThing(a: EventProfile, b: EventProfile): boolean {
  const told = thingsOf(b);
  const things = a.titleThings.filter((thing) => !OWNERS.has(thing));
  return things.length > 0 && !things.some((thing) => told.includes(thing));
}

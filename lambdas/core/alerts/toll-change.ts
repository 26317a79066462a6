/**
 * What a new count of the dead, the injured, the abducted or the displaced is to a desk that was told another. Outlets
 * disagree for hours, so a count below the one that was told is no news; a higher one is, and so is a correction by the
 * outlet that was quoted.
 */
import type { Toll, TollKind } from "./event.ts";

/** Displaced people are counted in rough numbers: below this rise it is the same estimate in other words. */
const DISPLACED_RISE = 1.2;

/** Of these a first number is news as well; one of displaced people stands in every background paragraph. */
const FIRST_COUNTS: readonly TollKind[] = ["dead", "abducted"];

const KINDS: readonly TollKind[] = ["dead", "abducted", "injured", "displaced"];

/**
 * @param told - what the desk knows; absent kinds were not told
 * @param toll - what the story counts
 * @param former - what the same story counted when the desk was told of it; empty for another story
 * @returns a sentence for the desk; undefined when it is no news
 */
export function tollChange(told: Toll, toll: Toll, former: Toll): string | undefined {
  for (const kind of KINDS) {
    const [before, now] = [told[kind], toll[kind]];
    if (now === undefined || now === before) continue;
    if (before === undefined) {
      if (now > 0 && FIRST_COUNTS.includes(kind)) return `a number of ${kind} is told: ${now}`;
      continue;
    }
    if (former[kind] === before) return `the outlet corrected the number of ${kind} from ${before} to ${now}`;
    if (now > before * (kind === "displaced" ? DISPLACED_RISE : 1)) {
      return `the number of ${kind} rose from ${before} to ${now}`;
    }
  }
  return undefined;
}

/** What the desk knows after it was told a story: the highest number of each kind, unless the outlet corrected its own. */
export function tollKnown(told: Toll, toll: Toll, former: Toll): Toll {
  const known: Partial<Record<TollKind, number>> = { ...told };
  for (const kind of KINDS) {
    const count = toll[kind];
    const before = told[kind];
    if (count === undefined) continue;
    known[kind] = before === undefined || former[kind] === before ? count : Math.max(count, before);
  }
  return known;
}

/**
 * By how many of its letters a beginning is looked up. By all of them, each length would have to be looked up at every
 * word; by the first few, many words begin alike that a rule does not mean. So there are three lengths, and only words
 * that pass a filter for the first two are looked up at all (sieve.ts).
 */

/** Most letters of the shortest length: it is that of the shortest beginning in the rule set. */
export const MAX_HEAD_LETTERS = 4;
export const LONGER_HEAD = 6;
export const LONGEST_HEAD = 8;

/**
 * Letters by which a beginning is looked up: as many as it has for certain.
 * @param length - letters before the first wildcard
 * @param headLetters - letters that all beginnings have, at most {@link MAX_HEAD_LETTERS}
 */
export function lookupLetters(length: number, headLetters: number): number {
  if (length >= LONGEST_HEAD) return LONGEST_HEAD;
  return length >= LONGER_HEAD ? LONGER_HEAD : headLetters;
}

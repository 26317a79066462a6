/**
 * Proves reprints: how much of the shorter text's word trigrams stand in the longer. Of long texts the trigrams with
 * the smallest hashes are kept, which is a fair sample of any part of the text.
 */
import { hash32 } from "./hash32.ts";

const DIGITS = 5;
const SPACE = 36 ** DIGITS;
const MAX_SHINGLES = 64;

/** Sorts after every shingle. */
const AFTER_ALL = "~";

/** @returns five base-36 digits a trigram, ascending, without a separator */
export function shinglesOf(words: readonly string[]): string {
  const hashes = new Set<number>();
  for (let index = 0; index + 2 < words.length; index += 1) {
    hashes.add(hash32(`${words[index]} ${words[index + 1]} ${words[index + 2]}`) % SPACE);
  }
  const kept = [...hashes].sort((a, b) => a - b).slice(0, MAX_SHINGLES);
  return kept.map((hash) => hash.toString(36).padStart(DIGITS, "0")).join("");
}

/**
 * Share of the smaller set that the other holds too.
 * @returns 0 to 1; 0 when there is too little text to tell
 */
export function containment(a: string, b: string): number {
  // Beyond the end of a full sample nothing is known: compare where both are.
  const ends = [a, b].filter((set) => set.length >= MAX_SHINGLES * DIGITS).map((set) => set.slice(-DIGITS));
  const limit = ends.sort()[0] ?? AFTER_ALL;
  const left = membersUpTo(a, limit);
  const right = membersUpTo(b, limit);
  const smaller = Math.min(left.size, right.size);
  if (smaller < 4) return 0;
  let shared = 0;
  for (const member of left) if (right.has(member)) shared += 1;
  return shared / smaller;
}

function membersUpTo(set: string, limit: string): ReadonlySet<string> {
  const members = new Set<string>();
  for (let index = 0; index + DIGITS <= set.length; index += DIGITS) {
    const member = set.slice(index, index + DIGITS);
    if (member <= limit) members.add(member);
  }
  return members;
}

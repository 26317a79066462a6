/**
 * An endless vocabulary with the frequencies of natural language: the word of rank r is used in proportion to 1/r among
 * the first 8,000, and to 1/r² beyond (two regimes, as large corpora show them).
 * @see R. Ferrer i Cancho and R. V. Solé, "Two regimes in the frequency of words", 2001
 */
import type { Random } from "./random.ts";

/** Last rank of the common vocabulary. */
const CORE = 8_000;

/** Flattens the first ranks (Mandelbrot). */
const OFFSET = 2.7;

/** Share of tokens that the core has: its integral of 1/r against that of the tail, which is 1. */
const CORE_WEIGHT = Math.log((CORE + OFFSET) / OFFSET);

const ONSETS = [
  "é",
  "b",
  "k",
  "d",
  "f",
  "g",
  "l",
  "m",
  "n",
  "p",
  "r",
  "s",
  "t",
  "v",
  "br",
  "ch",
  "mb",
  "ng",
  "tr",
  "pr",
];
const RIMES = ["a", "e", "i", "on", "eur", "an", "ent", "er", "is", "ou", "al", "ine"];
const SYLLABLES = ONSETS.flatMap((onset) => RIMES.map((rime) => onset + rime));

/** Word of a rank, from 0: the more common the shorter, as words are; a text has 6.2 characters a token, as news has. */
export function wordOf(rank: number): string {
  let word = "";
  // A different order for each length, or neighbours in rank would begin alike.
  for (let rest = rank, step = 0; ; rest = Math.floor(rest / SYLLABLES.length) - 1, step += 1) {
    word += SYLLABLES[(rest * 77 + step * 31 + 11) % SYLLABLES.length] ?? "";
    if (rest < SYLLABLES.length) return word;
  }
}

/** Rank of the next word of a text. */
export function drawRank(random: Random): number {
  const at = random() * (CORE_WEIGHT + 1);
  if (at < CORE_WEIGHT) return Math.floor(OFFSET * Math.exp(at) - OFFSET);
  return Math.min(1e9, Math.floor(CORE / (1 - random())));
}

/**
 * Rank of a word that stands in that share of stories.
 * @param share - 0 to 1
 * @param tokens - in a story
 */
export function rankOfShare(share: number, tokens: number): number {
  // P(absent) = (1 - p)^tokens.
  const p = -Math.expm1(Math.log1p(-Math.min(share, 0.999)) / tokens) * (CORE_WEIGHT + 1);
  const rank = 1 / p - OFFSET;
  if (rank < CORE) return Math.max(0, Math.floor(rank));
  return Math.floor(Math.sqrt(CORE / p));
}

/** The word that often follows another: collocations are what phrases look for. */
export function followerOf(rank: number): number {
  return (rank * 7 + 13) % (CORE * 4);
}

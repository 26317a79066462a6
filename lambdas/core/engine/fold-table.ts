/**
 * What {@link foldCodePoint} says of a UTF-16 unit, as a table that the inner loop can index. Filled as units are met:
 * asking for all 65,536 would add 60 ms to a cold start.
 */
import { foldCodePoint } from "../text/fold.ts";

/** Separates tokens. */
export const SEPARATOR = 0;

/** The separator that may join the letters of an acronym. */
export const DOT = 1;

/**
 * No single unit tells: surrogates, marks, invisible characters, letters that fold to several (œ), and whatever was not
 * met yet. Greater values than DOT and less than this are the folded letter itself.
 */
export const SPECIAL = 0xffff;

const FULL_STOP = 0x2e;

export const foldTable = new Uint16Array(0x1_0000).fill(SPECIAL);

/** Enter a unit in the table. @returns whether it is one that no single unit tells */
export function resolveUnit(unit: number): boolean {
  const value = tableValue(unit);
  foldTable[unit] = value;
  return value === SPECIAL;
}

function tableValue(unit: number): number {
  if (unit === FULL_STOP) return DOT;
  if (unit >= 0xd800 && unit <= 0xdfff) return SPECIAL;
  const { kind, folded } = foldCodePoint(unit);
  if (kind === "separator") return SEPARATOR;
  return kind === "word" && folded.length === 1 ? folded.charCodeAt(0) : SPECIAL;
}

// What nearly every text is made of.
for (let unit = 0; unit < 0x180; unit += 1) resolveUnit(unit);

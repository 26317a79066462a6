/**
 * Letters of patterns, two to a word, among the entries of the lookup table: those that an entry needs stand in it, so
 * that they lie in the fast memory that was just touched, and no text stands there twice.
 */
import type { IntList } from "./int-list.ts";

export interface TextPool {
  readonly cells: IntList;
  /** where each text begins, in UTF-16 units from the start of the cells */
  readonly offsets: Map<string, number>;
}

/** Write a text where the cells end, unless it stands there already. @returns its offset in UTF-16 units */
export function writeText(pool: TextPool, text: string): number {
  const known = pool.offsets.get(text);
  if (known !== undefined) return known;
  const offset = pool.cells.length * 2;
  pool.offsets.set(text, offset);
  appendLetters(pool.cells, text);
  return offset;
}

export function appendLetters(cells: IntList, text: string): void {
  for (let at = 0; at < text.length; at += 2) {
    // Past the end stands NaN, which counts as 0.
    cells.push(text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16));
  }
}

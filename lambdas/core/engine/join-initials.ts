import { foldTable } from "./fold-table.ts";
import * as arrays from "./token-arrays.ts";
import { hashLetter } from "./token-hash.ts";

const { units, hashes, edges } = arrays;

const FULL_STOP = 0x2e;

/**
 * Make one token of single letters joined by single dots (`F.D.L.R.`), as {@link tokenise} does; in place and in one
 * pass.
 * @param first - the field's first token; it is the last field so far
 * @param count - tokens so far
 * @returns tokens that are left
 */
export function joinInitials(first: number, count: number, multiplier: number): number {
  let start = edges[first * 2] ?? 0;
  for (let token = first; token < count; token = (token + 1) | 0) {
    const next = edges[((token << 1) + 2) | 0] ?? 0;
    // The next token starts two units on: this one is a single letter.
    if (((next - start) | 0) === 2 && units[start + 1] === FULL_STOP) return joinFrom(token, count, multiplier);
    start = next;
  }
  return count;
}

function joinFrom(first: number, count: number, multiplier: number): number {
  let written = first;
  let endsInInitial = false;
  let lastEnd = -1;
  for (let token = first; token < count; token += 1) {
    const start = edges[token * 2] ?? 0;
    const end = edges[token * 2 + 1] ?? 0;
    const letter = foldTable[units[start] ?? 0] ?? 0;
    const isInitial = end - start === 1 && !isDigit(letter);
    if (isInitial && endsInInitial && start === lastEnd + 1 && units[lastEnd] === FULL_STOP) {
      // The letters move together to where the first one stands: they never reach beyond the one that is read.
      const joined = written * 2 - 1;
      const place = edges[joined] ?? 0;
      units[place] = letter;
      hashes[place] = hashLetter(hashes[place - 1] ?? 0, letter, multiplier);
      edges[joined] = place + 1;
    } else {
      edges[written * 2] = start;
      edges[written * 2 + 1] = end;
      written += 1;
      endsInInitial = isInitial;
    }
    lastEnd = end;
  }
  edges[written * 2] = edges[count * 2] ?? 0;
  return written;
}

function isDigit(letter: number): boolean {
  return letter < 0x80 ? letter <= 0x39 : /^\p{N}/u.test(String.fromCharCode(letter));
}

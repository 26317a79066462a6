import { foldTable } from "./fold-table.ts";

const FULL_STOP = 0x2e;

/** The arrays of a story's tokens, as {@link StoryTokens} describes them. */
export interface TokenArrays {
  readonly units: Uint16Array;
  readonly hashes: Int32Array;
  readonly edges: Int32Array;
  readonly multiplier: number;
  count: number;
}

/**
 * Make one token of single letters joined by single dots (`F.D.L.R.`), as {@link tokenise} does; in place and in one
 * pass. @param first - index of the field's first token; it is the last field so far
 */
export function joinInitials(tokens: TokenArrays, first: number): void {
  const { units, edges, count } = tokens;
  for (let token = first; token < count; token += 1) {
    const start = edges[token * 2] ?? 0;
    // The next token starts two units on: this one is a single letter.
    if ((edges[token * 2 + 2] ?? 0) - start === 2 && units[start + 1] === FULL_STOP) {
      joinFrom(tokens, token);
      return;
    }
  }
}

function joinFrom(tokens: TokenArrays, first: number): void {
  const { units, hashes, edges, multiplier, count } = tokens;
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
      hashes[place] = (Math.imul(hashes[place - 1] ?? 0, multiplier) + letter) | 0;
      edges[joined] = place + 1;
    } else {
      edges[written * 2] = start;
      edges[written * 2 + 1] = end;
      written += 1;
      endsInInitial = isInitial;
    }
    lastEnd = end;
  }
  tokens.count = written;
  edges[written * 2] = edges[count * 2] ?? 0;
}

function isDigit(letter: number): boolean {
  return letter < 0x80 ? letter <= 0x39 : /^\p{N}/u.test(String.fromCharCode(letter));
}

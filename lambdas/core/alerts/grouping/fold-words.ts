/** Words as grouping compares them: folded, numbers whole, and with what their capitals told. */
import { type Token, tokenise } from "../../text/tokenise.ts";

/** Enough to see how a text uses capitals. */
const TITLE_CASE_WORDS = 12;

export interface FoldedWord {
  /** as tokenise.ts folds it; a number without its separators */
  readonly folded: string;
  /** counts something: no clock time, share or decimal */
  readonly isNumber: boolean;
  /** begins with a capital although no sentence begins here */
  readonly isNameLike: boolean;
}

/** @param maxWords - the rest of a longer text is left alone */
export function foldWords(text: string, maxWords: number): readonly FoldedWord[] {
  const tokens = tokenise(text);
  // A headline in capitals throughout, or with one on every word, tells nothing by a capital.
  const isShouting = !/\p{Ll}/u.test(text) || isTitleCase(text, tokens);
  const words: FoldedWord[] = [];
  for (let at = 0; at < tokens.length && words.length < maxWords; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (/^\d+$/.test(token.form)) {
      const last = endOfNumber(text, tokens, at);
      const folded = tokens.slice(at, last + 1).map((part) => part.form);
      const end = tokens[last]?.end ?? token.end;
      words.push({ folded: folded.join(""), isNumber: !isClockOrShare(text, token.start, end), isNameLike: false });
      at = last;
      continue;
    }
    const isStart = at === 0 || /[.!?:…|\n]\W*$/.test(text.slice(Math.max(0, token.start - 4), token.start));
    const isNameLike = !isShouting && !isStart && /^\p{Lu}/u.test(text.slice(token.start, token.start + 2));
    words.push({ folded: token.form, isNumber: false, isNameLike });
  }
  return words;
}

/** English headlines may begin every word with a capital; German ones only nouns, and names are among them. */
function isTitleCase(text: string, tokens: readonly Token[]): boolean {
  const long = tokens.filter(({ form }) => form.length >= 4).slice(0, TITLE_CASE_WORDS);
  const small = long.filter(({ start }) => /^\p{Ll}/u.test(text.slice(start, start + 2)));
  return long.length >= 4 && small.length <= 1;
}

/** Thousands may stand apart: 1,200, 1.200, 1 200. @returns the last token of the number */
function endOfNumber(text: string, tokens: readonly Token[], first: number): number {
  let last = first;
  if ((tokens[first]?.form.length ?? 0) > 3) return last;
  for (;;) {
    const here = tokens[last];
    const next = tokens[last + 1];
    if (here === undefined || next === undefined || !/^\d{3}$/.test(next.form)) return last;
    if (!/^[.,'’ \u00A0\u2009\u202F]$/.test(text.slice(here.end, next.start))) return last;
    last += 1;
  }
}

/** `10:30`, `12%` and `3.5` count nobody. */
function isClockOrShare(text: string, start: number, end: number): boolean {
  return (
    /^(?:[:.,]\d|\s?%)/.test(text.slice(end, end + 2)) || /\d[:.,]$/.test(text.slice(Math.max(0, start - 2), start))
  );
}

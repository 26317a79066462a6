/**
 * Cuts text into the tokens that rules are held against. A token is a run of letters and digits after folding; every
 * other character separates (apostrophes, hyphens, `#`, `@`, `/`, …), so `Goma` is found in `Goma's`, `d'Uvira` gives
 * `uvira`, and `Ngoma` never holds `Goma`. Marks and invisible characters add nothing, even inside a word.
 *
 * One exception: single letters joined by single dots are one token (`F.D.L.R.` is `fdlr`, `D.R. Congo` is `dr congo`),
 * because in text that is how acronyms are spelled. `M.23`, `M-23` and `M 23` stay two tokens; the rule compiler knows
 * both spellings.
 *
 * One pass, linear in the length of the text.
 */
import { foldCodePoint } from "./fold.ts";

export interface Token {
  /** folded letters and digits, never empty */
  readonly form: string;
  /** UTF-16 offset of its first letter in the original text */
  readonly start: number;
  /** UTF-16 offset after its last letter or the marks on it */
  readonly end: number;
}

const DOT = 0x2e;

/** The tokens of a text, in order. @param text - plain text of any origin; never throws */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let form = "";
  let start = 0;
  let end = 0;
  let letters = 0;
  let separators = 0;
  let separator = 0;
  // Whether the last token in the list is one letter, or an acronym made of such.
  let endsInInitial = false;

  const finish = (): void => {
    // A Hangul syllable is several letters, whether it is written composed or not.
    const isInitial = letters === 1 && !/^(?:\p{N}|[\u1100-\u11ff]{2})/u.test(form);
    const last = tokens[tokens.length - 1];
    if (isInitial && endsInInitial && separators === 1 && separator === DOT && last !== undefined) {
      tokens[tokens.length - 1] = { form: last.form + form, start: last.start, end };
    } else {
      tokens.push({ form, start, end });
      endsInInitial = isInitial;
    }
    form = "";
    letters = 0;
    separators = 0;
  };

  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    const next = at + (codePoint > 0xffff ? 2 : 1);
    const { kind, folded } = foldCodePoint(codePoint);
    if (kind === "word") {
      if (letters === 0) start = at;
      form += folded;
      letters += 1;
      end = next;
    } else if (kind === "mark") {
      if (letters > 0) end = next;
    } else if (kind === "separator") {
      if (letters > 0) finish();
      separators += 1;
      separator = codePoint;
    }
    at = next;
  }
  if (letters > 0) finish();
  return tokens;
}

/**
 * A token as it was written, for leaves that ask for exact case and accents.
 * @returns the original letters in NFKC, without invisible characters and the dots of an acronym
 */
export function exactForm(text: string, token: Token): string {
  return text
    .slice(token.start, token.end)
    .replace(/[\p{Cf}.]/gu, "")
    .normalize("NFKC");
}

/** A text as its folded tokens, one space between: two texts that read the same give the same. */
export function foldText(text: string): string {
  return tokenise(text)
    .map((token) => token.form)
    .join(" ");
}

/**
 * What a character counts as when texts are compared. One table serves the rule compiler, the plain matcher and the
 * fast engine, so that the three can never disagree about a letter.
 */

/**
 * - `word`: a letter or digit, part of a token
 * - `mark`: a combining mark: belongs to the letter before it, adds nothing
 * - `ignored`: invisible (zero-width, soft hyphen, direction marks): as if it were not there, even inside a word
 * - `separator`: everything else, apostrophes and hyphens included
 */
type CharKind = "word" | "mark" | "ignored" | "separator";

export interface FoldedChar {
  readonly kind: CharKind;
  /** lower-case letters and digits without marks; empty unless `word` */
  readonly folded: string;
}

/** Letters that NFKD leaves whole although readers type them otherwise: French, Turkish, Lingala, Ewe, Hausa, Nordic. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ı: "i",
  ȷ: "j",
  ɛ: "e",
  ǝ: "e",
  ə: "e",
  ɔ: "o",
  ø: "o",
  đ: "d",
  ð: "d",
  ɖ: "d",
  ɗ: "d",
  ɓ: "b",
  ƙ: "k",
  ŋ: "n",
  ɲ: "n",
  ƒ: "f",
  ɣ: "g",
  ɩ: "i",
  ʋ: "v",
  ʊ: "u",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  ƴ: "y",
  þ: "th",
  ς: "σ",
};

/** Signs that stand for a whole sentence (U+FDFA) are no letters; they would make a text fifteen times longer. */
const MAX_FOLDED = 4;

const SEPARATOR: FoldedChar = { kind: "separator", folded: "" };
const MARK: FoldedChar = { kind: "mark", folded: "" };
const IGNORED: FoldedChar = { kind: "ignored", folded: "" };

// Filled as characters are met: folding one costs microseconds, looking it up nanoseconds.
const table: (FoldedChar | undefined)[] = [];
const supplementary = new Map<number, FoldedChar>();

/** Hostile text must not make the process remember a million characters. */
const MAX_SUPPLEMENTARY = 4_096;

/**
 * Class and folded form of one code point.
 * @param codePoint - 0 to 0x10FFFF; a lone surrogate is a separator
 * @returns the form is at most 4 UTF-16 units long, nearly always 1
 */
export function foldCodePoint(codePoint: number): FoldedChar {
  const known = codePoint > 0xffff ? supplementary.get(codePoint) : table[codePoint];
  if (known !== undefined) return known;
  const folded = computeFold(codePoint);
  if (codePoint > 0xffff) {
    if (supplementary.size >= MAX_SUPPLEMENTARY) supplementary.clear();
    supplementary.set(codePoint, folded);
  } else {
    table[codePoint] = folded;
  }
  return folded;
}

function computeFold(codePoint: number): FoldedChar {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return SEPARATOR;
  const char = String.fromCodePoint(codePoint);
  if (/\p{M}/u.test(char)) return MARK;
  if (/\p{Cf}/u.test(char)) return IGNORED;
  if (!isWordChar(char)) return SEPARATOR;
  let folded = "";
  for (const part of char.normalize("NFKD").toLowerCase()) {
    const plain = UNDECOMPOSED[part] ?? part;
    if (isWordChar(plain) && !isApostropheLetter(part.codePointAt(0) ?? 0)) folded += plain;
  }
  return folded === "" || folded.length > MAX_FOLDED ? SEPARATOR : { kind: "word", folded };
}

// Superscripts and fractions (No) are footnote marks and separators: "M23²" is M23.
function isWordChar(text: string): boolean {
  return /^[\p{L}\p{Nd}\p{Nl}]+$/u.test(text);
}

/** Modifier letters that people type as apostrophes (ʼ ʻ ʹ …): Unicode calls them letters, readers do not. */
function isApostropheLetter(codePoint: number): boolean {
  return (codePoint >= 0x02b9 && codePoint <= 0x02df) || codePoint === 0xa78b || codePoint === 0xa78c;
}

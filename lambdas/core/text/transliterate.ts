/**
 * Any text as printable ASCII, for places that take nothing else: an SNS subject refuses accents, line breaks and
 * curly quotes. Readable for Latin scripts; characters of other scripts are dropped.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html Subject
 */
const SPELLINGS: Readonly<Record<string, string>> = {
  œ: "oe",
  Œ: "OE",
  æ: "ae",
  Æ: "AE",
  ß: "ss",
  ẞ: "SS",
  ı: "i",
  ɛ: "e",
  Ɛ: "E",
  ə: "e",
  Ə: "E",
  ɔ: "o",
  Ɔ: "O",
  ø: "o",
  Ø: "O",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  ɗ: "d",
  Ɗ: "D",
  ɓ: "b",
  Ɓ: "B",
  ƙ: "k",
  Ƙ: "K",
  ŋ: "n",
  Ŋ: "N",
  ɲ: "n",
  Ɲ: "N",
  ł: "l",
  Ł: "L",
  ħ: "h",
  Ħ: "H",
  þ: "th",
  Þ: "Th",
  "‘": "'",
  "’": "'",
  "‚": "'",
  "‛": "'",
  "′": "'",
  ʼ: "'",
  ʻ: "'",
  "´": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "‟": '"',
  "″": '"',
  "«": '"',
  "»": '"',
  "‹": "'",
  "›": "'",
  "‐": "-",
  "‑": "-",
  "‒": "-",
  "–": "-",
  "—": "-",
  "―": "-",
  "−": "-",
  "⁄": "/",
  "…": "...",
  "•": "*",
  "·": ".",
  "×": "x",
  "€": "EUR",
  "£": "GBP",
  "→": "->",
  "¿": "?",
  "¡": "!",
};

/**
 * Spell a text in printable ASCII (U+0020 to U+007E).
 * @returns line breaks, tabs and odd spaces are one space each; what has no spelling is left out. Text that is ASCII
 * already comes back unchanged.
 */
export function transliterate(text: string): string {
  let ascii = "";
  for (const char of text) ascii += spell(char);
  return ascii;
}

function spell(char: string): string {
  if (isPrintableAscii(char)) return char;
  const spelling = SPELLINGS[char];
  if (spelling !== undefined) return spelling;
  // U+FEFF counts as white space in JavaScript, but it is an invisible mark that may stand inside a word.
  if (char !== "\ufeff" && /\s/.test(char)) return " ";
  let ascii = "";
  for (const part of char.normalize("NFKD")) {
    if (isPrintableAscii(part)) ascii += part;
    else ascii += SPELLINGS[part] ?? "";
  }
  return ascii;
}

function isPrintableAscii(char: string): boolean {
  return char >= " " && char <= "~";
}

/**
 * Where each character of a YAML text stands in its source. Folding turns line breaks into spaces and quoting adds
 * escapes, but the visible characters keep their order: both are walked side by side.
 */

/** One decoded character of a source and where it begins. */
interface SourceChar {
  readonly char: string;
  readonly offset: number;
}

/**
 * @param source - the scalar as written, quotes or block header included
 * @param value - the text that it stands for
 * @param style - as the `yaml` package names it
 * @returns for each UTF-16 unit of the value its offset in the source, and one more for its end
 */
export function mapScalarOffsets(source: string, value: string, style: string | undefined): readonly number[] {
  const chars = decode(source, style);
  const offsets: number[] = [];
  let at = 0;
  let end = chars[0]?.offset ?? 0;
  for (const char of value.split("")) {
    if (isSpace(char)) {
      // Keep step with spaces that were kept; where a line break was folded, point right behind the last word.
      const isKept = chars[at]?.char === char;
      offsets.push(isKept ? (chars[at]?.offset ?? end) : end);
      if (isKept) at += 1;
      end = isKept ? (chars[at - 1]?.offset ?? end) + 1 : end;
      continue;
    }
    while (at < chars.length && isSpace(chars[at]?.char ?? "")) at += 1;
    const offset = chars[at]?.offset ?? end;
    offsets.push(offset);
    at += 1;
    end = chars[at]?.offset ?? source.length;
    if (isSpace(chars[at]?.char ?? " ") || at >= chars.length) end = offset + 1;
  }
  offsets.push(end);
  return offsets;
}

function decode(source: string, style: string | undefined): readonly SourceChar[] {
  switch (style) {
    case "BLOCK_FOLDED":
    case "BLOCK_LITERAL": {
      const start = source.indexOf("\n") + 1;
      return plainChars(source, start === 0 ? source.length : start, source.length);
    }
    case "QUOTE_SINGLE":
      return singleQuotedChars(source);
    case "QUOTE_DOUBLE":
      return doubleQuotedChars(source);
    default:
      return plainChars(source, 0, source.length);
  }
}

function plainChars(source: string, start: number, end: number): SourceChar[] {
  const chars: SourceChar[] = [];
  for (let offset = start; offset < end; offset += 1) chars.push({ char: source[offset] ?? "", offset });
  return chars;
}

/** In single quotes `''` stands for `'`. */
function singleQuotedChars(source: string): readonly SourceChar[] {
  const chars: SourceChar[] = [];
  for (let offset = 1; offset < source.length - 1; offset += 1) {
    const char = source[offset] ?? "";
    chars.push({ char, offset });
    if (char === "'") offset += 1;
  }
  return chars;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function doubleQuotedChars(source: string): readonly SourceChar[] {
  const chars: SourceChar[] = [];
  for (let offset = 1; offset < source.length - 1; ) {
    const char = source[offset] ?? "";
    const escaped = source[offset + 1] ?? "";
    if (char !== "\\") {
      chars.push({ char, offset });
      offset += 1;
      continue;
    }
    const hexLength = HEX_LENGTHS[escaped];
    if (hexLength !== undefined) {
      const codePoint = Number.parseInt(source.slice(offset + 2, offset + 2 + hexLength), 16);
      const decoded = codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "";
      for (const unit of decoded.split("")) chars.push({ char: unit, offset });
      offset += 2 + hexLength;
      continue;
    }
    // A backslash at the end of a line joins it to the next and stands for nothing.
    if (escaped !== "\n" && escaped !== "\r") chars.push({ char: ESCAPES[escaped] ?? escaped, offset });
    offset += 2;
  }
  return chars;
}

function isSpace(char: string): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r";
}

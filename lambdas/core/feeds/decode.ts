/**
 * Bytes to text. Publishers declare one charset and send another, so what the bytes are counts for more than what is
 * said of them: byte order mark, then valid UTF-8, then the HTTP charset, the XML prolog, and windows-1252 at last.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { decode as decodeIconv, encodingExists } from "iconv-lite";

/** Escape-based charsets: to a UTF-8 check they look like plain ASCII, so here the declaration has to be believed. */
const SEVEN_BIT = /^(?:iso-2022-|utf-?7$|hz)/;

/** The bytes 0x80-0x9f of windows-1252, which the web reads for ISO 8859-1 too; 0 where it defines none. */
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/** The prolog is within the first bytes, in ASCII in every charset but UTF-16 and UTF-32. */
const PROLOG_BYTES = 512;

/**
 * @param contentType - the HTTP header's value, when there is one
 * @returns text without a byte order mark and without the control characters that XML forbids
 */
export function decodeFeed(bytes: Uint8Array, contentType = ""): string {
  const text = decodeBytes(bytes, contentType);
  return SUSPICIOUS.test(text) ? mapC1Controls(text).replace(FORBIDDEN, "") : text;
}

/** XML 1.0, 2.2: everything below U+0020 but tab and line ends, and the two non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ufeff]/g;

/** One look tells whether there is anything to clean. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const SUSPICIOUS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff\ufeff]/;

/**
 * @param contentType - the HTTP header's value, when there is one
 * @returns whether {@link decodeFeed} would read the bytes as UTF-8
 */
export function isReadAsUtf8(bytes: Uint8Array, contentType = ""): boolean {
  return wideCharset(bytes) === undefined && isUtf8(bytes) && escapedCharset(bytes, contentType) === undefined;
}

function decodeBytes(bytes: Uint8Array, contentType: string): string {
  const wide = wideCharset(bytes);
  if (wide !== undefined) return decodeAs(bytes, wide) ?? "";
  const escaped = escapedCharset(bytes, contentType);
  if (escaped !== undefined) return decodeAs(bytes, escaped) ?? latin1(bytes);
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const declared = declaredCharsets(bytes, contentType);
  for (const charset of declared) {
    // An ASCII-based prolog cannot have been written in a charset of wider units.
    if (/^(?:utf-?8|utf-?16|utf-?32|ucs|unicode|us-ascii|ascii|iso-8859-1$|latin-?1$)/.test(charset)) continue;
    const text = decodeAs(bytes, charset);
    if (text !== undefined) return text;
  }
  return decodeMixed(bytes);
}

/** What HTTP and the prolog say, in this order, in lower case. */
function declaredCharsets(bytes: Uint8Array, contentType: string): string[] {
  return [
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType),
    /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)/i.exec(latin1(bytes.subarray(0, PROLOG_BYTES))),
  ]
    .map((found) => found?.[1]?.toLowerCase() ?? "")
    .filter((charset) => charset !== "");
}

/** A charset that hides all of its letters in ASCII, when it is declared. */
function escapedCharset(bytes: Uint8Array, contentType: string): string | undefined {
  const escaped = declaredCharsets(bytes, contentType).find((charset) => SEVEN_BIT.test(charset));
  return escaped !== undefined && isAscii(bytes) ? escaped : undefined;
}

/** Charsets with 16 or 32 bits a unit, told by their mark or by the zeros around the first `<`. */
function wideCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4)).toString("hex");
  if (head === "0000feff" || head === "0000003c") return "utf-32be";
  if (head === "fffe0000" || head === "3c000000") return "utf-32le";
  if (head.startsWith("feff") || head.startsWith("003c00")) return "utf-16be";
  if (head.startsWith("fffe") || /^3c00..00/.test(head)) return "utf-16le";
  return undefined;
}

/** @returns undefined for a charset that nobody knows */
function decodeAs(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // Not a web charset: UTF-7, UTF-32, DOS code pages and the like are iconv's.
    return encodingExists(charset) ? decodeIconv(Buffer.from(bytes), charset) : undefined;
  }
}

/**
 * UTF-8 with foreign bytes in it (a page put together from two databases, a download cut within a character): what is
 * valid stays UTF-8, each other byte is read as windows-1252. Text that is windows-1252 throughout comes out right too,
 * for its accented letters hardly ever form valid UTF-8 by chance.
 */
function decodeMixed(bytes: Uint8Array): string {
  const repaired = new Uint8Array(bytes.length * 2);
  let size = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = utf8Length(bytes, at);
    if (length === 0) {
      const byte = bytes[at] ?? 0;
      repaired[size] = 0xc0 | (byte >> 6);
      repaired[size + 1] = 0x80 | (byte & 0x3f);
      size += 2;
      at += 1;
      continue;
    }
    for (let end = at + length; at < end; at++) repaired[size++] = bytes[at] ?? 0;
  }
  return new TextDecoder().decode(repaired.subarray(0, size));
}

/** @returns how many bytes of well-formed UTF-8 start here for one character; 0 when none do. @see RFC 3629, 4 */
function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  // No overlong forms, no surrogates, nothing above U+10FFFF.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (length === 0 || second < lowest || second > highest) return 0;
  for (let next = 2; next < length; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** Nobody means C1 controls: they are windows-1252 that was taken for ISO 8859-1 somewhere on the way. */
export function mapC1Controls(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => {
    const code = WINDOWS_1252[control.charCodeAt(0) - 0x80];
    return code === undefined || code === 0 ? control : String.fromCharCode(code);
  });
}

const BYTE_BY_CODE: ReadonlyMap<number, number> = new Map(
  WINDOWS_1252.flatMap((code, index): [number, number][] => (code === 0 ? [] : [[code, index + 0x80]])),
);

/**
 * Undo UTF-8 that was read as windows-1252 and stored again: `dÃ©placÃ©s` becomes `déplacés`.
 * @returns the text itself unless all of it makes valid UTF-8 with at least one character beyond ASCII
 */
export function repairMojibake(text: string): string {
  // The lead bytes of longer sequences, followed by what continuation bytes look like.
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0161\u0178-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/.test(text))
    return text;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const byte = code < 0x100 ? code : BYTE_BY_CODE.get(code);
    if (byte === undefined) return text;
    bytes[at] = byte;
  }
  return isUtf8(bytes) ? new TextDecoder().decode(bytes) : text;
}

import { CHARACTER_BY_NAME } from "../text/strip-simple-html.ts";

const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));/y;

/**
 * The everyday references of XML and HTML in a text of XML, undone once.
 * @returns undefined when there is any other, or an `&` that begins none
 */
export function readSimpleEntities(text: string): string | undefined {
  let at = text.indexOf("&");
  if (at === -1) return text;
  let plain = "";
  let from = 0;
  for (; at !== -1; at = text.indexOf("&", from)) {
    REFERENCE.lastIndex = at;
    const [written, decimal, hex, name = ""] = REFERENCE.exec(text) ?? [];
    if (written === undefined) return undefined;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    const character = Number.isNaN(code) ? CHARACTER_BY_NAME.get(name) : characterOf(code);
    if (character === undefined) return undefined;
    plain += text.slice(from, at) + character;
    from = at + written.length;
  }
  return plain + text.slice(from);
}

/** Below, HTML has its own ideas of what is meant; in between there are surrogates, and above nothing. */
function characterOf(code: number): string | undefined {
  const isPlain = (code >= 32 && code < 127) || (code >= 160 && code < 0xd800) || (code > 0xffff && code <= 0x10ffff);
  return isPlain || code === 9 || code === 10 || code === 13 ? String.fromCodePoint(code) : undefined;
}

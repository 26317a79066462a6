/**
 * HTML's named characters (`&nbsp;`, `&eacute;`) in XML, where only five are defined: publishers paste HTML and forget.
 * The five themselves stay, and so does whatever nobody knows: a document's own entity declarations are never followed.
 */
import { Parser } from "htmlparser2";

/** A name that is not one of XML's own five. */
const FOREIGN_NAME = /&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z][a-zA-Z0-9]{1,31});/y;

const CDATA_START = "<![CDATA[";

/** HTML knows 2,231 names and a feed uses a handful; what has more different ones is made to cost time. */
const MAX_NAMES = 2_500;

/** @returns the text with named characters replaced, except those that would be markup; in CDATA there are none */
export function expandHtmlEntities(text: string): string {
  const characterByName = new Map<string, string>();
  const parts: string[] = [];
  let from = 0;
  let cdata = text.indexOf(CDATA_START);
  // From mark to mark: a search for the whole pattern would look at every character of a document that has few.
  let at = text.indexOf("&");
  while (at !== -1) {
    if (cdata !== -1 && cdata < at) {
      const end = text.indexOf("]]>", cdata);
      if (end === -1) break;
      cdata = text.indexOf(CDATA_START, end);
      if (at < end) at = text.indexOf("&", end);
      continue;
    }
    FOREIGN_NAME.lastIndex = at;
    const [written, name = ""] = FOREIGN_NAME.exec(text) ?? [];
    if (written !== undefined) {
      parts.push(text.slice(from, at), characterFor(name, written, characterByName));
      from = at + written.length;
    }
    at = text.indexOf("&", at + 1);
  }
  return from === 0 ? text : parts.join("") + text.slice(from);
}

function characterFor(name: string, written: string, known: Map<string, string>): string {
  const character = known.get(name) ?? (known.size < MAX_NAMES ? decodeName(written) : written);
  if (known.size < MAX_NAMES) known.set(name, character);
  return character;
}

function decodeName(written: string): string {
  let decoded = "";
  const parser = new Parser({ ontext: (part) => (decoded += part) }, { decodeEntities: true });
  parser.end(written);
  // `&LT;` and `&AMP;` are HTML too, and would be markup now.
  return /[<>&"']/.test(decoded) ? written : decoded;
}

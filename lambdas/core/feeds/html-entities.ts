/**
 * HTML's named characters (`&nbsp;`, `&eacute;`) in XML, where only five are defined: publishers paste HTML and forget.
 * The five themselves stay, and so does whatever nobody knows: a document's own entity declarations are never followed.
 */
import { Parser } from "htmlparser2";

/** A name that is not one of XML's own five. */
const FOREIGN_NAME = /&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z][a-zA-Z0-9]{1,31});/y;

/** HTML knows 2,231 names and a feed uses a handful; what has more different ones is made to cost time. */
const MAX_NAMES = 2_500;

/** @returns the text with named characters replaced, except those that would be markup */
export function expandHtmlEntities(text: string): string {
  const characterByName = new Map<string, string>();
  const parts: string[] = [];
  let from = 0;
  // From mark to mark: a search for the whole pattern would look at every character of a document that has few.
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", at + 1)) {
    FOREIGN_NAME.lastIndex = at;
    const [written, name = ""] = FOREIGN_NAME.exec(text) ?? [];
    if (written === undefined) continue;
    let character = characterByName.get(name);
    if (character === undefined && characterByName.size < MAX_NAMES) {
      character = decodeName(written);
      characterByName.set(name, character);
    }
    parts.push(text.slice(from, at), character ?? written);
    from = at + written.length;
  }
  return from === 0 ? text : parts.join("") + text.slice(from);
}

function decodeName(written: string): string {
  let decoded = "";
  const parser = new Parser({ ontext: (part) => (decoded += part) }, { decodeEntities: true });
  parser.end(written);
  // `&LT;` and `&AMP;` are HTML too, and would be markup now.
  return /[<>&"']/.test(decoded) ? written : decoded;
}

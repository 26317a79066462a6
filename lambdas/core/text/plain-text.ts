/**
 * HTML as feeds carry it, made plain: nothing of it may ever be shown as HTML again, and tags must neither glue words
 * together nor be searched. Uses the tokenizer of htmlparser2 and not its parser: the parser keeps a stack of open
 * elements and searches it at every end tag, which hostile input turns into quadratic time.
 */
import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { stripSimpleHtml } from "./strip-simple-html.ts";

/** Elements whose content is never text for readers. The tokenizer reads them raw, up to their own end tag. */
const DROPPED = new Set(["script", "style", "iframe", "noembed", "noframes"]);

/** Elements that flow with the text; the tags of all others separate words. */
const INLINE = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby s samp small span " +
    "strike strong sub sup time tt u var wbr"
  ).split(" "),
);

// Not `\s`: that would take U+FEFF for a space, and broadcasters put it inside words. A single plain space is left alone,
// which is most of them; every other run becomes one.
const SPACES =
  /[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000][\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*| [\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

// Controls, and invisible characters but for the two joiners that emoji and several scripts need.
const INVISIBLE = /(?![\t\n\v\f\r\u0085\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

/** One cheap look tells whether there may be any: those of the first plane, and half a character of the others. */
const MAYBE_INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]/;

/**
 * The text of an HTML fragment: tags, comments, scripts and styles gone, entities decoded, white space collapsed,
 * zero-width and control characters removed. Text that feeds escape twice (`&amp;eacute;`, `&amp;lt;p&amp;gt;`) is unescaped twice.
 * @param html - HTML, or plain text; of any origin and size: linear, never throws
 */
export function plainText(html: string): string {
  let text = stripTags(html);
  if (text.includes("&") || text.includes("<")) text = stripTags(text);
  if (MAYBE_INVISIBLE.test(text)) text = text.replace(INVISIBLE, "");
  return text.replace(SPACES, " ").trim();
}

function stripTags(html: string): string {
  if (!html.includes("<") && !html.includes("&")) return html;
  return stripSimpleHtml(html, separatesWords) ?? stripAnyHtml(html);
}

function separatesWords(name: string): boolean {
  return !INLINE.has(name);
}

/** By the tokenizer, which reads whatever browsers read. */
export function stripAnyHtml(html: string): string {
  const parts: string[] = [];
  let dropping = "";

  const onTag = (start: number, end: number): string => {
    const name = html.slice(start, end).toLowerCase();
    if (separatesWords(name)) parts.push(" ");
    return name;
  };
  const ignore = (): void => {};
  const callbacks: TokenizerCallbacks = {
    ontext(start, end) {
      if (dropping === "") parts.push(html.slice(start, end));
    },
    ontextentity(codePoint) {
      if (dropping === "") parts.push(String.fromCodePoint(codePoint));
    },
    onopentagname(start, end) {
      const name = onTag(start, end);
      if (dropping === "" && DROPPED.has(name)) dropping = name;
    },
    onclosetag(start, end) {
      if (onTag(start, end) === dropping) dropping = "";
    },
    oncdata(start, end, offset) {
      if (dropping === "") parts.push(html.slice(start, end - offset));
    },
    onattribdata: ignore,
    onattribentity: ignore,
    onattribend: ignore,
    onattribname: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onend: ignore,
    onopentagend: ignore,
    onprocessinginstruction: ignore,
    onselfclosingtag: ignore,
  };
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, callbacks);
  tokenizer.write(html);
  tokenizer.end();
  return parts.join("");
}

/**
 * The short way through the HTML that feeds mostly carry: well-formed tags with quoted attributes and everyday entities.
 * It jumps from mark to mark where a tokenizer looks at every character, and gives up at the first thing that is not
 * everyday, for which the tokenizer is there; where it does not give up, it gives what the tokenizer gives.
 */

const TAG_NAME = /(\/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])/y;

const ENTITY = /&(?:#(\d{2,5})|([a-zA-Z]{2,6}));/y;

/** Those of HTML's names that news is full of. */
export const CHARACTER_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", laquo: "«", raquo: "»", hellip: "…" },
    ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", ndash: "–", mdash: "—", ccedil: "ç", Eacute: "É" },
    ...{ agrave: "à", acirc: "â", eacute: "é", egrave: "è", ecirc: "ê", icirc: "î", ocirc: "ô", ugrave: "ù" },
  }),
);

/** Elements whose content a tokenizer reads in another way. */
const SPECIAL = new Set(
  "script style title textarea iframe noembed noframes noscript xmp plaintext svg math".split(" "),
);

/**
 * @param separates - whether the tags of an element of that lower-case name separate words
 * @returns the text, a space for each separating tag; undefined when the HTML is not simple
 */
export function stripSimpleHtml(html: string, separates: (name: string) => boolean): string | undefined {
  let text = "";
  let from = 0;
  let nextTag = html.indexOf("<");
  let nextEntity = html.indexOf("&");
  while (nextTag !== -1 || nextEntity !== -1) {
    if (nextTag === -1 || (nextEntity !== -1 && nextEntity < nextTag)) {
      const [end, character] = readEntity(html, nextEntity);
      if (end === -1) return undefined;
      text += html.slice(from, nextEntity) + character;
      from = end;
      nextEntity = html.indexOf("&", end);
      continue;
    }
    TAG_NAME.lastIndex = nextTag + 1;
    const tag = TAG_NAME.exec(html);
    const name = tag?.[2]?.toLowerCase();
    const end = name === undefined || SPECIAL.has(name) ? -1 : tagEnd(html, TAG_NAME.lastIndex, tag?.[1] === "/");
    if (name === undefined || end === -1) return undefined;
    text += separates(name) ? `${html.slice(from, nextTag)} ` : html.slice(from, nextTag);
    from = end;
    nextTag = html.indexOf("<", end);
    if (nextEntity !== -1 && nextEntity < end) nextEntity = html.indexOf("&", end);
  }
  return text + html.slice(from);
}

/** @returns where it ends and what it stands for; -1 when it is not simple */
function readEntity(html: string, at: number): readonly [number, string] {
  if (html[at + 1] === " ") return [at + 1, "&"];
  ENTITY.lastIndex = at;
  const [, number, name = ""] = ENTITY.exec(html) ?? [];
  if (number === undefined) {
    const character = CHARACTER_BY_NAME.get(name);
    return character === undefined ? [-1, ""] : [ENTITY.lastIndex, character];
  }
  const code = Number(number);
  // Below, HTML has its own ideas of what is meant; above, there are surrogates and what is none.
  const isPlain = (code >= 32 && code < 127) || (code >= 160 && code < 0xd800);
  return isPlain ? [ENTITY.lastIndex, String.fromCharCode(code)] : [-1, ""];
}

/** @returns behind the `>` that ends the tag, quoted ones passed over; -1 when it is not simple */
function tagEnd(html: string, start: number, isEndTag: boolean): number {
  for (let at = start; ; ) {
    const close = html.indexOf(">", at);
    if (close === -1) return -1;
    // An end tag has no attributes, so no quotes either.
    if (isEndTag) return close + 1;
    const part = html.slice(at, close);
    const quote = part.search(/["']/);
    if (quote === -1) return close + 1;
    // A quote opens a value only right after the one sign of its attribute.
    const before = part.slice(0, quote).trimEnd();
    if (!before.endsWith("=") || before.indexOf("=") !== before.length - 1) return -1;
    const end = html.indexOf(part[quote] ?? "", at + quote + 1);
    if (end === -1) return -1;
    at = end + 1;
  }
}

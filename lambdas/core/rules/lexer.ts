/**
 * Cuts a query into lexemes. Understands what desks paste from a word processor: curly and angled quotes, typographic
 * hyphens, no-break spaces, invisible characters. One pass, linear; never throws, reports and goes on.
 */
import { ENTITY_TYPES } from "../gazetteer/entity.ts";
import { FILTERS, type FilterName } from "./ast.ts";
import { TEXT_FIELDS, type TextField } from "./match.ts";
import { MAX_PROBLEMS, type QueryEdit, type QueryProblem, queryProblem, shorten } from "./query-error.ts";

export type FieldName = TextField | FilterName | "text";

interface Place {
  /** UTF-16 offsets in the query */
  readonly start: number;
  readonly end: number;
}

export type Lexeme = Place &
  (
    | { readonly kind: "leaf"; readonly text: string; readonly isQuoted: boolean; readonly isExact: boolean }
    | { readonly kind: "entity"; readonly id: string }
    | { readonly kind: "field"; readonly name: FieldName }
    | { readonly kind: "AND" | "OR" | "NOT" | "(" | ")" | "," | "end" }
    | { readonly kind: "NEAR" | "ONEAR" | "ATLEAST" | "ANY"; readonly n: number }
  );

/** Words between the operands of a NEAR without a number. */
const DEFAULT_DISTANCE = 4;

/** Largest n of NEAR/n, ATLEAST/n and ANY/n. */
const MAX_N = 50;

const QUOTES = new Set('"“”„‟«»〝〞＂');
const HYPHENS = new Set("-‐‑–−");
const FIELD_NAMES: readonly string[] = [...TEXT_FIELDS, "text", ...FILTERS];

/** What other tools call our fields. */
const FOREIGN_FIELDS: ReadonlyMap<string, FieldName> = new Map([
  ["headline", "title"],
  ["intitle", "title"],
  ["hl", "title"],
  ["hlead", "title"],
  ["titre", "title"],
  ["lead", "summary"],
  ["lede", "summary"],
  ["content", "text"],
  ["fulltext", "text"],
  ["language", "lang"],
  ["la", "lang"],
  ["langue", "lang"],
  ["site", "url"],
  ["domain", "url"],
  ["host", "url"],
  ["link", "url"],
  ["outlet", "source"],
  ["publication", "source"],
  ["sourcecountry", "country"],
  ["location", "country"],
  ["tags", "tag"],
]);

const ENTITY = new RegExp(`^(${ENTITY_TYPES.join("|")})\\.[a-z0-9]+(-[a-z0-9]+)*$`);
// Not `\s`, which takes the invisible U+FEFF for a space.
const SPACES = new Set(
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);
const DELIMITERS = new Set([...SPACES, ...QUOTES, "(", ")", ","]);

/** Whether a name is a well-formed entity id, known or not. */
export function isEntityId(id: string): boolean {
  return ENTITY.test(id);
}

/** Lexemes in order, the last one `end`, and what was wrong on the way. */
export function lex(query: string): {
  readonly lexemes: readonly Lexeme[];
  readonly problems: readonly QueryProblem[];
} {
  const lexemes: Lexeme[] = [];
  const problems: QueryProblem[] = [];
  let at = 0;

  const fail = (
    code: QueryProblem["code"],
    place: Place,
    message: string,
    remedy: string | readonly QueryEdit[],
  ): void => {
    problems.push(queryProblem(code, place, message, remedy));
  };

  /** End of the run of characters that a bare word may have. */
  const wordEnd = (from: number, stopsAtColon: boolean): number => {
    let end = from;
    while (end < query.length && !isDelimiter(query[end]) && !(stopsAtColon && query[end] === ":")) end += 1;
    return end;
  };

  const readPhrase = (start: number, isExact: boolean): void => {
    const open = at;
    let close = open + 1;
    while (close < query.length && !QUOTES.has(query[close] ?? "")) close += 1;
    if (close >= query.length) {
      const missing = { start: query.length, end: query.length, text: '"' };
      fail("E_QUOTE", { start: open, end: open + 1 }, "this quotation mark is never closed", [missing]);
    }
    at = Math.min(close + 1, query.length);
    const text = cleanText(query.slice(open + 1, close));
    lexemes.push({ kind: "leaf", text, isQuoted: true, isExact, start, end: at });
  };

  const readExact = (): void => {
    const start = at;
    at += 1;
    if (QUOTES.has(query[at] ?? "")) {
      readPhrase(start, true);
      return;
    }
    const end = wordEnd(at, false);
    const text = cleanText(query.slice(at, end));
    at = end;
    lexemes.push({ kind: "leaf", text, isQuoted: false, isExact: true, start, end });
  };

  const readEntity = (): void => {
    const start = at;
    at = Math.max(wordEnd(at + 1, false), at + 1);
    const id = cleanText(query.slice(start + 1, at));
    if (!isEntityId(id)) {
      const lower = id.toLowerCase();
      const types = ENTITY_TYPES.map((type) => `@${type}.…`).join(", ");
      const remedy = isEntityId(lower)
        ? [{ start, end: at, text: `@${lower}` }]
        : "write @type.name, as in @place.goma";
      fail("E_ENTITY", { start, end: at }, `"@${shorten(id)}" is no entity: they read ${types}, in lower case`, remedy);
    }
    lexemes.push({ kind: "entity", id, start, end: at });
  };

  /** After a word that a colon follows. */
  const readField = (start: number, name: string): void => {
    const colon = at;
    at += 1;
    if (FIELD_NAMES.includes(name)) {
      // The check above makes the name one of ours; TypeScript cannot see that.
      const field = name as FieldName;
      lexemes.push({ kind: "field", name: field, start, end: at });
      if (isFilterName(field)) readFilterValue();
      return;
    }
    const known = name.toLowerCase();
    const ours = FOREIGN_FIELDS.get(known) ?? FIELD_NAMES.find((field) => field === known);
    const place = { start, end: colon + 1 };
    const message = `"${shorten(name)}:" is no field; fields are ${FIELD_NAMES.join(", ")}`;
    if (ours !== undefined) {
      fail("E_FIELD", place, message, [{ ...place, text: `${ours}:` }]);
      return;
    }
    const end = wordEnd(at, false);
    if (end === at) {
      fail("E_FIELD", place, message, [{ ...place, text: "" }]);
      return;
    }
    fail("E_FIELD", place, `${message}; a text with a colon stands in quotes`, [
      { start, end, text: `"${query.slice(start, end)}"` },
    ]);
    // Read `18:30` and `https://…` as the one word that they are, to go on without follow-up errors.
    at = end;
    lexemes.push({ kind: "leaf", text: "word", isQuoted: true, isExact: false, start, end });
  };

  /** A value may hold colons, slashes and anything else up to white space or a parenthesis. */
  const readFilterValue = (): void => {
    const first = query[at];
    if (first === undefined || QUOTES.has(first) || isDelimiter(first)) return;
    const start = at;
    at = wordEnd(at, false);
    lexemes.push({
      kind: "leaf",
      text: cleanText(query.slice(start, at)),
      isQuoted: true,
      isExact: false,
      start,
      end: at,
    });
  };

  const readNumbered = (
    kind: "NEAR" | "ONEAR" | "ATLEAST" | "ANY",
    start: number,
    end: number,
    digits?: string,
  ): void => {
    const isNear = kind === "NEAR" || kind === "ONEAR";
    const fallback = isNear ? DEFAULT_DISTANCE : 2;
    const least = isNear ? 0 : 1;
    let n = fallback;
    if (digits !== undefined || !isNear) {
      n = /^\d{1,4}$/.test(digits ?? "") ? Number(digits) : Number.NaN;
      if (!(n >= least && n <= MAX_N)) {
        const nearest = n > MAX_N ? MAX_N : fallback;
        const message = `${kind} takes a whole number from ${least} to ${MAX_N}, as in ${kind}/${fallback}`;
        fail("E_NEAR_RANGE", { start, end }, message, [{ start, end, text: `${kind}/${nearest}` }]);
        n = nearest;
      }
    }
    lexemes.push({ kind, n, start, end });
  };

  const readWord = (): void => {
    const start = at;
    at = wordEnd(at, true);
    const text = cleanText(query.slice(start, at));
    if (query[at] === ":") {
      readField(start, text);
      return;
    }
    if (text === "AND" || text === "OR" || text === "NOT") {
      lexemes.push({ kind: text, start, end: at });
      return;
    }
    const numbered = /^(NEAR|ONEAR|ATLEAST|ANY)(?:\/(.*))?$/.exec(text);
    const kind = numbered?.[1];
    if (kind === "NEAR" || kind === "ONEAR" || kind === "ATLEAST" || kind === "ANY") {
      readNumbered(kind, start, at, numbered?.[2]);
      return;
    }
    lexemes.push({ kind: "leaf", text, isQuoted: false, isExact: false, start, end: at });
  };

  // What follows ten errors is not read: all of them are told, and no more would be.
  while (at < query.length && problems.length < MAX_PROBLEMS) {
    const char = query[at] ?? "";
    if (isBlank(char)) {
      at += 1;
    } else if (char === "(" || char === ")" || char === ",") {
      lexemes.push({ kind: char, start: at, end: at + 1 });
      at += 1;
    } else if (QUOTES.has(char)) {
      readPhrase(at, false);
    } else if (char === "=") {
      readExact();
    } else if (char === "@") {
      readEntity();
    } else if (HYPHENS.has(char) && isOperandStart(query[at + 1])) {
      lexemes.push({ kind: "NOT", start: at, end: at + 1 });
      at += 1;
    } else {
      readWord();
    }
  }
  lexemes.push({ kind: "end", start: query.length, end: query.length });
  return { lexemes, problems };
}

export function isFilterName(name: FieldName): name is FilterName {
  return FILTERS.some((filter) => filter === name);
}

/** Text as a leaf keeps it: NFC, no control or invisible characters, single spaces. */
export function cleanText(text: string): string {
  let clean = "";
  for (const char of text.normalize("NFC")) {
    if (SPACES.has(char)) clean += clean === "" || clean.endsWith(" ") ? "" : " ";
    else if (!isInvisible(char)) clean += char;
  }
  return clean.trimEnd().normalize("NFC");
}

/** `-x` excludes x; a hyphen that stands alone does not. */
function isOperandStart(char: string | undefined): boolean {
  return char !== undefined && !SPACES.has(char) && char !== ")" && char !== "," && !HYPHENS.has(char);
}

function isBlank(char: string): boolean {
  return SPACES.has(char) || isInvisible(char);
}

/** Controls and format characters. */
function isInvisible(char: string): boolean {
  // Most of what is asked about is ASCII: spare it the regular expression.
  return !(char >= " " && char <= "~") && /^[\p{Cc}\p{Cf}]$/u.test(char);
}

function isDelimiter(char: string | undefined): boolean {
  return char === undefined || DELIMITERS.has(char);
}

/**
 * The text of a leaf, cut exactly as story text is cut, with its wildcards: the one reading that the checks, the plain
 * matcher and the fast engine share.
 */
import { exactForm, tokenise } from "../text/tokenise.ts";
import type { QueryErrorCode } from "./query-error.ts";

/** What one token of a story must look like. */
export interface TokenPattern {
  /** folded letters; `?` is any one UTF-16 unit, a final `*` any further ones */
  readonly form: string;
  /** the same as written, for exact leaves */
  readonly exact: string;
}

/** Most words that a phrase may have: a longer one is a pasted paragraph, not a search. */
export const MAX_PHRASE_WORDS = 64;

/** Letters that must stand before a `*`, and before the first `?`: shorter ones match half the language. */
const MIN_PREFIX = 4;
const MIN_LITERAL = 3;

export interface LeafProblem {
  readonly code: QueryErrorCode;
  readonly message: string;
  /** what to do, when the text cannot be repaired by itself */
  readonly advice: string;
  /** the leaf's text without the fault, when there is a likely one */
  readonly repaired?: string;
}

/** Most texts whose patterns are remembered: the checks and the compiler ask for those of one rule in turn. */
const MAX_REMEMBERED = 64;
const remembered = new Map<string, readonly TokenPattern[]>();

/** The token patterns of a leaf's text, in order; empty when it has neither letter nor digit. */
export function readPatterns(text: string): readonly TokenPattern[] {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const patterns = cutPatterns(text);
  remembered.set(text, patterns);
  return patterns;
}

function cutPatterns(text: string): readonly TokenPattern[] {
  const patterns: TokenPattern[] = [];
  let end = -1;
  for (const token of tokenise(text)) {
    const lead = wildcardsBefore(text, token.start);
    const trail = wildcardsAfter(text, token.end);
    const exact = exactForm(text, token);
    const last = patterns[patterns.length - 1];
    if (last !== undefined && lead !== "" && token.start - lead.length <= end) {
      // `Kitch?nga`: what the tokeniser cuts at a wildcard is one word.
      patterns[patterns.length - 1] = { form: last.form + token.form + trail, exact: last.exact + exact + trail };
    } else {
      patterns.push({ form: lead + token.form + trail, exact: lead + exact + trail });
    }
    end = token.end + trail.length;
  }
  return patterns;
}

/** What is wrong with the text of a leaf, if anything. */
export function checkLeafText(text: string): LeafProblem | undefined {
  const patterns = readPatterns(text);
  if (patterns.length === 0) {
    if (/[*?]/.test(text)) {
      return { code: "E_LEADING_WILDCARD", message: "a wildcard needs letters before it", advice: "write some" };
    }
    const message = `"${clip(text)}" has neither letter nor digit`;
    return { code: "E_EMPTY", message, advice: "leave it out, or write a word" };
  }
  if (patterns.length > MAX_PHRASE_WORDS) {
    const message = `a phrase may have ${MAX_PHRASE_WORDS} words, this one has ${patterns.length}`;
    return { code: "E_LIMIT", message, advice: "search for its rarest words" };
  }
  if (/(^|\s)[*?]+($|\s)/.test(text)) {
    const message = "a wildcard cannot stand for a whole word";
    const repaired = text.replace(/(^|\s)[*?]+(?=$|\s)/g, "$1");
    return { code: "E_LEADING_WILDCARD", message, advice: "leave it out, or use NEAR", repaired };
  }
  for (const { form } of patterns) {
    const problem = checkWildcards(form);
    if (problem !== undefined) {
      return { ...problem, advice: "write more letters, or the whole word", repaired: text.replace(/[*?]/g, "") };
    }
  }
  return undefined;
}

function checkWildcards(form: string): Pick<LeafProblem, "code" | "message"> | undefined {
  const firstWildcard = form.search(/[*?]/);
  if (firstWildcard === -1) return undefined;
  const shown = clip(form);
  if (firstWildcard === 0) {
    return { code: "E_LEADING_WILDCARD", message: `"${shown}": a wildcard cannot begin a word` };
  }
  const star = form.indexOf("*");
  if (star !== -1 && star !== form.length - 1) {
    return { code: "E_LEADING_WILDCARD", message: `"${shown}": a * may only end a word` };
  }
  const letters = form.replace(/[*?]/g, "").length;
  if (star !== -1 && letters < MIN_PREFIX) {
    return { code: "E_SHORT_PREFIX", message: `"${shown}": a * needs at least ${MIN_PREFIX} letters before it` };
  }
  if (firstWildcard < MIN_LITERAL) {
    return { code: "E_SHORT_PREFIX", message: `"${shown}": the first ${MIN_LITERAL} letters cannot be wildcards` };
  }
  return undefined;
}

export function hasWildcard(form: string): boolean {
  return form.includes("*") || form.includes("?");
}

/** Whether a token has the form that a pattern asks for. Linear in the shorter of the two. */
export function matchesPattern(pattern: string, form: string): boolean {
  const isPrefix = pattern.endsWith("*");
  const length = isPrefix ? pattern.length - 1 : pattern.length;
  if (isPrefix ? form.length < length : form.length !== length) return false;
  for (let at = 0; at < length; at += 1) {
    if (pattern[at] !== "?" && pattern[at] !== form[at]) return false;
  }
  return true;
}

function wildcardsBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && isWildcard(text[start - 1])) start -= 1;
  return text.slice(start, end);
}

function wildcardsAfter(text: string, start: number): string {
  let end = start;
  while (end < text.length && isWildcard(text[end])) end += 1;
  return text.slice(start, end);
}

function isWildcard(char: string | undefined): boolean {
  return char === "*" || char === "?";
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

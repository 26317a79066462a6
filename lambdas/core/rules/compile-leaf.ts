/**
 * A leaf as sequences of tokens to look for. Text is never respelled at run time; every spelling that counts as the
 * same is worked out here, once:
 *
 * - as written: `Nord-Kivu` is nord kivu
 * - joined: nordkivu, as hashtags have it; for a phrase only when each word says something
 * - split where letters meet digits or a small letter meets a capital: `M23` is also m 23 (so M-23, M.23, M 23),
 *   `NordKivu` is also nord kivu
 * - the plural of a bare word
 */
import { isStopWord } from "../text/stop-words.ts";
import { exactForm, type Token, tokenise } from "../text/tokenise.ts";
import type { LeafNode } from "./ast.ts";
import { inflectionsOf, type LeafUse } from "./inflect.ts";
import { hasWildcard, MAX_PHRASE_WORDS, readPatterns, type TokenPattern } from "./leaf-pattern.ts";
import { printQuery } from "./printer.ts";

/** Consecutive tokens of one field. */
export type LeafVariant = readonly TokenPattern[];

export interface CompiledLeaf {
  /** canonical form of the leaf: what a span satisfies */
  readonly canonical: string;
  /** compare {@link TokenPattern.exact} as well */
  readonly isExact: boolean;
  /** one to five, all different; any of them is an occurrence */
  readonly variants: readonly LeafVariant[];
  /** first patterns of the variants: where none of them fits, the leaf does not occur */
  readonly starts: readonly string[];
}

/** Longest phrase, in words, and shortest result of joining one. */
const MAX_JOINED_WORDS = 4;
const MIN_JOINED_LENGTH = 6;

/** Small letters, perhaps after a capital: nothing to split, and most leaves are such. */
const ONE_WORD = /^[A-Za-z\u00df-\u00f6\u00f8-\u00ff][a-z\u00df-\u00f6\u00f8-\u00ff]*$/;

/** Every spelling that a leaf stands for. @param leaf - checked by the parser */
export function compileLeaf(leaf: LeafNode, use: LeafUse): CompiledLeaf {
  const written = readPatterns(leaf.text);
  const variants = [written];
  if (mayBeJoined(written, leaf.isQuoted)) variants.push([join(written)]);
  const isPlain = !written.some((pattern) => hasWildcard(pattern.form));
  if (isPlain && !ONE_WORD.test(leaf.text)) variants.push(split(leaf.text));
  const [only] = written;
  if (isPlain && only !== undefined && written.length === 1 && !leaf.isQuoted && !leaf.isExact) {
    for (const form of inflectionsOf(only.exact, only.form, use)) variants.push([{ form, exact: form }]);
  }
  const all = distinct(variants);
  const starts = new Set(all.map(([first]) => first?.form ?? ""));
  return { canonical: printQuery(leaf), isExact: leaf.isExact, variants: all, starts: [...starts] };
}

/** `Nord-Kivu` always; a phrase where no common words run into each other (`"is land"` is not island). */
function mayBeJoined(patterns: LeafVariant, isQuoted: boolean): boolean {
  if (patterns.length < 2 || patterns.length > MAX_JOINED_WORDS) return false;
  if (patterns.slice(0, -1).some((pattern) => hasWildcard(pattern.form))) return false;
  if (patterns.some((pattern) => pattern.form.includes("?"))) return false;
  if (!isQuoted) return true;
  const [first, second] = patterns;
  if (patterns.length === 2 && isLetters(first) && /^\d+$/.test(second?.form ?? "")) return true;
  const length = patterns.reduce((sum, pattern) => sum + pattern.form.length, 0);
  return length >= MIN_JOINED_LENGTH && !patterns.some((pattern) => isStopWord(pattern.form));
}

function isLetters(pattern: TokenPattern | undefined): boolean {
  return pattern !== undefined && !/\d/.test(pattern.form);
}

function join(patterns: LeafVariant): TokenPattern {
  return {
    form: patterns.map((pattern) => pattern.form).join(""),
    exact: patterns.map((pattern) => pattern.exact).join(""),
  };
}

/** The tokens cut further, where letters meet digits and where a small letter meets a capital. */
function split(text: string): LeafVariant {
  const parts = tokenise(text).flatMap((token: Token) =>
    exactForm(text, token).split(/(?<=\p{L})(?=\p{Nd})|(?<=\p{Nd})(?=\p{L})|(?<=\p{Ll})(?=\p{Lu})/u),
  );
  return parts.length > MAX_PHRASE_WORDS ? [] : parts.flatMap((part) => readPatterns(part));
}

function distinct(variants: readonly LeafVariant[]): readonly LeafVariant[] {
  const byForm = new Map<string, LeafVariant>();
  for (const variant of variants) {
    const key = variant.map((pattern) => pattern.form).join(" ");
    if (variant.length > 0 && !byForm.has(key)) byForm.set(key, variant);
  }
  return [...byForm.values()];
}

/**
 * A story cut into tokens once, for all rules: per field the tokens with their place in the original, and an index from
 * a token's form to where it stands.
 */
import { type Token, tokenise } from "../text/tokenise.ts";
import { hasWildcard, matchesPattern } from "./leaf-pattern.ts";
import { type MatchableStory, type Span, TEXT_FIELDS, type TextField } from "./match.ts";

interface FieldText {
  readonly field: TextField;
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** A run of tokens in one field. */
export interface Occurrence {
  readonly field: TextField;
  /** index of its first token in the field */
  readonly from: number;
  /** index after its last token */
  readonly to: number;
}

export interface StoryText {
  readonly fields: ReadonlyMap<TextField, FieldText>;
  /** whether a token that fits the pattern may stand in the story; for one without wildcards the answer is certain */
  mayHold(pattern: string): boolean;
  /** places of the tokens that a pattern fits: in order of field, then position */
  find(pattern: string): readonly Occurrence[];
}

/** Cut a story into tokens. Linear in its length. */
export function readStoryText(story: MatchableStory): StoryText {
  const fields = new Map<TextField, FieldText>();
  const places = new Map<string, Occurrence[]>();
  for (const field of TEXT_FIELDS) {
    const text = story[field] ?? "";
    const tokens = tokenise(text);
    fields.set(field, { field, text, tokens });
    tokens.forEach((token, from) => {
      const place = { field, from, to: from + 1 };
      const known = places.get(token.form);
      if (known === undefined) places.set(token.form, [place]);
      else known.push(place);
    });
  }
  let sorted: readonly string[] | undefined;
  const find = (pattern: string): readonly Occurrence[] => {
    if (!hasWildcard(pattern)) return places.get(pattern) ?? [];
    sorted ??= [...places.keys()].sort();
    return findPattern(places, sorted, pattern);
  };
  return { fields, mayHold: (pattern) => places.has(pattern) || hasWildcard(pattern), find };
}

/** Places of all forms that fit a pattern: only those that begin as it does are looked at. */
function findPattern(
  places: ReadonlyMap<string, readonly Occurrence[]>,
  sorted: readonly string[],
  pattern: string,
): readonly Occurrence[] {
  const prefix = pattern.slice(0, pattern.search(/[*?]/));
  const found: Occurrence[] = [];
  for (let at = lowerBound(sorted, prefix); sorted[at]?.startsWith(prefix) === true; at += 1) {
    const form = sorted[at] ?? "";
    if (!matchesPattern(pattern, form)) continue;
    // Not push(...places): a text may repeat a word more often than a call may have arguments.
    for (const place of places.get(form) ?? []) found.push(place);
  }
  return found.sort(compareOccurrences);
}

/** Index of the first form that is not below the prefix, by UTF-16 units. */
function lowerBound(sorted: readonly string[], prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}

const FIELD_RANKS: Readonly<Record<TextField, number>> = { title: 0, summary: 1, body: 2 };

/** In order of field, then start, then end. */
export function compareOccurrences(a: Occurrence, b: Occurrence): number {
  return FIELD_RANKS[a.field] - FIELD_RANKS[b.field] || a.from - b.from || a.to - b.to;
}

/** One list in order, each occurrence once. @param lists - each in order and without repeats */
export function mergeOccurrences(lists: readonly (readonly Occurrence[])[]): readonly Occurrence[] {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only;
  return sortOccurrences(lists.flat());
}

/** In order, each occurrence once. */
export function sortOccurrences(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const sorted = [...occurrences].sort(compareOccurrences);
  return sorted.filter((occurrence, index) => {
    const previous = sorted[index - 1];
    return previous === undefined || compareOccurrences(previous, occurrence) !== 0;
  });
}

/** The piece of the original text. */
export function spanOf(text: StoryText, occurrence: Occurrence, satisfies: string): Span {
  const source = text.fields.get(occurrence.field);
  const start = source?.tokens[occurrence.from]?.start ?? 0;
  const end = source?.tokens[occurrence.to - 1]?.end ?? start;
  return { field: occurrence.field, start, end, text: source?.text.slice(start, end) ?? "", satisfies };
}

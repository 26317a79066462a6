import { exactForm } from "../text/tokenise.ts";
import type { CompiledLeaf, LeafVariant } from "./compile-leaf.ts";
import { matchesPattern } from "./leaf-pattern.ts";
import { mergeOccurrences, type Occurrence, type StoryText } from "./story-text.ts";

/** Where a leaf stands in a story, in any of its spellings: in order, each place once. */
export function findLeaf(leaf: CompiledLeaf, text: StoryText): readonly Occurrence[] {
  const lists: (readonly Occurrence[])[] = [];
  for (const variant of leaf.variants) {
    const found = findVariant(variant, leaf.isExact, text);
    if (found.length > 0) lists.push(found);
  }
  return mergeOccurrences(lists);
}

function findVariant(variant: LeafVariant, isExact: boolean, text: StoryText): readonly Occurrence[] {
  const [first] = variant;
  if (first === undefined) return [];
  const starts = text.find(first.form);
  if (variant.length === 1 && !isExact) return starts;
  const found: Occurrence[] = [];
  for (const { field, from } of starts) {
    if (holdsAt(variant, isExact, text, field, from)) found.push({ field, from, to: from + variant.length });
  }
  return found;
}

function holdsAt(
  variant: LeafVariant,
  isExact: boolean,
  text: StoryText,
  field: Occurrence["field"],
  from: number,
): boolean {
  const source = text.fields.get(field);
  if (source === undefined) return false;
  return variant.every((pattern, index) => {
    const token = source.tokens[from + index];
    if (token === undefined || !matchesPattern(pattern.form, token.form)) return false;
    return !isExact || matchesPattern(pattern.exact, exactForm(source.text, token));
  });
}

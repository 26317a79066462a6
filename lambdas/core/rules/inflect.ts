/**
 * Plural forms that a bare word stands for. There is no stemmer at run time: it would cost more than all matching does
 * and merges police with policy. Forms are added when a rule is compiled, and only the regular plural of English and
 * French; Bantu words change at their beginning, so their forms are listed where they are wanted.
 */

/** Where a leaf stands: names of entities list their own forms, words of a rule get their plural. */
export type LeafUse = "rule" | "name";

/** Shorter words change too much by one letter. */
const MIN_LENGTH = 4;

/**
 * Further forms of a bare word, besides itself.
 * @param word - as written, one token without wildcards
 * @param form - the same, folded
 * @returns nothing for acronyms, words with digits or inner capitals, and names of entities with a capital
 */
export function inflectionsOf(word: string, form: string, use: LeafUse): readonly string[] {
  if (form.length < MIN_LENGTH || !/^[a-z]+$/.test(form)) return [];
  const isCapitalised = /^\p{Lu}/u.test(word);
  if (/\p{Lu}/u.test(word.slice(1)) || (isCapitalised && use === "name")) return [];
  if (/[szx]$/.test(form)) return [];
  if (/(ch|sh)$/.test(form)) return [`${form}es`];
  if (/[^aeiou]y$/.test(form)) return [`${form.slice(0, -1)}ies`];
  return [`${form}s`];
}

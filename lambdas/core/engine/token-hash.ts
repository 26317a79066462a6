/**
 * The hash by which tokens are looked up: h = (h + letter)·K, modulo 2³², so that one pass over a text gives the hash of
 * every token and of every beginning of one. It only ever proposes: characters are compared before anything counts.
 *
 * Its high bits are well mixed, for each step ends with the multiplication: they tell where a word stands in tables. K
 * differs from rule set to rule set: a text cannot be made to collide without knowing the desk's rules.
 */

/** The golden ratio as a fraction of 2³², and an odd constant of MurmurHash3's finalizer, to mix two hashes. */
const SPREAD = 0x9e3779b1;
const PAIR = 0x85ebca6b;

/** Hash of one letter more. @param multiplier - K of the rule set; odd */
export function hashLetter(hash: number, letter: number, multiplier: number): number {
  return Math.imul(hash + letter, multiplier);
}

/** Hash of folded letters. */
export function hashForm(form: string, multiplier: number): number {
  let hash = 0;
  for (let at = 0; at < form.length; at += 1) hash = hashLetter(hash, form.charCodeAt(at), multiplier);
  return hash;
}

/** Hash of two tokens side by side. */
export function hashPair(first: number, second: number): number {
  return Math.imul((Math.imul(first, PAIR) + second) | 0, SPREAD);
}

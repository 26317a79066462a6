/**
 * The hash by which tokens are looked up: h = h·K + letter, modulo 2³², so that one pass over a text gives the hash of
 * every token and of every beginning of one. It only ever proposes: characters are compared before anything counts.
 *
 * K differs from rule set to rule set: a text cannot be made to collide without knowing the desk's rules.
 */

/** The golden ratio as a fraction of 2³²: spreads the rolled hash over its high bits. */
export const SPREAD = 0x9e3779b1;

/** Odd constants of MurmurHash3's finalizer, to keep pairs and beginnings apart from whole tokens. */
const PAIR = 0x85ebca6b;
export const HEAD = 0xc2b2ae35;
/** To tell beginnings that are looked up by their first letters from those that only begin so: of xxHash. */
export const SHORT = 0x27d4eb2f;

/** Hash of folded letters. @param multiplier - K of the rule set; odd */
export function hashForm(form: string, multiplier: number): number {
  let hash = 0;
  for (let at = 0; at < form.length; at += 1) hash = (Math.imul(hash, multiplier) + form.charCodeAt(at)) | 0;
  return hash;
}

/** Where a token stands in tables: take the high bits. */
export function spreadToken(hash: number): number {
  return Math.imul(hash, SPREAD);
}

/** Where two tokens side by side stand in tables. */
export function spreadPair(first: number, second: number): number {
  return Math.imul((Math.imul(first, PAIR) + second) | 0, SPREAD);
}

/** Where the beginning of a token stands in tables. */
export function spreadHead(hash: number): number {
  return Math.imul(hash ^ HEAD, SPREAD);
}

/** Where a beginning stands in the Bloom filter that is looked up by no more letters than these. */
export function spreadShort(hash: number): number {
  return Math.imul(hash ^ SHORT, SPREAD);
}

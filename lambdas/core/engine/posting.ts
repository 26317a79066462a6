/**
 * What leads on from something that was found: 32 bits, of which two tell the kind, three the fields that count, six how
 * many guards follow, and the others number a rule or an entity: two million of them.
 */

/** The rule may hold: its program decides. */
export const CANDIDATE = 0;

/** The rule holds. */
export const CERTAIN = 1;

/** An entity is named. */
export const MENTION = 2;

/**
 * The rule may hold if one of some words or beginnings is not plainly missing. Behind it stand the high halves of the
 * words' hashes, two together, and of each beginning its length and its hash: so most rules are refused where they
 * are found, without looking at anything of their own.
 */
export const GUARDED = 3;

/** Numbers of words and of beginnings behind a guarded posting. */
export const WORDS_SHIFT = 5;
export const HEADS_SHIFT = 8;
export const GUARDS_MASK = 7;

/** Words that stand for a beginning. */
export const HEAD_GUARD = 2;

/** Words of a simple posting: itself, and two guards that are words, or one of them twice. */
export const SIMPLE_CELLS = 2;
export const SIMPLE_GUARDS = 2;

/** Most words and beginnings that guard a rule. */
export const MAX_GUARDS = 4;

export const KIND_MASK = 3;
export const SCOPE_SHIFT = 2;
export const TARGET_SHIFT = 11;

/** Bits of title, summary and body. */
export const ANYWHERE = 7;

/** @param scope - bits of the fields in which it counts */
export function posting(kind: number, scope: number, target: number): number {
  return (target << TARGET_SHIFT) | (scope << SCOPE_SHIFT) | kind;
}

/**
 * What a variant leads to when it stands in a story: 32 bits, of which two tell the kind, three the fields that count,
 * and the others number a rule or an entity.
 */

/** The rule may hold: its program decides. */
export const CANDIDATE = 0;

/** The rule holds. */
export const CERTAIN = 1;

/** An entity is mentioned. */
export const MENTION = 2;

export const KIND_MASK = 3;
export const SCOPE_SHIFT = 2;
export const TARGET_SHIFT = 5;

/** Bits of title, summary and body. */
export const ANYWHERE = 7;

/** @param scope - bits of the fields in which the variant counts */
export function posting(kind: number, scope: number, target: number): number {
  return (target << TARGET_SHIFT) | (scope << SCOPE_SHIFT) | kind;
}

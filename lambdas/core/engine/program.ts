/**
 * Programs that decide whether a query holds: instructions of four words, each asking one thing and naming the
 * instruction to go on with when it holds and when it does not. Jumps only lead forward.
 *
 * ```
 * word 0   operation, and from bit 8 on the fields that it looks at
 *      1   operand a
 *      2   operand b
 *      3   next when true in the high half, next when false in the low one: counted from the program's start
 * ```
 */

/** A word stands in the story. a: its hash, b: its pattern. */
export const WORD = 0;
/** A variant stands in the story. a: variant. */
export const VARIANT = 1;
/** Names of one entity stand in the story. a: entity. */
export const MENTIONED = 2;
/** An entity or one below it is recognised. a: reference. */
export const RECOGNISED = 3;
/** A fact of the story. a: filter. */
export const FILTER = 4;
/** NEAR and ONEAR. a: list {distance · 2 + ordered, left operands, right operands, …left, …right}. */
export const NEAR = 5;
/** ATLEAST. a: list {count, operands, …}. */
export const AT_LEAST = 6;
/** ANY. a: list {count, operands, …programs}. */
export const ANY = 7;
/** Nothing to ask: go on where both jumps lead. */
export const SETTLED = 8;

export const SCOPE_BITS = 8;

/** Ends of a program, in the place of a next instruction. */
export const HOLDS = 0xffff;
export const FAILS = 0xfffe;

/** Operands of NEAR and ATLEAST: two bits tell the kind, the others its number. */
export const OPERAND_VARIANT = 0;
export const OPERAND_REFERENCE = 1;
export const OPERAND_ENTITY = 2;

/**
 * Where each word of the story at hand stands: a hash table with chains, filled by the loop that sifts tokens anyway.
 * Shared by all engines, as the arrays of the tokens are.
 *
 * Nothing is cleared between stories: places count on, and what is less than that of the first token is of an earlier
 * story. Places are 16 bits, so that the tables stay in the fastest cache.
 */
import { MOST_TOKENS } from "./token-arrays.ts";

/** Slots of the table, and how far to shift a hash to its slot. */
const SLOTS = 4_096;
export const INDEX_SHIFT = 20;

/** High bits of a hash by which a guard tells a word, from this one on: those of its slot, and some more. */
export const GUARD_SHIFT = 16;
export const GUARD_TO_SLOT = INDEX_SHIFT - GUARD_SHIFT;

/** By slot of a word: place of the last token there. */
export const words = new Uint16Array(SLOTS);
/** By token: place of the one before it in the same slot. */
export const wordChain = new Uint16Array(MOST_TOKENS);

/**
 * Where the tokens of the story at hand are kept: arrays that are used again for every story and shared by all engines,
 * for none reads a story while another does. They are constants of a module because that lets the compiler write their
 * places and lengths into the loops: those run nearly twice as fast as over arrays that may be exchanged. Pages that are
 * never written cost no memory.
 *
 * - `units`: the text of all fields, one behind the other with a separator between
 * - `hashes`: for each unit the rolled hash of its token up to there, 0 between tokens; so the hash of a token is that of
 *   its last letter, and those of its beginnings are at hand as well
 * - `edges`: where tokens start and end, in turns: token n from `edges[2n]` to `edges[2n + 1]`, exclusive
 */

/** UTF-16 units that a story may have, all its fields together. */
export const CAPACITY = 1 << 21;

/** Tokens that they may make: each is a letter at least, and a separator. */
export const MOST_TOKENS = CAPACITY / 2;

export const bytes = Buffer.alloc(CAPACITY * 2);
export const units = new Uint16Array(bytes.buffer, bytes.byteOffset, CAPACITY);
export const hashes = new Int32Array(CAPACITY);
export const edges = new Int32Array(CAPACITY + 2);

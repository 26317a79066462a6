/**
 * A compiled rule set as one ArrayBuffer: written once, loaded by laying typed arrays over it. Nothing in it is parsed.
 *
 * ```
 * word  0   magic "KVWE"
 *       1   version of this format
 *       2   checksum of all words from 3 on
 *       3   length in bytes
 *       4   K, the multiplier of the token hash (token-hash.ts)
 *       5   letters by which beginnings are sifted: as many as all patterns have before a wildcard, at most 4
 *       6   fingerprint of the rules and entities, eight words (fingerprint.ts)
 *      14.. for each section in the order of SECTIONS: offset in bytes, length in elements
 *           then the sections, each from a multiple of eight bytes on
 * ```
 *
 * All numbers are little-endian, as every machine is that Node runs on; another one would not find the magic.
 *
 * | section | element | holds |
 * |---|---|---|
 * | wordBits | int32 | a filter over the words that are looked up in a text (sieve.ts) |
 * | headBits, longHeadBits | int32 | two over all beginnings that patterns have before a wildcard |
 * | slots, headSlots | int32 | open-addressed tables of entries (lookup-table.ts) |
 * | entries | int32 | what is looked up and what it leads to (lookup-table.ts), and letters of patterns (text-pool.ts) |
 * | variants | int32 | spellings of leaves (variant-table.ts) |
 * | phrases | int32 | those of several words, and exact ones |
 * | patterns | 3 int32 | words with and without wildcards |
 * | exacts | 2 int32 | words as written |
 * | postings | int32 | what references lead to (posting.ts) |
 * | programs | int32 | by rule: where its program starts, or -1 when there is nothing to ask |
 * | code | 4 int32 | instructions (program.ts) |
 * | lists | int32 | operands of NEAR, ATLEAST and ANY |
 * | entities | 8 int32 | first reference, references; context or -1, unless or -1, whether it needs a context, id; first name, names |
 * | entityReferences | int32 | references that an entity is a member of |
 * | names | int32 | variants that name an entity |
 * | references | 4 int32 | first member, members, first posting, postings |
 * | members | int32 | entities |
 * | contexts | int32 | programs of `context` and `unless` |
 * | filters | 2 int32 | name, value |
 * | stringEnds | int32 | where each string ends in strings; the first are the ids of rules |
 * | strings | uint8 | ids, values of filters (string-table.ts) |
 */
import { checksum } from "./checksum.ts";
import { EngineError } from "./engine-error.ts";

const SECTIONS = [
  "wordBits",
  "headBits",
  "longHeadBits",
  "slots",
  "headSlots",
  "entries",
  "variants",
  "phrases",
  "patterns",
  "exacts",
  "postings",
  "programs",
  "code",
  "lists",
  "entities",
  "entityReferences",
  "names",
  "references",
  "members",
  "contexts",
  "filters",
  "stringEnds",
] as const;

type Section = (typeof SECTIONS)[number];

/** The sections of a rule set, and the numbers that are not lists. */
export type CompiledSet = Readonly<Record<Section, Int32Array>> & {
  readonly strings: Uint8Array;
  readonly multiplier: number;
  readonly headLetters: number;
  /** of what it was compiled from: 64 hex digits */
  readonly fingerprint: string;
};

const MAGIC = 0x4557_564b;
const VERSION = 4;
const FINGERPRINT_AT = 6;
const FINGERPRINT_WORDS = 8;
const FIXED_WORDS = FINGERPRINT_AT + FINGERPRINT_WORDS;
const HEADER_BYTES = (FIXED_WORDS + 2 * (SECTIONS.length + 1)) * 4;

/** Lay out a rule set in one buffer. The same set gives the same bytes. */
export function writeCompiledSet(set: CompiledSet): ArrayBuffer {
  const sections = [...SECTIONS.map((name) => set[name]), set.strings];
  let length = align(HEADER_BYTES);
  const offsets = sections.map((section) => {
    const offset = length;
    length = align(length + section.byteLength);
    return offset;
  });
  const buffer = new ArrayBuffer(length);
  const words = new Uint32Array(buffer);
  words.set([MAGIC, VERSION, 0, length, set.multiplier >>> 0, set.headLetters]);
  for (let word = 0; word < FINGERPRINT_WORDS; word += 1) {
    words[FINGERPRINT_AT + word] = Number.parseInt(set.fingerprint.slice(word * 8, word * 8 + 8), 16);
  }
  sections.forEach((section, index) => {
    const offset = offsets[index] ?? 0;
    words.set([offset, section.length], FIXED_WORDS + index * 2);
    if (section instanceof Int32Array) new Int32Array(buffer, offset, section.length).set(section);
    else new Uint8Array(buffer, offset, section.length).set(section);
  });
  words[2] = checksum(words.subarray(3));
  return buffer;
}

/**
 * Lay typed arrays over a compiled rule set. Copies nothing, unless the bytes begin at an odd place in memory.
 * @throws {@link EngineError} when it is damaged, of another version, or something else
 */
export function readCompiledSet(bytes: ArrayBuffer | Uint8Array): CompiledSet {
  const view = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  const { buffer, byteOffset, byteLength } = view.byteOffset % 8 === 0 ? view : view.slice();
  if (byteLength < HEADER_BYTES || byteLength % 8 !== 0) {
    throw new EngineError(`these ${byteLength} bytes are no compiled rule set; compile the rules again`);
  }
  const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
  if (words[0] !== MAGIC) throw new EngineError("these bytes are no compiled rule set; compile the rules again");
  if (words[1] !== VERSION) {
    throw new EngineError(
      `this rule set was compiled in format ${words[1]}, this engine reads ${VERSION}; compile it again`,
    );
  }
  if (words[3] !== byteLength || words[2] !== checksum(words.subarray(3))) {
    throw new EngineError("this compiled rule set is damaged: its checksum is wrong; compile the rules again");
  }
  const place = (index: number): readonly [number, number] => {
    const at = FIXED_WORDS + index * 2;
    return [byteOffset + (words[at] ?? 0), words[at + 1] ?? 0];
  };
  const sections = SECTIONS.map((name, index) => [name, new Int32Array(buffer, ...place(index))] as const);
  return {
    // The list names every section; Object.fromEntries forgets the names.
    ...(Object.fromEntries(sections) as Record<Section, Int32Array>),
    strings: new Uint8Array(buffer, ...place(SECTIONS.length)),
    multiplier: (words[4] ?? 0) | 0,
    headLetters: words[5] ?? 0,
    fingerprint: Array.from(words.subarray(FINGERPRINT_AT, FIXED_WORDS), (word) =>
      word.toString(16).padStart(8, "0"),
    ).join(""),
  };
}

function align(length: number): number {
  return (length + 7) & ~7;
}

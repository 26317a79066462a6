/**
 * A story cut into tokens for the engine, without a single object: arrays that are used again for every story. Agrees
 * token by token with {@link tokenise}, which gives objects that people can read.
 *
 * The text of all fields stands in `units`, one behind the other with a separator between. For each unit, `hashes` holds
 * the rolled hash of its token up to there (0 between tokens): the hash of a token is that of its last letter, and that
 * of its first four letters is at hand as well. `edges` holds where tokens start and end, in turns.
 *
 * The inner loop has no branch that depends on the text, but for characters that no table tells: a mispredicted branch
 * costs more than all the work on a letter. Such characters send the field through {@link normaliseField}, which writes
 * plain text in its place; then it is read once more.
 */
import type { MatchableStory } from "../rules/match.ts";
import { tokenise } from "../text/tokenise.ts";
import { foldTable, resolveUnit, SPECIAL } from "./fold-table.ts";
import { joinInitials } from "./join-initials.ts";
import { normaliseField } from "./normalise-field.ts";

const SPACE = 0x20;

/** Units that a story may have, separators included, to be read by the fast loop. */
const CAPACITY = 1 << 20;

/** Units behind the text that lookups of the last tokens may touch. */
const SLACK = 64;

/** No unit of a field stands elsewhere than in its source. */
const ALL = 0x7fff_ffff;

// Shared by all engines, for none reads a story while another does. As constants of the module they make the loop nearly
// twice as fast: the compiler need not keep their places and lengths in registers. Pages never written cost no memory.
const bytes = Buffer.alloc(CAPACITY * 2);
const sharedUnits = new Uint16Array(bytes.buffer, bytes.byteOffset, CAPACITY);
const sharedHashes = new Int32Array(CAPACITY);
const sharedEdges = new Int32Array(CAPACITY + 2);
const sharedSources = new Int32Array(CAPACITY);
const fold = foldTable;
const special = SPECIAL;

export class StoryTokens {
  units: Uint16Array = sharedUnits;
  hashes: Int32Array = sharedHashes;
  edges: Int32Array = sharedEdges;
  /** tokens so far */
  count = 0;
  /** index after the last token of title, summary and body */
  readonly fieldEnds = new Int32Array(3);
  /** title, summary and body as given */
  readonly texts: string[] = ["", "", ""];
  /** K of the rule set's hash */
  readonly multiplier: number;
  #used = 0;
  readonly #starts = new Int32Array(3);
  /** from here on a unit's place in the source is in #sources; before, it is its place in the field */
  readonly #rewrittenFrom = new Int32Array(3);
  #sources: Int32Array = sharedSources;

  constructor(multiplier: number) {
    this.multiplier = multiplier;
  }

  /** Forget the story before. */
  clear(): void {
    this.count = 0;
    this.#used = 0;
    if (this.units === sharedUnits) return;
    this.units = sharedUnits;
    this.hashes = sharedHashes;
    this.edges = sharedEdges;
    this.#sources = sharedSources;
  }

  /** Read title, summary and body, in this order. Linear in their length; never throws. @param field - 0, 1, 2 */
  readField(field: number, text: string): void {
    const start = this.#used;
    this.texts[field] = text;
    this.#starts[field] = start;
    this.#rewrittenFrom[field] = ALL;
    if (text !== "") {
      const first = this.count;
      const end = start + text.length;
      const isLong = end + SLACK > CAPACITY || this.units !== sharedUnits;
      this.#used = 1 + (isLong ? this.#writeTokens(field) : this.#readUnits(field, start, end));
      // The next token never follows the last one: what looks ahead needs no check for the end.
      this.edges[this.count * 2] = ALL;
      joinInitials(this, first);
    }
    this.fieldEnds[field] = this.count;
  }

  /** Where a unit stands in the field's text. @returns -1 when that was lost in a rewriting */
  sourceOf(unit: number, field: number): number {
    return unit < (this.#rewrittenFrom[field] ?? 0) ? unit - (this.#starts[field] ?? 0) : (this.#sources[unit] ?? -1);
  }

  /** @returns the end of the field's text in `units` */
  #readUnits(field: number, start: number, end: number): number {
    const text = this.texts[field] ?? "";
    bytes.write(text, start * 2, "utf16le");
    sharedUnits[end] = SPACE;
    const from = this.#scan(start, end);
    if (from < 0) return end;
    if (!this.#resolve(from, end)) {
      this.#scan(start, end);
      return end;
    }
    const rewritten = normaliseField(text, from - start);
    if (rewritten === undefined || from + rewritten.length + SLACK > CAPACITY) return this.#writeTokens(field);
    const newEnd = from + rewritten.length;
    this.#rewrittenFrom[field] = from;
    sharedUnits.set(rewritten.units.subarray(0, rewritten.length), from);
    sharedUnits[newEnd] = SPACE;
    sharedSources.set(rewritten.sources.subarray(0, rewritten.length), from);
    sharedSources[newEnd] = text.length;
    this.#scan(start, newEnd);
    return newEnd;
  }

  /** @returns -1, or the first unit that the table does not tell; then nothing was read */
  #scan(start: number, end: number): number {
    const count = scanUnits(start, end, this.count, this.multiplier);
    if (count < 0) return ~count;
    this.count = count;
    return -1;
  }

  /** Enter what the table does not know yet. @returns whether there is something that it cannot tell */
  #resolve(from: number, end: number): boolean {
    let isSpecial = false;
    for (let at = from; at < end; at += 1) {
      const unit = sharedUnits[at] ?? 0;
      if (foldTable[unit] === SPECIAL && resolveUnit(unit)) isSpecial = true;
    }
    return isSpecial;
  }

  /** The slow way, for texts that are very long or where units do not tell. @returns the end of the text in `units` */
  #writeTokens(field: number): number {
    let at = this.#starts[field] ?? 0;
    this.#rewrittenFrom[field] = at;
    for (const { form } of tokenise(this.texts[field] ?? "")) {
      this.#reserve(at + form.length + 1);
      this.edges[this.count * 2] = at;
      let hash = 0;
      for (let index = 0; index < form.length; index += 1) {
        const unit = form.charCodeAt(index);
        hash = (Math.imul(hash, this.multiplier) + unit) | 0;
        this.units[at] = unit;
        this.hashes[at] = hash;
        this.#sources[at] = -1;
        at += 1;
      }
      this.edges[this.count * 2 + 1] = at;
      this.count += 1;
      this.units[at] = SPACE;
      this.hashes[at] = 0;
      this.#sources[at] = -1;
      at += 1;
    }
    this.#reserve(at);
    return at;
  }

  /** Make room for units up to and at that index, and for whoever looks a little further. */
  #reserve(end: number): void {
    const needed = end + SLACK;
    if (needed <= this.units.length) return;
    const capacity = Math.max(needed, this.units.length * 2);
    const units = new Uint16Array(capacity);
    units.set(this.units);
    this.units = units;
    this.hashes = grow(this.hashes, capacity);
    this.edges = grow(this.edges, capacity + 2);
    this.#sources = grow(this.#sources, capacity);
  }
}

/**
 * The inner loop: a function of its own, for that lets the compiler take the arrays for constants.
 * @param count - tokens before
 * @returns tokens with these, or the complement of the first unit that the table does not tell
 */
function scanUnits(start: number, end: number, count: number, multiplier: number): number {
  let edge = count * 2;
  let hash = 0;
  let wasLetter = 0;
  for (let at = start; at <= end; at += 1) {
    const folded = fold[sharedUnits[at] ?? 0] ?? 0;
    if (folded === special) return ~at;
    // All ones for a letter, 0 for a separator or dot.
    const isLetter = (1 - folded) >> 31;
    hash = (Math.imul(hash, multiplier) + folded) & isLetter;
    sharedHashes[at] = hash;
    // Written at every unit, kept only where letters begin or end.
    sharedEdges[edge] = at;
    edge += (wasLetter ^ isLetter) & 1;
    wasLetter = isLetter;
  }
  return edge >> 1;
}

function grow(cells: Int32Array, capacity: number): Int32Array {
  const grown = new Int32Array(capacity);
  grown.set(cells);
  return grown;
}

/** The parts of a story in the order of their bits: title 1, summary 2, body 4. */
export function readStory(tokens: StoryTokens, story: MatchableStory): void {
  tokens.clear();
  tokens.readField(0, story.title);
  tokens.readField(1, story.summary ?? "");
  tokens.readField(2, story.body ?? "");
}

/**
 * Cuts a story into tokens for the engine, without a single object. Agrees token by token with {@link tokenise}, which
 * gives objects that people can read.
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
import * as arrays from "./token-arrays.ts";
import { hashLetter } from "./token-hash.ts";

// Constants of this module, not of another: what is imported is looked up in every turn of a loop.
const { bytes, units, hashes, edges, CAPACITY: capacity } = arrays;
const fold = foldTable;
const special = SPECIAL;

const SPACE = 0x20;

/** Units behind the text that lookups of the last tokens may touch. */
const SLACK = 64;

/** Instead of a number of tokens: some unit is not told by the table. */
const UNTOLD = -1;

/** No unit of a field stands elsewhere than in its source. */
const ALL = 0x7fff_ffff;

export class StoryTokens {
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
  /** by unit; -1 where it is lost */
  #sources = new Int32Array(0);

  constructor(multiplier: number) {
    this.multiplier = multiplier;
  }

  /**
   * Read a story in the place of the one before. Linear in its length; never throws.
   * @returns false when it is longer than the arrays
   */
  read({ title, summary, body }: MatchableStory): boolean {
    this.count = 0;
    this.#used = 0;
    return this.#readField(0, title) && this.#readField(1, summary ?? "") && this.#readField(2, body ?? "");
  }

  /** Where a unit stands in the field's text. @returns -1 when that was lost in a rewriting */
  sourceOf(unit: number, field: number): number {
    return unit < (this.#rewrittenFrom[field] ?? 0) ? unit - (this.#starts[field] ?? 0) : (this.#sources[unit] ?? -1);
  }

  #readField(field: number, text: string): boolean {
    const start = this.#used;
    this.texts[field] = text;
    this.#starts[field] = start;
    this.#rewrittenFrom[field] = ALL;
    if (text !== "") {
      const first = this.count;
      const end = start + text.length + SLACK > capacity ? -1 : this.#readText(field, start, start + text.length);
      if (end < 0) return false;
      this.#used = end + 1;
      // The next token never follows the last one: what looks ahead needs no check for the end.
      edges[this.count * 2] = ALL;
      this.count = joinInitials(first, this.count, this.multiplier);
    }
    this.fieldEnds[field] = this.count;
    return true;
  }

  /** @returns the end of the field's text in `units`, or -1 when it does not fit */
  #readText(field: number, start: number, end: number): number {
    bytes.write(this.texts[field] ?? "", start * 2, "utf16le");
    units[end] = SPACE;
    const count = scanUnits(start, end, this.count, this.multiplier);
    if (count === UNTOLD) return this.#readSpecial(field, start, firstUntold(start, end), end);
    this.count = count;
    return end;
  }

  /** Read a text that has characters no table tells, or none has told yet. @param from - the first such unit */
  #readSpecial(field: number, start: number, from: number, end: number): number {
    if (!resolveAll(from, end)) {
      this.count = scanUnits(start, end, this.count, this.multiplier);
      return end;
    }
    const text = this.texts[field] ?? "";
    if (this.#sources.length === 0) this.#sources = new Int32Array(capacity);
    const rewritten = normaliseField(text, from - start);
    if (rewritten === undefined) return this.#writeTokens(field, start);
    const newEnd = from + rewritten.length;
    if (newEnd + SLACK > capacity) return -1;
    this.#rewrittenFrom[field] = from;
    units.set(rewritten.units.subarray(0, rewritten.length), from);
    units[newEnd] = SPACE;
    this.#sources.set(rewritten.sources.subarray(0, rewritten.length), from);
    this.#sources[newEnd] = text.length;
    this.count = scanUnits(start, newEnd, this.count, this.multiplier);
    return newEnd;
  }

  /** The slow way, for the rare text of which units do not tell. */
  #writeTokens(field: number, start: number): number {
    this.#rewrittenFrom[field] = start;
    let at = start;
    for (const { form } of tokenise(this.texts[field] ?? "")) {
      if (at + form.length + 1 + SLACK > capacity) return -1;
      edges[this.count * 2] = at;
      let hash = 0;
      for (let index = 0; index < form.length; index += 1) {
        units[at] = form.charCodeAt(index);
        hash = hashLetter(hash, units[at] ?? 0, this.multiplier);
        hashes[at] = hash;
        this.#sources[at] = -1;
        at += 1;
      }
      edges[this.count * 2 + 1] = at;
      this.count += 1;
      units[at] = SPACE;
      hashes[at] = 0;
      this.#sources[at] = -1;
      at += 1;
    }
    return at;
  }
}

/**
 * The inner loop. It runs to the end in any case: a branch for characters that the table does not tell would cost more
 * than to read a text with one of them again. Sums are marked as 32-bit integers, which spares a check for overflow.
 * @param count - tokens before
 * @returns tokens with these, or {@link UNTOLD}
 */
function scanUnits(start: number, end: number, count: number, multiplier: number): number {
  let edge = count * 2;
  let hash = 0;
  let wasLetter = 0;
  // Negative from the first character on that the table does not tell.
  let margin = 0;
  for (let at = start; at <= end; at = (at + 1) | 0) {
    const folded = fold[units[at] ?? 0] ?? 0;
    margin |= special - 1 - folded;
    // All ones for a letter, 0 for a separator or dot.
    const isLetter = (1 - folded) >> 31;
    // hashLetter, kept for letters.
    hash = Math.imul(hash + folded, multiplier) & isLetter;
    hashes[at] = hash;
    // Written at every unit, kept only where letters begin or end.
    edges[edge] = at;
    edge = (edge + ((wasLetter ^ isLetter) & 1)) | 0;
    wasLetter = isLetter;
  }
  return margin < 0 ? UNTOLD : edge >> 1;
}

/** The first unit that the table does not tell. */
function firstUntold(start: number, end: number): number {
  let at = start;
  while (at < end && fold[units[at] ?? 0] !== special) at += 1;
  return at;
}

/** Enter in the table what it does not know yet. @returns whether there is something that it cannot tell */
function resolveAll(from: number, end: number): boolean {
  let isSpecial = false;
  for (let at = from; at < end; at += 1) {
    const unit = units[at] ?? 0;
    if (foldTable[unit] === SPECIAL && resolveUnit(unit)) isSpecial = true;
  }
  return isSpecial;
}

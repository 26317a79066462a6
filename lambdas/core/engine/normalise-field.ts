/**
 * Text with characters that no single unit tells, rewritten so that each unit does: letters folded, marks and invisible
 * characters left out, emoji and other pairs that separate made one space.
 */
import { foldCodePoint } from "../text/fold.ts";
import { foldTable, resolveUnit, SPECIAL } from "./fold-table.ts";

export interface RewrittenText {
  readonly units: Uint16Array;
  /** where each unit's character starts in the text */
  readonly sources: Int32Array;
  readonly length: number;
}

const SPACE = 0x20;
const FULL_STOP = 0x2e;

/** Room for the longest form of one character (U+FDFA: 18 units). */
const MAX_FORM = 32;

/**
 * Rewrite a text from an offset on. Linear in its length.
 * @param from - UTF-16 offset of the first such character: what stands before is plain
 * @returns undefined where units cannot tell: letters that fold to pairs, and letters of several units that may be
 * initials of an acronym
 */
export function normaliseField(text: string, from: number): RewrittenText | undefined {
  let units = new Uint16Array(text.length - from + MAX_FORM);
  let sources = new Int32Array(units.length);
  let length = 0;
  let previous = from === 0 ? SPACE : text.charCodeAt(from - 1);
  for (let at = from; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    const next = at + (codePoint > 0xffff ? 2 : 1);
    const { kind, folded } = foldCodePoint(codePoint);
    if (length + MAX_FORM > units.length) {
      units = grow(units, new Uint16Array(units.length * 2));
      sources = grow(sources, new Int32Array(sources.length * 2));
    }
    if (kind === "word") {
      if (folded.length > 1 && !isLetter(previous) && mayBeInitial(previous, text, next)) return undefined;
      for (let index = 0; index < folded.length; index += 1) {
        previous = folded.charCodeAt(index);
        if (!isLetter(previous)) return undefined;
        units[length] = previous;
        sources[length] = at;
        length += 1;
      }
    } else if (kind === "separator") {
      previous = codePoint === FULL_STOP ? FULL_STOP : SPACE;
      units[length] = previous;
      sources[length] = at;
      length += 1;
    }
    at = next;
  }
  return { units, sources, length };
}

/** Whether a letter that begins a token and folds to several units may be joined to its neighbours by a dot. */
function mayBeInitial(previous: number, text: string, next: number): boolean {
  if (previous === FULL_STOP) return true;
  if (next >= text.length) return false;
  const following = text.codePointAt(next) ?? 0;
  const { kind } = foldCodePoint(following);
  return following === FULL_STOP || kind === "mark" || kind === "ignored";
}

/** Whether the table takes a unit for a letter. */
function isLetter(unit: number): boolean {
  if (foldTable[unit] === SPECIAL && resolveUnit(unit)) return false;
  return (foldTable[unit] ?? 0) > 1;
}

function grow<Cells extends Uint16Array | Int32Array>(cells: Cells, grown: Cells): Cells {
  grown.set(cells);
  return grown;
}

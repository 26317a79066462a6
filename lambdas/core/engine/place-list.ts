/**
 * Places of leaves and entities in a story, and what NEAR and ATLEAST make of them: the same answers as `findNear` and
 * `countOccurrences` of the plain evaluator, in an array that is used again.
 *
 * A place is one number, first token · 128 + tokens (at most {@link MAX_PHRASE_WORDS}), so that sorting by number sorts
 * by first token, then by last.
 */
const WIDTH = 128;

export class PlaceList {
  #cells = new Float64Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  push(from: number, count: number): void {
    if (this.#length === this.#cells.length) {
      const grown = new Float64Array(this.#cells.length * 2);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    this.#cells[this.#length] = from * WIDTH + count;
    this.#length += 1;
  }

  from(index: number): number {
    return Math.floor((this.#cells[index] ?? 0) / WIDTH);
  }

  /** Index after the last token. */
  to(index: number): number {
    const cell = this.#cells[index] ?? 0;
    return Math.floor(cell / WIDTH) + (cell % WIDTH);
  }

  sort(): void {
    if (this.#length > 1) this.#cells.subarray(0, this.#length).sort();
  }
}

/**
 * Whether some place of one list is followed by one of the other within a distance and the same field.
 * @param before - in any order
 * @param after - sorted
 * @param fieldEnds - index after the last token of each field
 */
export function isFollowed(before: PlaceList, after: PlaceList, distance: number, fieldEnds: Int32Array): boolean {
  for (let at = 0; at < before.length; at += 1) {
    const end = before.to(at);
    const next = firstFrom(after, end);
    if (next === after.length || after.from(next) > end + distance) continue;
    if (fieldOf(after.from(next), fieldEnds) === fieldOf(before.from(at), fieldEnds)) return true;
  }
  return false;
}

/** How many places there are that do not overlap, at most `enough`. @param places - sorted */
export function countPlaces(places: PlaceList, enough: number): number {
  let count = 0;
  let end = -1;
  for (let at = 0; at < places.length && count < enough; at += 1) {
    const to = places.to(at);
    if (places.from(at) >= end) {
      count += 1;
      end = to;
    } else {
      // Of two that overlap, the one that ends first leaves the most room.
      end = Math.min(end, to);
    }
  }
  return count;
}

/** Index of the first place that begins at that token or later. */
function firstFrom(places: PlaceList, from: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places.from(middle) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The field that a token stands in: 0, 1, 2. */
export function fieldOf(token: number, fieldEnds: Int32Array): number {
  return token < (fieldEnds[0] ?? 0) ? 0 : token < (fieldEnds[1] ?? 0) ? 1 : 2;
}

/** Distance and counting over occurrences: what NEAR, ONEAR and ATLEAST mean, exactly. */
import type { NearNode } from "./ast.ts";
import { compareOccurrences, mergeOccurrences, type Occurrence } from "./story-text.ts";

/**
 * The occurrences that stand near each other: both in one field, not overlapping, at most `distance` words between;
 * for ONEAR the left one first. Each list sorted as {@link mergeOccurrences} gives it.
 * @returns those of either side that have a partner, in order and each once
 */
export function findNear(
  node: Pick<NearNode, "isOrdered" | "distance">,
  left: readonly Occurrence[],
  right: readonly Occurrence[],
): readonly Occurrence[] {
  const forward = findFollowed(node.distance, left, right);
  if (node.isOrdered) return mergeOccurrences([forward]);
  return mergeOccurrences([forward, findFollowed(node.distance, right, left)]);
}

/** Pairs with the first list's occurrence before the second's; both members of each pair, in order, each once. */
function findFollowed(
  distance: number,
  before: readonly Occurrence[],
  after: readonly Occurrence[],
): readonly Occurrence[] {
  const first: Occurrence[] = [];
  // How many windows open and close at each index of `after`: marks all followers in linear time.
  const windows = new Int32Array(after.length + 1);
  for (const occurrence of before) {
    const low = firstFrom(after, occurrence, occurrence.to);
    const high = firstFrom(after, occurrence, occurrence.to + distance + 1);
    if (low === high) continue;
    first.push(occurrence);
    windows[low] = (windows[low] ?? 0) + 1;
    windows[high] = (windows[high] ?? 0) - 1;
  }
  let open = 0;
  const second = after.filter((_, index) => {
    open += windows[index] ?? 0;
    return open > 0;
  });
  return mergeOccurrences([first, second]);
}

/** Index of the first occurrence that starts at that token of the field or later. */
function firstFrom(sorted: readonly Occurrence[], { field }: Occurrence, from: number): number {
  const wanted: Occurrence = { field, from, to: 0 };
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const occurrence = sorted[middle];
    if (occurrence !== undefined && compareOccurrences(occurrence, wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * How many times something stands in a story: occurrences that overlap an earlier counted one are not counted, so
 * `ATLEAST/2 (Kivu OR "Nord Kivu")` does not hold for one Nord-Kivu.
 * @param occurrences - in order of field, start, end
 */
export function countOccurrences(occurrences: readonly Occurrence[]): number {
  let count = 0;
  let last: Occurrence | undefined;
  for (const occurrence of occurrences) {
    if (last !== undefined && last.field === occurrence.field && occurrence.from < last.to) {
      // The one that ends first leaves the most room for others.
      if (occurrence.to < last.to) last = occurrence;
      continue;
    }
    count += 1;
    last = occurrence;
  }
  return count;
}

/**
 * "Did you mean": the names that a mistyped one is closest to.
 */

/** Longer ones are not compared: no request may cost more than a fixed amount per name. */
const MAX_LENGTH = 64;

/** @returns at most `max` names, the closest first; none that has little in common with `wanted` */
export function nearestNames(wanted: string, names: readonly string[], max = 3): string[] {
  if (wanted.length > MAX_LENGTH) return [];
  const tolerance = Math.max(2, Math.floor(wanted.length / 3));
  return names
    .filter((name) => name.length <= MAX_LENGTH)
    .map((name) => ({ name, distance: distanceTo(wanted, name) }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, max)
    .map(({ name }) => name);
}

/** A name that merely contains what was written (`kivu`) is as close as one with a letter wrong. */
function distanceTo(wanted: string, name: string): number {
  const edits = editDistance(wanted, name);
  return wanted.length >= 3 && name.includes(wanted) ? Math.min(1.5, edits) : edits;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (above[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      row.push(Math.min(replaced, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
  }
  return row[b.length] ?? 0;
}

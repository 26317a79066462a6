import type { EntityId } from "../gazetteer/entity.ts";

/** Longest id that is compared; longer ones are no typing errors. */
const MAX_LENGTH = 64;

/**
 * The known id that a mistyped one most likely meant.
 * @returns undefined when none differs by at most a third of its letters
 */
export function suggestEntity(id: EntityId, known: Iterable<EntityId>): EntityId | undefined {
  if (id.length > MAX_LENGTH) return undefined;
  let best: EntityId | undefined;
  let bestDistance = Math.max(1, Math.floor(nameOf(id).length / 3)) + 1;
  for (const candidate of known) {
    if (candidate.length > MAX_LENGTH) continue;
    // The right name under another type is the commonest slip: @group.kagame.
    const distance = nameOf(candidate) === nameOf(id) ? 0 : editDistance(id, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function nameOf(id: EntityId): string {
  return id.slice(id.indexOf(".") + 1);
}

/** Levenshtein distance, or `limit` when it is not below that. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? limit) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? limit) + 1, (next[j - 1] ?? limit) + 1));
    }
    row = next;
  }
  return Math.min(limit, row[b.length] ?? limit);
}

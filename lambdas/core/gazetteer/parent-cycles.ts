import type { EntityId } from "./entity.ts";

/**
 * The circles among parents, each once, beginning with its first member in the order given.
 * Linear: every entity is visited once.
 */
export function findParentCycles(parents: ReadonlyMap<EntityId, EntityId>): readonly (readonly EntityId[])[] {
  const cycles: EntityId[][] = [];
  const done = new Set<EntityId>();
  for (const start of parents.keys()) {
    const path = new Map<EntityId, number>();
    let next: EntityId | undefined = start;
    while (next !== undefined && !done.has(next) && !path.has(next)) {
      path.set(next, path.size);
      next = parents.get(next);
    }
    const entry = next === undefined ? undefined : path.get(next);
    if (entry !== undefined) cycles.push([...path.keys()].slice(entry));
    for (const id of path.keys()) done.add(id);
  }
  return cycles;
}

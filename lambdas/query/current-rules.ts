/**
 * The rules as they are now, at the cost of one small read: the texts are read again only when their revision moved.
 */
import type { RuleSnapshot, RuleStore } from "../core/ports.ts";

export function createCurrentRules(store: Pick<RuleStore, "getRevision" | "load">): () => Promise<RuleSnapshot> {
  let known: RuleSnapshot | undefined;
  return async () => {
    const revision = await store.getRevision();
    if (known === undefined || known.revision !== revision) known = await store.load();
    return known;
  };
}

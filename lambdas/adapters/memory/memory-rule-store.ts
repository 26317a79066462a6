import type { RuleSnapshot, RuleStore } from "../../core/ports.ts";
import type { Rule } from "../../core/rules/rule.ts";
import type { EpochMs } from "../../core/time.ts";
import { StoreError } from "../dynamo/store-error.ts";

/** Rules in memory, for tests and dry runs. */
export class MemoryRuleStore implements RuleStore {
  #snapshot: RuleSnapshot = { revision: 0, rules: [] };

  async getRevision(): Promise<number> {
    return this.#snapshot.revision;
  }

  async load(): Promise<RuleSnapshot> {
    return this.#snapshot;
  }

  async seed(rules: readonly Rule[], _at: EpochMs): Promise<boolean> {
    if (new Set(rules.map(({ id }) => id)).size < rules.length) {
      throw new StoreError("memory", "seeding", "two rules have the same id");
    }
    if (rules.length === 0 || this.#snapshot.revision > 0) return false;
    this.#snapshot = { revision: 1, rules: [...rules].sort((a, b) => (a.id < b.id ? -1 : 1)) };
    return true;
  }
}

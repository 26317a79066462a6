import { isDeepStrictEqual } from "node:util";
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

  async syncConfigured(rules: readonly Rule[], _at: EpochMs): Promise<number> {
    const configured = new Map(rules.map((rule) => [rule.id, rule]));
    if (configured.size < rules.length) {
      throw new StoreError("memory", "syncing configured rules", "two rules have the same id");
    }
    const stored = new Map(this.#snapshot.rules.map((rule) => [rule.id, rule]));
    const due = rules.filter((rule) => !isDeepStrictEqual(stored.get(rule.id), rule));
    const gone = this.#snapshot.rules.filter((rule) => !configured.has(rule.id));
    if (due.length + gone.length === 0) return 0;
    const revision = this.#snapshot.revision + 1;
    this.#snapshot = { revision, rules: [...rules].sort((a, b) => (a.id < b.id ? -1 : 1)) };
    return due.length + gone.length;
  }
}

import type { RuleChange, RuleChangeOutcome, RuleSnapshot, RuleStore, RuleVersion } from "../../core/ports.ts";
import type { Rule } from "../../core/rules/rule.ts";
import type { EpochMs } from "../../core/time.ts";
import { CONFIG_AUTHOR, isSameRule } from "../dynamo/rule-items.ts";
import { StoreError } from "../dynamo/store-error.ts";

/** Rules in memory, for tests and dry runs. */
export class MemoryRuleStore implements RuleStore {
  #revision = 0;
  /** of each rule, the newest first; what configuration took out of force is not here */
  readonly #versions = new Map<string, readonly RuleVersion[]>();

  async getRevision(): Promise<number> {
    return this.#revision;
  }

  async load(): Promise<RuleSnapshot> {
    const rules = [...this.#versions.values()].flatMap(([newest]) => newest?.rule ?? []);
    return { revision: this.#revision, rules: rules.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  async syncConfigured(rules: readonly Rule[], at: EpochMs): Promise<number> {
    const configured = new Map(rules.map((rule) => [rule.id, rule]));
    if (configured.size < rules.length) {
      throw new StoreError("memory", "syncing configured rules", "two rules have the same id");
    }
    const due = rules.filter((rule) => {
      const newest = this.#newest(rule.id);
      return newest === undefined || (newest.by === CONFIG_AUTHOR && !isSameRule(newest.rule, rule));
    });
    const gone = [...this.#versions.keys()].filter(
      (id) => !configured.has(id) && this.#newest(id)?.by === CONFIG_AUTHOR,
    );
    if (due.length + gone.length === 0) return 0;
    for (const rule of due) this.#add({ ruleId: rule.id, rule, by: CONFIG_AUTHOR, at });
    for (const id of gone) this.#versions.delete(id);
    this.#revision += 1;
    return due.length + gone.length;
  }

  async getVersion(ruleId: string): Promise<RuleVersion | undefined> {
    return this.#newest(ruleId);
  }

  async listVersions(ruleId: string, limit: number): Promise<readonly RuleVersion[]> {
    return (this.#versions.get(ruleId) ?? []).slice(0, limit);
  }

  async change({ expectedVersion, ...text }: RuleChange): Promise<RuleChangeOutcome> {
    const current = this.#newest(text.ruleId);
    const seen = current?.rule === undefined ? 0 : current.version;
    if (seen !== expectedVersion) return current === undefined ? { kind: "conflict" } : { kind: "conflict", current };
    this.#revision += 1;
    return { kind: "changed", version: this.#add(text) };
  }

  #newest(ruleId: string): RuleVersion | undefined {
    return this.#versions.get(ruleId)?.[0];
  }

  #add({ rule, ...text }: Omit<RuleVersion, "version">): RuleVersion {
    const former = this.#versions.get(text.ruleId) ?? [];
    const version: RuleVersion = { ...text, ...(rule && { rule }), version: (former[0]?.version ?? 0) + 1 };
    this.#versions.set(text.ruleId, [version, ...former]);
    return version;
  }
}

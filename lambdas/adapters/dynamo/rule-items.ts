/**
 * How rules lie in their table. A version is written once and never changed; it names the version that it replaced, so
 * that the chain of those that were in force can be told from what a writer left behind that died half-way.
 */
import { isDeepStrictEqual } from "node:util";
import type { RuleVersion } from "../../core/ports.ts";
import type { Rule } from "../../core/rules/rule.ts";
import type { Item } from "./batch.ts";

/** Who wrote a rule that came with config/; what somebody else wrote is theirs. */
export const CONFIG_AUTHOR = "config";

/** Rule ids are letters, digits and hyphens, so no rule can be taken for it. */
export const POINTER_KEY = { ruleId: "#pointer", version: 0 };

/** Which versions are in force; a deleted rule stays, by the version that deleted it. */
export interface RulePointer {
  readonly revision: number;
  readonly versions: ReadonlyMap<string, number>;
}

export const NO_POINTER: RulePointer = { revision: 0, versions: new Map() };

export function toVersionItem(version: RuleVersion, replaces: number): Item {
  const { ruleId, rule, by, at } = version;
  return { ruleId, version: version.version, rule, by, at, replaces };
}

export function fromVersionItem(item: Item): RuleVersion {
  const { ruleId, version, rule, by, at } = item;
  return {
    ruleId: String(ruleId),
    version: Number(version),
    // Every versioned item of this table was written by toVersionItem, whose input is a RuleVersion.
    ...(rule === undefined ? {} : { rule: rule as Rule }),
    by: String(by),
    at: Number(at),
  };
}

export function fromPointerItem(item: Item | undefined): RulePointer {
  if (item === undefined) return NO_POINTER;
  const versions = Object.entries(item.versions ?? {}).map(([id, version]) => [id, Number(version)] as const);
  return { revision: Number(item.revision), versions: new Map(versions) };
}

/** Those that were in force: the chain from the newest down. @param items - of one rule, newest first */
export function versionsInForce(items: readonly Item[], newest: number): readonly RuleVersion[] {
  const chain: RuleVersion[] = [];
  let wanted = newest;
  for (const item of items) {
    if (Number(item.version) > wanted) continue;
    chain.push(fromVersionItem(item));
    // Before there was a chain, each version replaced the one before it.
    wanted = item.replaces === undefined ? Number(item.version) - 1 : Number(item.replaces);
  }
  return chain;
}

/** Compared as stored, where a field that is undefined is a field that is not there. */
export function isSameRule(stored: Rule | undefined, rule: Rule | undefined): boolean {
  if (stored === undefined || rule === undefined) return stored === rule;
  return isDeepStrictEqual(asStored(stored), asStored(rule));
}

function asStored(rule: Rule): unknown {
  return JSON.parse(JSON.stringify(rule));
}

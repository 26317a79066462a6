import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { RuleStore } from "../ports.ts";
import { type Clock, type EpochMs, MINUTE_MS } from "../time.ts";
import { createEngineMatcher, type EngineMatcher } from "./engine-matcher.ts";

/** The rules in force, compiled, and what was wrong with those that are not. */
export interface CompiledRules extends EngineMatcher {
  readonly revision: number;
}

/**
 * Rules are compiled once a container and revision. The revision is asked for once a minute at most, so a change is in
 * force everywhere within 60 seconds.
 * @param precompiled - the rules and entities as they were packed; used while nobody has changed a rule
 */
export function createMatcherSource(
  rules: RuleStore,
  gazetteer: Gazetteer,
  now: Clock,
  precompiled?: Uint8Array,
): () => Promise<CompiledRules> {
  let current: CompiledRules | undefined;
  let askedAt: EpochMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const asked = now();
    let inForce = current;
    if (inForce !== undefined && asked - askedAt < MINUTE_MS) return inForce;
    if (inForce === undefined || (await rules.getRevision()) !== inForce.revision) {
      const snapshot = await rules.load();
      const options = precompiled === undefined ? {} : { precompiled };
      inForce = { revision: snapshot.revision, ...createEngineMatcher(snapshot.rules, gazetteer, options) };
    }
    current = inForce;
    askedAt = asked;
    return inForce;
  };
}

import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { RuleStore } from "../ports.ts";
import { type Clock, type EpochMs, MINUTE_MS } from "../time.ts";
import { compileRuleSet, type RuleProblem, type StoryMatcher } from "./story-matcher.ts";

/** The rules in force, compiled, and what was wrong with those that are not. */
export interface CompiledRules {
  readonly revision: number;
  readonly matcher: StoryMatcher;
  readonly problems: readonly RuleProblem[];
}

/**
 * Rules are compiled once a container and revision. The revision is asked for once a minute at most, so a change is in
 * force everywhere within 60 seconds.
 */
export function createMatcherSource(rules: RuleStore, gazetteer: Gazetteer, now: Clock): () => Promise<CompiledRules> {
  let current: CompiledRules | undefined;
  let askedAt: EpochMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const asked = now();
    let inForce = current;
    if (inForce !== undefined && asked - askedAt < MINUTE_MS) return inForce;
    if (inForce === undefined || (await rules.getRevision()) !== inForce.revision) {
      const snapshot = await rules.load();
      inForce = { revision: snapshot.revision, ...compileRuleSet(snapshot.rules, gazetteer) };
    }
    current = inForce;
    askedAt = asked;
    return inForce;
  };
}

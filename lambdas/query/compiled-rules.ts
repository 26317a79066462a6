/**
 * The rules of the moment, compiled. Compiling takes longer than reading, so it is done once a revision, and only for
 * those routes that need it.
 */
import type { Gazetteer } from "../core/gazetteer/gazetteer.ts";
import type { RuleSnapshot } from "../core/ports.ts";
import { compileRuleSet, type StoryMatcher } from "../core/rules/story-matcher.ts";

export interface RulesInForce extends RuleSnapshot {
  readonly matcher: StoryMatcher;
}

export function createCompiledRules(
  currentRules: () => Promise<RuleSnapshot>,
  gazetteer: Gazetteer,
): () => Promise<RulesInForce> {
  let known: RulesInForce | undefined;
  return async () => {
    const snapshot = await currentRules();
    if (known?.revision !== snapshot.revision) {
      known = { ...snapshot, matcher: compileRuleSet(snapshot.rules, gazetteer).matcher };
    }
    return known;
  };
}

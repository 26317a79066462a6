import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { Rule } from "../rules/rule.ts";
import { type CompiledRule, compileRules, type RuleProblem } from "../rules/story-matcher.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { RuleSetCompiler } from "./rule-set-compiler.ts";
import { GENERAL_FREQUENCIES, type WordFrequencies } from "./word-frequencies.ts";

export interface CompileOptions {
  /**
   * How common words are in the stories to come. A good guess makes matching faster and changes nothing else.
   * @default general knowledge of the news
   */
  readonly frequencies?: WordFrequencies;
}

/**
 * Compile rules for {@link loadEngine}. Never throws: what cannot be compiled is among the problems, the rest is in the
 * set; disabled rules are left out. The same input gives the same bytes.
 */
export function compileEngine(
  rules: readonly Rule[],
  gazetteer: Gazetteer,
  options: CompileOptions = {},
): { readonly bytes: ArrayBuffer; readonly problems: readonly RuleProblem[] } {
  const { compiled, problems } = compileRules(rules, gazetteer);
  return { bytes: compileRuleBytes(rules, compiled, gazetteer, options), problems };
}

/** The same for rules that were read already. @param compiled - those of the rules that are sound */
export function compileRuleBytes(
  rules: readonly Rule[],
  compiled: readonly CompiledRule[],
  gazetteer: Gazetteer,
  { frequencies = GENERAL_FREQUENCIES }: CompileOptions = {},
): ArrayBuffer {
  const inForce = compiled.filter(({ rule }) => rule.enabled);
  return new RuleSetCompiler(inForce, gazetteer, frequencies).compile(fingerprintOf(rules, gazetteer));
}

/**
 * What others do, as favourable to them as can be: texts are joined, in small letters and, for RE2, in UTF-8 before the
 * clock runs, and the automata look for literals only: no AND, no NOT, no fields, no accents, no whole words.
 */
import { createRequire } from "node:module";
import { messageOf } from "../../../lambdas/core/errors.ts";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { walk } from "../../../lambdas/core/rules/ast.ts";
import { parseQuery } from "../../../lambdas/core/rules/parser.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { compileRuleSet } from "../../../lambdas/core/rules/story-matcher.ts";
import { type Absentee, type Contender, wholeText } from "./contender.ts";
import { toRegExp } from "./rule-regexp.ts";
import type { BenchStory } from "./work.ts";

/** Larger sets than these are not tried: a story would take seconds, or the automaton all memory. */
const MOST_FOR_ORACLE = 10_000;
/** At 10,000 their machine code overruns what V8 sets aside for code, and the process ends. */
const MOST_FOR_REGEXP = 1_000;
const MOST_FOR_RE2 = 1_000;

export type Peer = Contender | Absentee;

/** The plain evaluator: walks the tree of every rule. */
export function oraclePeer(rules: readonly Rule[], stories: readonly BenchStory[]): Peer {
  const name = "plain evaluator";
  if (rules.length > MOST_FOR_ORACLE) return { name, reason: `not tried over ${MOST_FOR_ORACLE} rules` };
  const { matcher } = compileRuleSet(rules, buildGazetteer([]).gazetteer);
  return { name, run: (index) => matcher.matchStory(stories[index] ?? { title: "" }).length };
}

/** A regular expression for each rule, with the same meaning but for accents and plurals. */
export function regExpPeer(rules: readonly Rule[], stories: readonly BenchStory[]): Peer {
  const name = "a RegExp per rule";
  if (rules.length > MOST_FOR_REGEXP) return { name, reason: `not tried over ${MOST_FOR_REGEXP} rules` };
  const expressions = rules.flatMap(({ query }) => toRegExp(query) ?? []);
  const texts = stories.map((story) => wholeText(story).toLowerCase());
  return {
    name,
    run: (index) => {
      const text = texts[index] ?? "";
      let count = 0;
      for (const expression of expressions) if (expression.test(text)) count += 1;
      return count;
    },
  };
}

/**
 * `count()` of modern-ahocorasick over all words and phrases. Texts and words lose their accents before the clock runs: it
 * would cut other than ASCII into graphemes, at a thirtieth of the speed.
 */
export function ahoCorasickPeer(rules: readonly Rule[], stories: readonly BenchStory[]): Peer {
  const name = "modern-ahocorasick";
  const loaded = tryRequire("modern-ahocorasick", "3.3.0");
  if ("reason" in loaded) return { name, reason: loaded.reason };
  // The package has types, but it need not be there when this is checked.
  const AhoCorasick = loaded.found as new (patterns: readonly string[]) => { count(text: string): number };
  const automaton = new AhoCorasick([...new Set(literalsOf(rules).map(toAscii))]);
  const texts = stories.map((story) => toAscii(wholeText(story).toLowerCase()));
  return { name, run: (index) => automaton.count(texts[index] ?? "") };
}

/** `RE2.Set` over all words and phrases. */
export function re2Peer(rules: readonly Rule[], stories: readonly BenchStory[]): Peer {
  const name = "RE2.Set";
  if (rules.length > MOST_FOR_RE2) return { name, reason: `not tried over ${MOST_FOR_RE2} rules: it does not compile` };
  // Needs a compiler, so it is no dependency; 1.23 is the last series that runs on Node 20.
  const loaded = tryRequire("re2", "1.23.3");
  if ("reason" in loaded) return { name, reason: loaded.reason };
  const RE2 = loaded.found as {
    readonly Set?: new (patterns: readonly string[]) => { match(text: Buffer): readonly number[] };
  };
  if (RE2.Set === undefined)
    return { name, reason: `this version of re2 has no Set; npm install --no-save re2@1.23.3` };
  try {
    const set = new RE2.Set(literalsOf(rules).map(escapeRegExp));
    const texts = stories.map((story) => Buffer.from(wholeText(story).toLowerCase()));
    const empty = Buffer.alloc(0);
    return { name, run: (index) => set.match(texts[index] ?? empty).length };
  } catch (thrown) {
    return { name, reason: `does not compile: ${messageOf(thrown)}` };
  }
}

/** The words and phrases of all rules, in small letters, each once; of a prefix what stands before the asterisk. */
function literalsOf(rules: readonly Rule[]): readonly string[] {
  const literals = new Set<string>();
  for (const { query } of rules) {
    const parsed = parseQuery(query);
    if (parsed.kind === "rejected") continue;
    for (const node of walk(parsed.ast)) {
      if (node.kind === "leaf") literals.add(node.text.replace(/[*?].*$/, "").toLowerCase());
    }
  }
  return [...literals];
}

/** What is left of the alphabet that the bench's words are made of. */
function toAscii(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("’", "'")
    .replace(/[^\0-\x7f]/g, "?");
}

export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** A package that need not be installed, or not be built. */
function tryRequire(name: string, version: string): { readonly found: unknown } | { readonly reason: string } {
  try {
    return { found: createRequire(import.meta.url)(name) };
  } catch (thrown) {
    const [line] = messageOf(thrown).split("\n");
    return { reason: `${line}; npm install --no-save ${name}@${version}` };
  }
}

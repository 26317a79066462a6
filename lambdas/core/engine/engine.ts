/**
 * The matching engine: tells which of many rules hold for a story at a cost that hardly grows with their number. It
 * reads the text once, looks up each token, pair of tokens and beginning of a token in a Bloom filter, and asks the
 * program of a rule only when something was found that the rule cannot hold without.
 *
 * It reports which rules and entities hold. Spans and traces are for {@link createEngineMatcher}, which asks the plain
 * evaluator for the few that do.
 */
import type { MatchableStory } from "../rules/match.ts";
import { type CompiledSet, readCompiledSet } from "./compiled-set.ts";
import { BLOOM_HEAD, keyOf, MAX_HEAD, shiftFor, TRIGGER_SHIFT } from "./lookup-table.ts";
import { CERTAIN, KIND_MASK, MENTION, SCOPE_SHIFT, TARGET_SHIFT } from "./posting.ts";
import { readStory } from "./story-tokens.ts";
import { ENTITY_CELLS, StoryFacts } from "./story-facts.ts";
import { readString } from "./string-table.ts";
import { spreadHead, spreadPair, spreadToken } from "./token-hash.ts";

/** A rule set in force. Not reentrant: results are those of the last call. */
export interface Engine {
  readonly ruleCount: number;
  /** Id of a rule by its number. */
  ruleId(rule: number): string;
  readonly entityCount: number;
  entityId(entity: number): string;
  /**
   * Hold all rules against a story. Allocates nothing for an ordinary story; linear in its length; never throws.
   * @returns how many rules hold; their numbers stand in `matched`
   */
  matchIds(story: MatchableStory): number;
  /** Numbers of the rules that held last, in ascending order; only so many count as {@link matchIds} said. */
  readonly matched: Int32Array;
  /**
   * Find all entities of the gazetteer that are recognised in a story.
   * @returns how many; their numbers stand in `recognised`
   */
  recognise(story: MatchableStory): number;
  /** Numbers of the entities that were recognised last, in ascending order. */
  readonly recognised: Int32Array;
}

/**
 * Load a compiled rule set: takes the time of its checksum.
 * @param bytes - of `compileEngine`; they are used in place and must not change
 * @throws {@link EngineError} when they are damaged, or of another version
 */
export function loadEngine(bytes: ArrayBuffer | Uint8Array): Engine {
  return new CompiledEngine(readCompiledSet(bytes));
}

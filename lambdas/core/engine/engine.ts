/**
 * The matching engine: tells which of many rules hold for a story at a cost that hardly grows with their number. It
 * reads the text once, lets a filter say which tokens and beginnings of tokens are worth looking up, and asks the program
 * of a rule only when something was found that the rule cannot hold without.
 *
 * It reports which rules and entities hold. Spans and traces are for {@link createEngineMatcher}, which asks the plain
 * evaluator for the few that do.
 */
import type { MatchableStory } from "../rules/match.ts";
import { type CompiledSet, readCompiledSet } from "./compiled-set.ts";
import { Presearcher } from "./presearcher.ts";
import { ENTITY_CELLS, StoryFacts } from "./story-facts.ts";
import { readString } from "./string-table.ts";

/** Instead of a count: the story has more than two million characters; ask the plain evaluator. */
export const TOO_LONG = -1;

/** A rule set in force. Not reentrant: results are those of the last call. */
export interface Engine {
  readonly ruleCount: number;
  /** of the rules and entities that it was compiled from: 64 hex digits */
  readonly fingerprint: string;
  /** Id of a rule by its number. */
  ruleId(rule: number): string;
  readonly entityCount: number;
  entityId(entity: number): string;
  /**
   * Hold all rules against a story. Allocates nothing for an ordinary story; linear in its length; never throws.
   * @returns how many rules hold, or {@link TOO_LONG}; their numbers stand in `matched`
   */
  matchIds(story: MatchableStory): number;
  /** Numbers of the rules that held last, in ascending order; only so many count as {@link matchIds} said. */
  readonly matched: Int32Array;
  /** How many entities were named in the last story, in their context or not; their numbers stand in `named`. */
  readonly namedCount: number;
  /** In no particular order. */
  readonly named: Int32Array;
  /**
   * Find all entities of the gazetteer that are recognised in a story.
   * @returns how many, or {@link TOO_LONG}; their numbers stand in `recognised`
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

class CompiledEngine implements Engine {
  readonly ruleCount: number;
  readonly fingerprint: string;
  readonly entityCount: number;
  readonly matched: Int32Array;
  readonly recognised: Int32Array;
  readonly #set: CompiledSet;
  readonly #facts: StoryFacts;
  readonly #presearcher: Presearcher;

  constructor(set: CompiledSet) {
    this.#set = set;
    this.fingerprint = set.fingerprint;
    this.#facts = new StoryFacts(set);
    this.#presearcher = new Presearcher(set, this.#facts);
    this.ruleCount = set.programs.length;
    this.entityCount = this.#facts.entityFields.length;
    this.matched = this.#presearcher.findings.matched;
    this.recognised = new Int32Array(this.entityCount);
  }

  get named(): Int32Array {
    return this.#presearcher.findings.named;
  }

  get namedCount(): number {
    return this.#presearcher.findings.namedCount;
  }

  ruleId(rule: number): string {
    return readString(this.#set, rule);
  }

  entityId(entity: number): string {
    return readString(this.#set, this.#set.entities[entity * ENTITY_CELLS + 5] ?? 0);
  }

  matchIds(story: MatchableStory): number {
    const presearcher = this.#presearcher;
    if (!this.#look(story)) return TOO_LONG;
    presearcher.followEntities();
    const { programs } = this.#set;
    const { candidates, candidateCount, matchedCount } = presearcher.findings;
    let count = matchedCount;
    for (let at = 0; at < candidateCount; at += 1) {
      const rule = candidates[at] ?? 0;
      if (!this.#facts.run(programs[rule] ?? 0)) continue;
      this.matched[count] = rule;
      count += 1;
    }
    sortFirst(this.matched, count);
    return count;
  }

  recognise(story: MatchableStory): number {
    if (!this.#look(story)) return TOO_LONG;
    let count = 0;
    for (let at = 0; at < this.namedCount; at += 1) {
      const entity = this.named[at] ?? 0;
      if (!this.#facts.isRecognised(entity)) continue;
      this.recognised[count] = entity;
      count += 1;
    }
    sortFirst(this.recognised, count);
    return count;
  }

  #look(story: MatchableStory): boolean {
    if (!this.#facts.read(story)) return false;
    this.#presearcher.search();
    return true;
  }
}

/** Up to here, moving numbers by hand is faster than making a view to sort. */
const FEW = 32;

function sortFirst(numbers: Int32Array, count: number): void {
  if (count > FEW) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let at = 1; at < count; at += 1) {
    const number = numbers[at] ?? 0;
    let place = at;
    for (; place > 0 && (numbers[place - 1] ?? 0) > number; place -= 1) numbers[place] = numbers[place - 1] ?? 0;
    numbers[place] = number;
  }
}

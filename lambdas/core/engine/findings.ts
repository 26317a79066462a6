/** What a story led to: the entities that it names, the rules that hold for certain, and those whose program has to decide. */
import type { CompiledSet } from "./compiled-set.ts";
import { CERTAIN, KIND_MASK, TARGET_SHIFT } from "./posting.ts";
import { ENTITY_CELLS, type StoryFacts } from "./story-facts.ts";

export class Findings {
  /** rules whose program has to decide */
  readonly candidates: Int32Array;
  candidateCount = 0;
  /** rules that hold for certain, and room for all others */
  readonly matched: Int32Array;
  matchedCount = 0;
  /** entities that are named */
  readonly named: Int32Array;
  namedCount = 0;
  readonly #facts: StoryFacts;
  /** by rule: the last story that led to it */
  readonly #ruleStories: Int32Array;

  constructor(set: CompiledSet, facts: StoryFacts) {
    const rules = set.programs.length;
    this.#facts = facts;
    this.candidates = new Int32Array(rules);
    this.matched = new Int32Array(rules);
    this.named = new Int32Array(set.entities.length / ENTITY_CELLS);
    this.#ruleStories = facts.cellsByStory(rules);
  }

  /** Forget the story before. */
  clear(): void {
    this.candidateCount = 0;
    this.matchedCount = 0;
    this.namedCount = 0;
  }

  /** @param posting - of a rule, in its field and with its guards */
  addRule(posting: number): void {
    const rule = posting >>> TARGET_SHIFT;
    if (this.#ruleStories[rule] === this.#facts.story) return;
    this.#ruleStories[rule] = this.#facts.story;
    if ((posting & KIND_MASK) === CERTAIN) {
      this.matched[this.matchedCount] = rule;
      this.matchedCount += 1;
    } else {
      this.candidates[this.candidateCount] = rule;
      this.candidateCount += 1;
    }
  }

  /** @param bit - of the field where it is named */
  addEntity(entity: number, bit: number): void {
    const { story, entityFields } = this.#facts;
    const known = entityFields[entity] ?? 0;
    if (known >= story) {
      entityFields[entity] = known | bit;
      return;
    }
    entityFields[entity] = story | bit;
    this.named[this.namedCount] = entity;
    this.namedCount += 1;
  }
}

/**
 * The plain evaluator: walks the tree of a query over the tokens of one story. It is written to be obviously right; the
 * fast engine is held against it, rule by rule and span by span.
 */
import type { EntityId } from "../gazetteer/entity.ts";
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { EntityNode, LeafNode, NearNode, QueryNode } from "./ast.ts";
import type { CompiledLeaf } from "./compile-leaf.ts";
import type { CompiledQuery } from "./compile-query.ts";
import { holdsFilter } from "./filter.ts";
import { findLeaf } from "./find-leaf.ts";
import type { MatchableStory, TextField } from "./match.ts";
import { countOccurrences, findNear } from "./proximity.ts";
import { mergeOccurrences, type Occurrence, readStoryText, type StoryText, sortOccurrences } from "./story-text.ts";

/** An occurrence and what it satisfies: a leaf in canonical form, or `@type.id`. */
export interface Hit {
  readonly occurrence: Occurrence;
  readonly satisfies: string;
}

/** Why an entity is or is not recognised in a story. */
export interface Recognition {
  readonly id: EntityId;
  /** where its names stand; empty when none does */
  readonly mentions: readonly Occurrence[];
  /** absent when the entity asks for none */
  readonly context?: boolean;
  readonly unless?: boolean;
  readonly isRecognised: boolean;
}

/** One story under evaluation: its tokens, and what was found out about leaves and entities so far. */
export class Evaluation {
  readonly story: MatchableStory;
  readonly text: StoryText;
  readonly #gazetteer: Gazetteer;
  readonly #leaves = new Map<CompiledLeaf, readonly Occurrence[]>();
  readonly #nears = new Map<NearNode, Map<string, readonly Occurrence[]>>();
  readonly #recognitions = new Map<EntityId, Recognition>();
  readonly #mentions = new Map<EntityId, readonly Occurrence[]>();

  constructor(story: MatchableStory, gazetteer: Gazetteer) {
    this.story = story;
    this.text = readStoryText(story);
    this.#gazetteer = gazetteer;
  }

  /** Whether a part of a query holds. @param scope - the field around it; all three when absent */
  holds(query: CompiledQuery, node: QueryNode, scope?: TextField): boolean {
    switch (node.kind) {
      case "leaf":
      case "entity":
      case "near":
        return this.occurrences(query, node, scope).length > 0;
      case "filter":
        return holdsFilter(node, this.story);
      case "not":
        return !this.holds(query, node.operand, scope);
      case "and":
        return node.operands.every((operand) => this.holds(query, operand, scope));
      case "or":
        return node.operands.some((operand) => this.holds(query, operand, scope));
      case "any": {
        let count = 0;
        for (const operand of node.operands) if (this.holds(query, operand, scope)) count += 1;
        return count >= node.count;
      }
      case "atleast":
        return countOccurrences(this.occurrences(query, node.operand, scope)) >= node.count;
      case "field":
        return this.holds(query, node.operand, node.field);
    }
  }

  /** Where a leaf, an entity, an OR of such or a NEAR stands: in order, each place once. Empty for other nodes. */
  occurrences(query: CompiledQuery, node: QueryNode, scope?: TextField): readonly Occurrence[] {
    switch (node.kind) {
      case "leaf":
        return inScope(this.#leaf(query, node), scope);
      case "entity":
        return sortOccurrences(this.#entityHits(query, node, scope).map((hit) => hit.occurrence));
      case "or":
        return mergeOccurrences(node.operands.map((operand) => this.occurrences(query, operand, scope)));
      case "near":
        return this.#near(query, node, scope);
      default:
        return [];
    }
  }

  /** Everything in the text that makes a node true; empty when it is false. What a NOT excludes is no hit. */
  hits(query: CompiledQuery, node: QueryNode, scope?: TextField): readonly Hit[] {
    if (!this.holds(query, node, scope)) return [];
    switch (node.kind) {
      case "leaf": {
        const satisfies = query.leaves.get(node)?.canonical ?? node.text;
        return this.occurrences(query, node, scope).map((occurrence) => ({ occurrence, satisfies }));
      }
      case "entity":
        return this.#entityHits(query, node, scope);
      case "near": {
        const partners = new Set(this.#near(query, node, scope).map(keyOf));
        const sides = [node.left, node.right].flatMap((side) => this.hits(query, side, scope));
        return sides.filter((hit) => partners.has(keyOf(hit.occurrence)));
      }
      case "filter":
      case "not":
        return [];
      case "and":
      case "or":
      case "any":
        return node.operands.flatMap((operand) => this.hits(query, operand, scope));
      case "atleast":
        return this.hits(query, node.operand, scope);
      case "field":
        return this.hits(query, node.operand, node.field);
    }
  }

  /** Whether an entity is recognised, and why. @returns undefined for an unknown id */
  recognise(id: EntityId): Recognition | undefined {
    const known = this.#recognitions.get(id);
    if (known !== undefined) return known;
    const compiled = this.#gazetteer.compiled(id);
    if (compiled === undefined) return undefined;
    const mentions = this.mentions(id);
    let recognition: Recognition = { id, mentions, isRecognised: false };
    if (mentions.length > 0) {
      const context = compiled.context === undefined ? undefined : this.holds(compiled.context, compiled.context.ast);
      const unless = compiled.unless === undefined ? undefined : this.holds(compiled.unless, compiled.unless.ast);
      const needsContext = compiled.entity.alone === "context";
      const isRecognised = (!needsContext || context === true) && unless !== true;
      recognition = {
        id,
        mentions,
        isRecognised,
        ...(needsContext ? { context: context === true } : {}),
        ...(unless === undefined ? {} : { unless }),
      };
    }
    this.#recognitions.set(id, recognition);
    return recognition;
  }

  /** Where the names of an entity stand, whatever the story is about. */
  mentions(id: EntityId): readonly Occurrence[] {
    const known = this.#mentions.get(id);
    if (known !== undefined) return known;
    const names = this.#gazetteer.compiled(id)?.names ?? [];
    const found = mergeOccurrences(names.map((name) => this.#find(name)).filter((list) => list.length > 0));
    this.#mentions.set(id, found);
    return found;
  }

  #entityHits(query: CompiledQuery, { id }: EntityNode, scope: TextField | undefined): readonly Hit[] {
    if (query.references === "mentioned") return label(inScope(this.mentions(id), scope), id);
    const hits: Hit[] = [];
    for (const member of this.#gazetteer.membersOf(id)) {
      const recognition = this.recognise(member);
      if (recognition?.isRecognised !== true) continue;
      for (const hit of label(inScope(recognition.mentions, scope), member)) hits.push(hit);
    }
    return hits;
  }

  #near(query: CompiledQuery, node: NearNode, scope: TextField | undefined): readonly Occurrence[] {
    const key = scope ?? "text";
    const known = this.#nears.get(node) ?? new Map<string, readonly Occurrence[]>();
    this.#nears.set(node, known);
    const found =
      known.get(key) ??
      findNear(node, this.occurrences(query, node.left, scope), this.occurrences(query, node.right, scope));
    known.set(key, found);
    return found;
  }

  #leaf(query: CompiledQuery, node: LeafNode): readonly Occurrence[] {
    const leaf = query.leaves.get(node);
    return leaf === undefined ? [] : this.#find(leaf);
  }

  #find(leaf: CompiledLeaf): readonly Occurrence[] {
    // Of the thousands of names in a gazetteer few stand in a story: not even an empty answer is kept for the others.
    if (!leaf.starts.some((start) => this.text.mayHold(start))) return NOWHERE;
    const known = this.#leaves.get(leaf);
    if (known !== undefined) return known;
    const found = findLeaf(leaf, this.text);
    this.#leaves.set(leaf, found);
    return found;
  }
}

const NOWHERE: readonly Occurrence[] = [];

function inScope(occurrences: readonly Occurrence[], scope: TextField | undefined): readonly Occurrence[] {
  return scope === undefined ? occurrences : occurrences.filter((occurrence) => occurrence.field === scope);
}

function label(occurrences: readonly Occurrence[], id: EntityId): readonly Hit[] {
  return occurrences.map((occurrence) => ({ occurrence, satisfies: `@${id}` }));
}

function keyOf(occurrence: Occurrence): string {
  return `${occurrence.field} ${occurrence.from} ${occurrence.to}`;
}

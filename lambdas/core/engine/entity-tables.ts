/**
 * Entities as rules share them: each is compiled once, whoever refers to it. A mention of a name leads to the entity; an
 * entity leads to the references (`@type.id` as rules write it) that it is a member of; a reference leads to rules.
 */
import type { EntityId } from "../gazetteer/entity.ts";
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { IntList } from "./int-list.ts";

/** Share of its mentions that an entity's context lets pass. */
const CONTEXT_SHARE = 0.7;

export interface ReferenceEntry {
  readonly members: readonly number[];
  readonly frequency: number;
  readonly postings: number[];
}

export class EntityTables {
  readonly #gazetteer: Gazetteer;
  readonly #numbers: ReadonlyMap<EntityId, number>;
  readonly #frequencies: readonly number[];
  readonly #references: ReferenceEntry[] = [];
  readonly #referenceIds = new Map<EntityId, number>();

  /** @param frequencies - share of stories that mention each entity of the gazetteer, in its order */
  constructor(gazetteer: Gazetteer, frequencies: readonly number[]) {
    this.#gazetteer = gazetteer;
    this.#numbers = new Map(gazetteer.entities().map(({ id }, number) => [id, number]));
    this.#frequencies = frequencies;
  }

  /** Number of an entity. @returns -1 for an unknown one */
  entity(id: EntityId): number {
    return this.#numbers.get(id) ?? -1;
  }

  /** Number of a reference, made when it is new. @returns -1 for an unknown entity */
  reference(id: EntityId): number {
    const known = this.#referenceIds.get(id);
    if (known !== undefined) return known;
    if (!this.#numbers.has(id)) return -1;
    const members = this.#gazetteer.membersOf(id).map((member) => this.entity(member));
    const sum = members.reduce((total, member) => total + this.#shareOf(member), 0);
    const number = this.#references.length;
    this.#referenceIds.set(id, number);
    this.#references.push({ members, frequency: Math.min(1, sum), postings: [] });
    return number;
  }

  referenceEntry(number: number): ReferenceEntry | undefined {
    return this.#references[number];
  }

  /** Share of stories that name an entity. */
  mentionFrequency(id: EntityId): number {
    return this.#frequencies[this.entity(id)] ?? 0;
  }

  /** The sections `references`, `members`, `entityReferences`, and where the references of each entity stand. */
  sections(postings: IntList): {
    references: Int32Array;
    members: Int32Array;
    entityReferences: Int32Array;
    ranges: readonly (readonly [number, number])[];
  } {
    const references = new IntList();
    const members = new IntList();
    const referencesOf = this.#gazetteer.entities().map((): number[] => []);
    this.#references.forEach((entry, number) => {
      references.pushAll([members.length, entry.members.length, postings.length, entry.postings.length]);
      members.pushAll(entry.members);
      postings.pushAll(entry.postings);
      // Programs look members up by themselves: only what leads to rules needs to be led to.
      if (entry.postings.length > 0) for (const member of entry.members) referencesOf[member]?.push(number);
    });
    const entityReferences = new IntList();
    const ranges = referencesOf.map((numbers): readonly [number, number] => {
      const first = entityReferences.length;
      entityReferences.pushAll(numbers);
      return [first, numbers.length];
    });
    const [all, below] = [references.cells(), members.cells()];
    return { references: all, members: below, entityReferences: entityReferences.cells(), ranges };
  }

  #shareOf(member: number): number {
    const needsContext = this.#gazetteer.entities()[member]?.alone === "context";
    return (this.#frequencies[member] ?? 0) * (needsContext ? CONTEXT_SHARE : 1);
  }
}

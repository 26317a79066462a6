/**
 * The named places, groups, people, processes and themes, indexed and compiled for matching. What is wrong in them is
 * reported and left out, entity by entity, so that one slip never blinds the desk.
 */

import type { CompiledLeaf } from "../rules/compile-leaf.ts";
import { type CompiledQuery, compileQuery, internLeaf, type LeafTable } from "../rules/compile-query.ts";
import { isEntityId } from "../rules/lexer.ts";
import { parseQuery } from "../rules/parser.ts";
import { describeProblem, type QueryProblem } from "../rules/query-error.ts";
import { findDuplicateNames } from "./duplicate-names.ts";
import { ENTITY_TYPES, type Entity, type EntityId, type EntityType } from "./entity.ts";
import { findParentCycles } from "./parent-cycles.ts";
import { parseName } from "./parse-name.ts";

export interface Gazetteer {
  has(id: EntityId): boolean;
  get(id: EntityId): Entity | undefined;
  /** in the order given */
  entities(): readonly Entity[];
  ids(): ReadonlySet<EntityId>;
  idsOf(type: EntityType): readonly EntityId[];
  /** parent, its parent and so on, nearest first; empty for an unknown id */
  ancestorsOf(id: EntityId): readonly EntityId[];
  /** entities whose parent it is */
  childrenOf(id: EntityId): readonly EntityId[];
  /** everything below it, nearest first */
  descendantsOf(id: EntityId): readonly EntityId[];
  /** what `@id` in a rule stands for: itself, and everything below it whose `alone` is not `no` */
  membersOf(id: EntityId): readonly EntityId[];
  /** @returns undefined for an unknown id */
  compiled(id: EntityId): CompiledEntity | undefined;
}

/** An entity ready to be recognised. */
export interface CompiledEntity {
  readonly entity: Entity;
  readonly names: readonly CompiledLeaf[];
  /** only when the entity is `alone: context`; absent when its context is missing or faulty: then it is never recognised */
  readonly context?: CompiledQuery;
  readonly unless?: CompiledQuery;
}

export interface GazetteerProblem {
  readonly entityId: EntityId;
  readonly code: string;
  readonly level: "error" | "warning";
  /** one line */
  readonly message: string;
  /** key in the entity, e.g. `["names", "fr", 0]` */
  readonly path: readonly (string | number)[];
  /** UTF-16 offset in that text, when it is about a query or name */
  readonly offset?: number;
}

/** `entity place.goma E_ENTITY …` */
export function formatGazetteerProblem(problem: GazetteerProblem): string {
  return `entity ${problem.entityId} ${problem.code} ${problem.message}`;
}

/** Index, check and compile entities. Never throws. */
export function buildGazetteer(entities: readonly Entity[]): {
  readonly gazetteer: Gazetteer;
  readonly problems: readonly GazetteerProblem[];
} {
  const problems: GazetteerProblem[] = [];
  const byId = indexEntities(entities, problems);
  const parents = readParents(byId, problems);
  const shared: SharedParts = { ids: new Set(byId.keys()), leaves: new Map(), queries: new Map() };
  const compiled = new Map<EntityId, CompiledEntity>();
  for (const entity of byId.values()) compiled.set(entity.id, compileEntity(entity, shared, problems));
  problems.push(...findDuplicateNames([...compiled.values()]));
  return { gazetteer: createGazetteer(byId, parents, (id) => compiled.get(id)), problems };
}

/**
 * Index entities that were checked before, when the configuration was packed. Each is compiled when it is first asked
 * for: a function that never matches a story pays nothing for thousands of names.
 */
export function openGazetteer(entities: readonly Entity[]): Gazetteer {
  const ignored: GazetteerProblem[] = [];
  const byId = indexEntities(entities, ignored);
  const shared: SharedParts = { ids: new Set(byId.keys()), leaves: new Map(), queries: new Map() };
  const compiled = new Map<EntityId, CompiledEntity>();
  return createGazetteer(byId, readParents(byId, ignored), (id) => {
    const known = compiled.get(id);
    const entity = byId.get(id);
    if (known !== undefined || entity === undefined) return known;
    const fresh = compileEntity(entity, shared, ignored);
    compiled.set(id, fresh);
    return fresh;
  });
}

/** What entities have in common while they are compiled. */
interface SharedParts {
  readonly ids: ReadonlySet<EntityId>;
  readonly leaves: LeafTable;
  /** contexts by their text: many entities share one */
  readonly queries: Map<string, CompiledQuery>;
}

function indexEntities(entities: readonly Entity[], problems: GazetteerProblem[]): Map<EntityId, Entity> {
  const byId = new Map<EntityId, Entity>();
  for (const entity of entities) {
    const fail = (message: string): void => {
      problems.push({ entityId: entity.id, code: "E_ENTITY", level: "error", message, path: ["id"] });
    };
    if (!isEntityId(entity.id) || !entity.id.startsWith(`${entity.type}.`)) {
      fail(`"${entity.id}" is no id: it reads type.name, in lower case; types are ${ENTITY_TYPES.join(", ")}`);
    } else if (byId.has(entity.id)) {
      fail(`"${entity.id}" is defined twice; this one is left out`);
    } else {
      byId.set(entity.id, entity);
    }
  }
  return byId;
}

/** Parent by id; unknown parents and cycles are reported and left out. */
function readParents(byId: ReadonlyMap<EntityId, Entity>, problems: GazetteerProblem[]): Map<EntityId, EntityId> {
  const parents = new Map<EntityId, EntityId>();
  for (const { id, parent } of byId.values()) {
    if (parent === undefined) continue;
    if (byId.has(parent)) parents.set(id, parent);
    else {
      const message = `its parent "${parent}" is not in the gazetteer`;
      problems.push({ entityId: id, code: "E_ENTITY", level: "error", message, path: ["parent"] });
    }
  }
  for (const cycle of findParentCycles(parents)) {
    const [first = ""] = cycle;
    const message = `its parents lead back to itself: ${[...cycle, first].join(" → ")}`;
    problems.push({ entityId: first, code: "E_ENTITY_CYCLE", level: "error", message, path: ["parent"] });
    for (const id of cycle) parents.delete(id);
  }
  return parents;
}

function compileEntity(
  entity: Entity,
  { ids, leaves, queries }: SharedParts,
  problems: GazetteerProblem[],
): CompiledEntity {
  const report = (
    path: readonly (string | number)[],
    problem: Pick<GazetteerProblem, "code" | "level" | "message" | "offset">,
  ): void => {
    problems.push({ entityId: entity.id, path, ...problem });
  };
  const names = new Map<string, CompiledLeaf>();
  for (const [lang, texts] of Object.entries(entity.names)) {
    texts.forEach((text, index) => {
      const parsed = parseName(text);
      if (parsed.kind === "rejected") report(["names", lang, index], { ...parsed.problem, level: "error" });
      else {
        const leaf = internLeaf(parsed.leaf, "name", leaves);
        names.set(leaf.canonical, leaf);
      }
    });
  }
  const compileKey = (key: "context" | "unless"): CompiledQuery | undefined => {
    const text = entity[key];
    if (text === undefined) return undefined;
    const known = queries.get(text);
    if (known !== undefined) return known;
    const parsed = parseQuery(text, { entityIds: ids, isPartial: true });
    const found: readonly QueryProblem[] = parsed.kind === "parsed" ? parsed.warnings : parsed.problems;
    for (const problem of found) {
      const { code, level, start } = problem;
      report([key], { code, level, message: describeProblem(problem), offset: start });
    }
    if (parsed.kind === "rejected") return undefined;
    const query = compileQuery(parsed.ast, "mentioned", leaves);
    // One with warnings is parsed again for each entity, so that each is told.
    if (found.length === 0) queries.set(text, query);
    return query;
  };
  const unless = compileKey("unless");
  const context = entity.alone === "context" ? compileKey("context") : undefined;
  if (entity.alone === "context" && entity.context === undefined) {
    report(["alone"], { code: "E_ENTITY", level: "error", message: 'is "alone: context" but has no context' });
  } else if (entity.alone !== "context" && entity.context !== undefined) {
    report(["context"], {
      code: "W_UNUSED",
      level: "warning",
      message: `its context is not used: it is "alone: ${entity.alone}"`,
    });
  }
  return {
    entity,
    names: [...names.values()],
    ...(context === undefined ? {} : { context }),
    ...(unless === undefined ? {} : { unless }),
  };
}

function createGazetteer(
  byId: ReadonlyMap<EntityId, Entity>,
  parents: ReadonlyMap<EntityId, EntityId>,
  compiledOf: (id: EntityId) => CompiledEntity | undefined,
): Gazetteer {
  const children = new Map<EntityId, EntityId[]>();
  for (const [id, parent] of parents) {
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [id]);
    else known.push(id);
  }
  const ids = new Set(byId.keys());
  const entities = [...byId.values()];
  const childrenOf = (id: EntityId): readonly EntityId[] => children.get(id) ?? [];
  const descendantsOf = (id: EntityId): readonly EntityId[] => {
    const below = [...childrenOf(id)];
    // Grows while it is walked; parents have no cycles, so it ends.
    for (const child of below) below.push(...childrenOf(child));
    return below;
  };
  const members = new Map<EntityId, readonly EntityId[]>();
  for (const id of ids) {
    members.set(id, [id, ...descendantsOf(id).filter((below) => byId.get(below)?.alone !== "no")]);
  }
  return {
    has: (id) => byId.has(id),
    get: (id) => byId.get(id),
    entities: () => entities,
    ids: () => ids,
    idsOf: (type) => entities.filter((entity) => entity.type === type).map((entity) => entity.id),
    ancestorsOf: (id) => {
      const above: EntityId[] = [];
      for (let next = parents.get(id); next !== undefined; next = parents.get(next)) above.push(next);
      return above;
    },
    childrenOf,
    descendantsOf,
    membersOf: (id) => members.get(id) ?? [],
    compiled: compiledOf,
  };
}

import type { Entity } from "./entity.ts";
import type { CompiledEntity, GazetteerProblem } from "./gazetteer.ts";

/**
 * Names that two entities share without saying how to tell them apart. That is said by a `context` or `unless` on
 * either of them, or by neither being `alone: yes`.
 */
export function findDuplicateNames(entities: readonly CompiledEntity[]): readonly GazetteerProblem[] {
  const problems: GazetteerProblem[] = [];
  const owners = new Map<string, Entity[]>();
  for (const { entity, names } of entities) {
    // Spellings that count as the same are the same name, with or without `=`.
    const forms = new Set(names.map((name) => name.variants[0]?.map((pattern) => pattern.form).join(" ") ?? ""));
    for (const form of forms) {
      const others = owners.get(form) ?? [];
      const rival = others.find((other) => !isToldApart(entity, other));
      if (rival !== undefined) {
        const message = `its name "${form}" is also a name of ${rival.id}: give one of them a context or unless, or set both to alone: context or no`;
        problems.push({ entityId: entity.id, code: "E_DUPLICATE", level: "error", message, path: ["names"] });
      }
      others.push(entity);
      owners.set(form, others);
    }
  }
  return problems;
}

function isToldApart(a: Entity, b: Entity): boolean {
  if (a.alone !== "yes" && b.alone !== "yes") return true;
  return [a, b].some(
    (entity) => entity.unless !== undefined || (entity.alone === "context" && entity.context !== undefined),
  );
}

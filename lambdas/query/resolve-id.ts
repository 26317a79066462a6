/**
 * Ids as people type them: `goma`, `Goma` and `place.goma` are the same place, and a wrong one is answered with those
 * that may have been meant.
 */
import type { EntityId, EntityType } from "../core/gazetteer/entity.ts";
import type { FacetGazetteer } from "../core/stories/facets.ts";
import { nearestNames } from "./nearest-names.ts";
import type { ParameterError } from "./problem.ts";

export type Resolved =
  | { readonly kind: "known"; readonly id: string }
  | ({ readonly kind: "unknown" } & ParameterError);

/** @param text - with or without the type in front */
export function resolveEntity(type: EntityType, text: string, gazetteer: FacetGazetteer): Resolved {
  const name = slug(text);
  const short = name.startsWith(`${type}.`) ? name.slice(type.length + 1) : name;
  const id: EntityId = `${type}.${short}`;
  if (gazetteer.has(id)) return { kind: "known", id };
  const shorts = gazetteer.idsOf(type).map((each) => each.slice(type.length + 1));
  return unknown(type, text, short, shorts);
}

export function resolveRule(text: string, ruleIds: readonly string[]): Resolved {
  const id = slug(text);
  return ruleIds.includes(id) ? { kind: "known", id } : unknown("rule", text, id, ruleIds);
}

/** `North Kivu` and `Béni` as they stand in ids. */
function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/gu, "-");
}

function unknown(parameter: string, text: string, name: string, names: readonly string[]): Resolved {
  const near = nearestNames(name, names);
  const fix = near.length > 0 ? `did you mean ${near.join(", ")}?` : hintFor(parameter, names);
  return { kind: "unknown", parameter, detail: `there is no ${parameter} ${JSON.stringify(text)}: ${fix}` };
}

function hintFor(parameter: string, names: readonly string[]): string {
  if (names.length === 0) return `no ${parameter} is configured yet`;
  const some = names.slice(0, 3).join(", ");
  return `ids are such as ${some}`;
}

import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { Rule } from "../rules/rule.ts";
import { sha256Hex } from "../text/sha256.ts";

/**
 * Tells whether a compiled set is that of these rules and entities: whatever decides a match is in it; titles and
 * severities, which do not, are left out.
 * @param rules - in the order in which the engine numbers them
 * @returns 64 hex digits
 */
export function fingerprintOf(rules: readonly Rule[], gazetteer: Gazetteer): string {
  const read = rules.map(({ id, query, languages, enabled }) => [id, query, languages, enabled]);
  const known = gazetteer.entities().map(({ id, parent, names, alone, context, unless }) => {
    return [id, parent, names, alone, context, unless];
  });
  return sha256Hex(JSON.stringify([read, known]));
}

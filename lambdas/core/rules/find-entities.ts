import type { EntityMention } from "../gazetteer/entity.ts";
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { Evaluation } from "./evaluation.ts";
import { compareOccurrences, type Occurrence } from "./story-text.ts";

/** Every entity that is recognised in a story, in order of its first mention, then by id. */
export function findEntities(evaluation: Evaluation, gazetteer: Gazetteer): readonly EntityMention[] {
  const found: { readonly mention: EntityMention; readonly first: Occurrence }[] = [];
  for (const { id, title } of gazetteer.entities()) {
    const recognition = evaluation.recognise(id);
    const first = recognition?.mentions[0];
    if (recognition?.isRecognised === true && first !== undefined) found.push({ mention: { id, title }, first });
  }
  found.sort((a, b) => compareOccurrences(a.first, b.first) || (a.mention.id < b.mention.id ? -1 : 1));
  return found.map(({ mention }) => mention);
}

/** The labelled stories: what happened, told by several invented outlets, and what only looks like it. */
import { readFileSync } from "node:fs";
import type { GroupableStory } from "../../../lambdas/core/alerts/group-stories.ts";
import { rarityIn } from "../../../lambdas/core/alerts/rarity.ts";
import type { Entity } from "../../../lambdas/core/gazetteer/entity.ts";

export interface LabelledStory extends GroupableStory {
  /** stories of one event have one label */
  readonly event: string;
  /** set on stories that look like an event but are none of it: in what way */
  readonly lookalike?: string;
}

/** See test/fixtures/events/README.md. */
export type LabelledFile = "tuned" | "held-out" | "set-aside" | "judged" | "fresh";

const FOLDER = new URL("../../fixtures/events/", import.meta.url);

/** In order of publication. */
export function readLabelled(file: LabelledFile): readonly LabelledStory[] {
  return readLines<LabelledStory & { readonly published: string }>(`${file}.jsonl`)
    .map((story) => ({ ...story, publishedAt: Date.parse(story.published) }))
    .sort((a, b) => a.publishedAt - b.publishedAt);
}

const entities = new Map(readLines<Entity>("entities.jsonl").map((entity) => [entity.id, entity]));

/** By the kinds of a gazetteer, so that the fixture needs no gazetteer. */
export const labelledRarity = rarityIn({ get: (id) => entities.get(id) });

function readLines<T>(file: string): readonly T[] {
  const lines = readFileSync(new URL(file, FOLDER), "utf8").trim().split("\n");
  // Our own fixture: its shape is as the tests that read it need it.
  return lines.map((line) => JSON.parse(line) as T);
}

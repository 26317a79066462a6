/**
 * What is left of a story when silences are taken off it. In doubt it is heard: a desk that muted one thing must not
 * miss another because a story happens to name both.
 *
 * A silence on an event mutes it whole. Those on rules mute a story once every rule that it matches is silenced; else
 * it goes on with the rest of its rules and their severity. Those on places mute a story once every place that it is
 * about is one of them or below one: Goma under North Kivu. Countries and regions are in every story and do not count,
 * unless the story names nothing nearer.
 */
import type { EntityId } from "../gazetteer/entity.ts";
import { highestSeverity } from "../rules/severity.ts";
import type { FacetGazetteer } from "../stories/facets.ts";
import type { Story } from "../stories/story.ts";
import type { Rarity } from "./rarity.ts";
import type { Silence } from "./silence.ts";

/** Places that are rarer than this are near enough to be what a story is about: provinces and all below. */
const NEAR_RARITY = 0.1;

export interface SilenceWorld {
  readonly gazetteer: Pick<FacetGazetteer, "ancestorsOf">;
  readonly rarity: Rarity;
}

export type Hearing =
  /** with those of its rules that are not silenced */
  { readonly kind: "audible"; readonly story: Story } | { readonly kind: "silenced"; readonly silence: Silence };

/** @param silences - those in force */
export function hearStory(
  story: Story,
  eventId: string,
  silences: readonly Silence[],
  { gazetteer, rarity }: SilenceWorld,
): Hearing {
  if (silences.length === 0) return { kind: "audible", story };
  const on = (kind: Silence["target"]["kind"]) => silences.filter(({ target }) => target.kind === kind);
  const whole = on("event").find(({ target }) => target.id === eventId);
  const silence = whole ?? silenceOfPlaces(story, on("place"), gazetteer, rarity);
  if (silence !== undefined) return { kind: "silenced", silence };

  const byRule = new Map(on("rule").map((each) => [each.target.id, each]));
  const matches = story.matches.filter(({ ruleId }) => !byRule.has(ruleId));
  if (matches.length === story.matches.length) return { kind: "audible", story };
  const last = story.matches.map(({ ruleId }) => byRule.get(ruleId)).find((each) => each !== undefined);
  if (matches.length === 0 && last !== undefined) return { kind: "silenced", silence: last };
  return { kind: "audible", story: { ...story, matches, severity: highestSeverity(matches.map((m) => m.severity)) } };
}

function silenceOfPlaces(
  story: Story,
  silences: readonly Silence[],
  gazetteer: SilenceWorld["gazetteer"],
  rarity: Rarity,
): Silence | undefined {
  if (silences.length === 0) return undefined;
  const byPlace = new Map(silences.map((each) => [each.target.id, each]));
  let found: Silence | undefined;
  for (const place of placesOf(story, gazetteer, rarity)) {
    const silence = [place, ...gazetteer.ancestorsOf(place)].map((id) => byPlace.get(id)).find((each) => each);
    if (silence === undefined) return undefined;
    found ??= silence;
  }
  return found;
}

/** What a story is about: its nearest places, without those that only say where another of them lies. */
function placesOf(story: Story, gazetteer: SilenceWorld["gazetteer"], rarity: Rarity): readonly EntityId[] {
  const named = story.entities.filter((id) => id.startsWith("place."));
  const near = named.filter((id) => rarity(id) > NEAR_RARITY);
  const places = near.length > 0 ? near : named;
  const above = new Set(places.flatMap((id) => gazetteer.ancestorsOf(id)));
  return places.filter((id) => !above.has(id));
}

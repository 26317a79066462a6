/** From the words of a story to what its event is recognised by. */
import type { EntityId } from "../../gazetteer/entity.ts";
import { isStopWord } from "../../text/stop-words.ts";
import type { EventProfile } from "../event.ts";
import { type Act, actsIn } from "./acts.ts";
import { isCommonName } from "./common-names.ts";
import { type FoldedWord, foldWords } from "./fold-words.ts";
import { sketchOf } from "./minhash.ts";
import { countNumbers } from "./numbers.ts";
import { shinglesOf } from "./shingles.ts";
import { thingsIn } from "./things.ts";
import { weekdaysIn } from "./weekdays.ts";

/** What a profile is made from; a story is one. */
export interface ProfiledText {
  readonly title: string;
  readonly summary: string;
  readonly body?: string;
  readonly entities: readonly EntityId[];
}

// News tells the event in its lead, and no input may cost more than a bounded amount of work.
const MAX_TITLE_UNITS = 400;
const MAX_TEXT_UNITS = 2_400;
const MAX_TITLE_WORDS = 60;
const MAX_WORDS = 220;
/** What follows is background: earlier attacks, who is who. */
const LEAD_WORDS = 80;
// The bounds that keep a profile under 2 KB.
const MAX_ENTITY_UNITS = 320;
const MAX_NAMES = 9;
const MAX_NAME_UNITS = 14;
const MAX_CONTENT_WORDS = 28;
const MAX_ACTS = 5;
const MAX_THINGS = 5;
/** @returns a profile under 2 KB of JSON; the same for the same text */
export function profileOf(story: ProfiledText): EventProfile {
  const title = foldWords(story.title.slice(0, MAX_TITLE_UNITS), MAX_TITLE_WORDS);
  const text = foldWords(`${story.summary}\n${story.body ?? ""}`.slice(0, MAX_TEXT_UNITS), MAX_WORDS);
  const all = [...title, ...text];
  const words = all.map((word) => word.folded);
  const titleWords = title.map((word) => word.folded);
  const leadWords = text.slice(0, LEAD_WORDS).map((word) => word.folded);
  const { entities, titleEntities } = orderEntities(story.entities, new Set(titleWords));
  const titleActs = newsActs(story.title.slice(0, MAX_TITLE_UNITS));
  const titleThings = thingsIn(titleWords);
  const names = namesIn(all, entities);
  return {
    entities,
    titleEntities,
    ...countNumbers(all),
    sketch: sketchOf(words),
    shingles: shinglesOf(words),
    names,
    titleNames: namesIn(title, entities).filter((name) => names.includes(name)).length,
    words: contentWords(all.slice(0, LEAD_WORDS)),
    titleActs: titleActs.slice(0, MAX_ACTS),
    acts: [...new Set([...actsIn(titleWords), ...actsIn(leadWords)])]
      .filter((act) => !titleActs.includes(act))
      .slice(0, MAX_ACTS),
    titleThings: titleThings.slice(0, MAX_THINGS),
    things: thingsIn(leadWords)
      .filter((thing) => !titleThings.includes(thing))
      .slice(0, MAX_THINGS),
    days: weekdaysIn([...titleWords, ...leadWords]),
  };
}

/** What a headline puts after or before its news: "after the massacre", "Après Pinga, …". */
const BACKGROUND: readonly RegExp[] = [
  /^(?:after|following|après|suite à|baada ya|kufuatia|nyuma ya|nach|tras)\s[^,:]*[,:]/iu,
  /\s(?:after|following|après|suite à|à la suite d\S*|baada ya|kufuatia|nyuma y[ao]'?|nach|tras)\s[^,:]*$/iu,
];

/** "Fusillade de Bukavu : le M23 accuse …": a label of what is known already, then the news. */
const LABEL = /^[^:]{3,80}:\s/u;

/**
 * What a headline says was done, without what it follows from. Background counts where nothing else does: in "34 dead
 * after mine collapses" the collapse is the news, and so it is under the label "Collapse at Rubaya: 34 bodies found".
 */
function newsActs(title: string): readonly Act[] {
  for (const pattern of BACKGROUND) {
    const rest = title.replace(pattern, " ");
    if (rest === title || rest.trim().split(/\s+/).length < 3) continue;
    const told = foldWords(rest, MAX_TITLE_WORDS);
    const acts = actsOfWords(told);
    if (acts.length > 0 || countNumbers(told).toll.dead === undefined) return acts;
  }
  const unlabelled = actsOfWords(foldWords(title.replace(LABEL, " "), MAX_TITLE_WORDS));
  return unlabelled.length > 0 ? unlabelled : actsOfWords(foldWords(title, MAX_TITLE_WORDS));
}

function actsOfWords(words: readonly FoldedWord[]): readonly Act[] {
  return actsIn(words.map((word) => word.folded));
}

/** Those that the title names come first. Themes say what kind of news it is, not which. */
function orderEntities(ids: readonly EntityId[], titleWords: ReadonlySet<string>) {
  const known = [...new Set(ids)].filter((id) => !id.startsWith("theme."));
  const inTitle = known.filter((id) => isNamedIn(id, titleWords));
  const others = known.filter((id) => !inTitle.includes(id));
  const entities = withinUnits([...inTitle, ...others], MAX_ENTITY_UNITS);
  return { entities, titleEntities: entities.filter((id) => inTitle.includes(id)).length };
}

/** The first of them that fit together; one that does not fit is skipped. */
function withinUnits(ids: readonly EntityId[], maxUnits: number): readonly EntityId[] {
  let left = maxUnits;
  return ids.filter((id) => {
    if (id.length > left) return false;
    left -= id.length;
    return true;
  });
}

/**
 * Whether a title holds an entity's id in words. Ids are made of names, and names are much the same in every language,
 * so that this needs no gazetteer; a person goes by the family name alone.
 */
function isNamedIn(id: EntityId, titleWords: ReadonlySet<string>): boolean {
  const parts = slugWords(id);
  if (id.startsWith("person.")) return parts.some((part) => part.length >= 4 && titleWords.has(part));
  return parts.length > 0 && parts.every((part) => titleWords.has(part) || isTranslatedIn(part, titleWords));
}

/** The parts of names that outlets translate. */
const TRANSLATED: ReadonlyMap<string, readonly string[]> = new Map([
  ["lake", ["lac", "ziwa", "lago", "ikiyaga", "kiyaga"]],
  ["north", ["nord", "kaskazini", "norte", "amajyaruguru"]],
  ["south", ["sud", "kusini", "sur", "sul", "amajyepfo"]],
]);

function isTranslatedIn(part: string, titleWords: ReadonlySet<string>): boolean {
  return TRANSLATED.get(part)?.some((word) => titleWords.has(word)) ?? false;
}

function slugWords(id: EntityId): readonly string[] {
  return id.slice(id.indexOf(".") + 1).split("-");
}

function namesIn(words: readonly FoldedWord[], entities: readonly EntityId[]): readonly string[] {
  const known = new Set(entities.flatMap(slugWords));
  const names = new Set<string>();
  for (const { folded, isNameLike } of words) {
    if (names.size === MAX_NAMES) break;
    const isName =
      isNameLike &&
      folded.length >= 4 &&
      folded.length <= MAX_NAME_UNITS &&
      !known.has(folded) &&
      !isCommonName(folded);
    if (isName) names.add(folded);
  }
  return [...names];
}

/** Beginnings of words that carry meaning: six letters put `displaced` and `displacement` together. */
function contentWords(words: readonly FoldedWord[]): readonly string[] {
  const kept = new Set<string>();
  for (const { folded, isNumber } of words) {
    if (kept.size === MAX_CONTENT_WORDS) break;
    if (!isNumber && folded.length >= 4 && !isStopWord(folded)) kept.add(folded.slice(0, 6));
  }
  return [...kept];
}

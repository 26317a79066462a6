/**
 * Who was killed: ten rebels and ten farmers on one day are two events, whatever else two headlines share. Outlets that
 * count "people" say nothing of it.
 */
import type { Victims } from "../event.ts";
import type { FoldedWord } from "./fold-words.ts";

const KINDS: readonly (readonly [Victims, RegExp])[] = [
  [
    "fighters",
    /^(?:fighter|rebel(?!l?ion)|militiam|militant|insurgent|jihadi|terrorist|assailant|combatt|combatant|combatiente|milicien|milician|rebeld|assaillant|wapiganaji|mpiganaji|waasi|magaidi|wanamgambo|abarwanyi|inyeshyamba|kampfer|rebellen)/,
  ],
  [
    "soldiers",
    /^(?:soldier|troops?$|peacekeep|police|soldat|militaires?$|policier|casques?$|soldado|wanajeshi|mwanajeshi|askari|polisi|abasirikare|umusirikare|basoda)/,
  ],
  [
    "civilians",
    /^(?:civil|villager|farmer|resident|child|girl|boys?$|women$|woman$|miner|digger|trader|ranger|nurse|worker|passenger|student|habitant|villageois|paysan|agricult|cultivat|enfant|femme|fidele|creuseur|orpaill|commerc|ecogarde|eleve|passager|deplace|displaced|refugee|humanitaire|aldean|raia$|wananchi|wakulima|wakazi|watoto|wanawake|wanakijiji|abaturage|abasivili|abahinzi|abana$|abagore)/,
  ],
];

/** How far the word for those who were counted stands after their number; the Bantu languages put it before. */
const REACH = 3;

/** @param start - and `end`: of the number that counts the dead */
export function victimsAt(words: readonly FoldedWord[], start: number, end: number): Victims | undefined {
  const before = kindOf(words[start - 1]);
  if (before !== undefined) return before;
  for (let at = end; at < end + REACH; at += 1) {
    const kind = kindOf(words[at]);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function kindOf(word: FoldedWord | undefined): Victims | undefined {
  if (word === undefined || word.isNumber) return undefined;
  return KINDS.find(([, pattern]) => pattern.test(word.folded))?.[0];
}

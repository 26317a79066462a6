/**
 * The numbers of a text and what they count. Twelve dead are twelve in every language: the same toll of the same place
 * is one event, another toll on a later day is news.
 */
import type { Toll, TollKind, Victims } from "../event.ts";
import type { FoldedWord } from "./fold-words.ts";
import { numberPhraseAt } from "./number-words.ts";
import { victimsAt } from "./victims.ts";

export interface CountedNumbers {
  /** of two digits or more, without separators, in order, each once */
  readonly numbers: readonly string[];
  readonly toll: Toll;
  /** of the toll's dead */
  readonly victims?: Victims;
}

const MONTH =
  /^(?:jan(?:uary|vier|uari|uar|eiro)?$|ener|feb(?:ruary|ruar|ruari|rero)?$|fev(?:rier|ereiro)?$|mar(?:ch|s|z|co|zo|ti)?$|maerz$|apr(?:il|ili)?$|avr(?:il)?$|abr(?:il)?$|ma[yi]$|mayo$|maio$|mei$|juni?$|june$|juin$|junho$|junio$|juli?$|july$|juillet$|julai$|julho$|julio$|aug(?:ust)?$|aout$|ago(?:sto|sti)?$|agost|sep(?:t|tember|tembre|temba|tiembre)?$|setembro$|o[ck]t(?:ober|obre|oba|ubre)?$|outubro$|nov(?:ember|embre|emba|iembre|embro)?$|dec(?:ember|embre)?$|de[zs](?:ember|emba|embro)?$|disemba$|diciembre$|mutarama|gashyantare|werurwe|mata$|gicurasi|kamena|nyakanga|kanama|nzeri|ukwakira|ugushyingo|ukuboza)/;

const AGE =
  /^(?:ans?|years?|year|miaka|imyaka|yr|yrs|jahre|anos|heures?|hours?|hrs?|minutes?|km|kilometres?|kilometers?|kg|tonnes?|tons?|jours?|days?|siku|iminsi|th|st|nd|rd|eme|e|er|usd|dollars?|francs?|millions?|billion|milliards?)$/;

/** The Bantu languages name the unit first. */
const MEASURED_BEFORE =
  /^(?:miaka|imyaka|aged|saa|masaa|siku|wiki|mwezi|miezi|dakika|kilomita|km|iminsi|amasaha|saha|usd|dola|umri|nimero|no|art|article)$/;

/** Words that say what a number counts; folded, the Bantu ones by their roots, since prefixes vary. */
const COUNTED: readonly (readonly [TollKind, RegExp])[] = [
  [
    "dead",
    /^(?:kill|dead$|deadly|death|die[ds]?$|slain|slaughter|massacr|execut|murder|lives$|bodies|corpse|drown|tue|tuant|mort|deces|deced|cadavre|corps$|assassin|noye|perdu|muert|mort[oe]|mata|tot$|tote|getot|doden|gedood|[bwayih]{1,3}pfa$|imirambo|baguye|bakufi|bakufa|bawe|babomi|bibembe)|uaw[ao]|uliwa|(?:li|me|na|ka|wa|ku|la|ya)ua$|vifo|maiti|fariki|walifa|wafa$|wamekufa|poteza maisha|chinjwa|pfuye|pfiriye|ishwe|iciwe|hitan[ayw]/,
  ],
  ["injured", /^(?:injur|wound|hurt$|bless|ferid|herid|verletzt|gewond|inkomere|bazoki)|jeruhi|majeruhi|komere[kt]/],
  [
    "abducted",
    /^(?:abduct|kidnap|hostage|captive|enlev|kidnapp|otage|sequestr|[aby]*shimu[st]|ingwate|bunyago)|tekwa|nyara$/,
  ],
  [
    "displaced",
    /^(?:displac|flee|fled$|refuge|deplac|fui$|fuient|fuir|refugi|menages?$|households?|families|familles|desplazad|deslocad|[abi]*hunz|[abi]*hung|impunzi|[abi]*vanywe|bakimi)|kimbi[az]/,
  ],
];

/** How far a number may stand from what it counts, in words. */
const REACH = 6;

/** "Two displaced people shot dead" counts the dead; of thousands only the flight is told. */
const CROWD = 500;

/** Numbers beyond this many are a table, not a story. */
const MAX_NUMBERS = 10;

/** More than this nobody counts in a story; it is an account number or a trick. */
const MAX_VALUE = 9_999_999;

interface Count {
  readonly value: number;
  readonly start: number;
  readonly end: number;
  readonly isWeak: boolean;
}

/** @param words - of the title, then of the text: of two tolls the first told counts */
export function countNumbers(words: readonly FoldedWord[]): CountedNumbers {
  const counts = findCounts(words);
  const numbers = new Set<string>();
  const toll: Partial<Record<TollKind, number>> = {};
  // "Un obus tue une famille de cinq personnes": an article counts only where nothing else does.
  const weak: Partial<Record<TollKind, number>> = {};
  let victims: Victims | undefined;
  counts.forEach((count, index) => {
    const isNeighbour = (other: Count): boolean => count.isWeak || !other.isWeak;
    const from = counts.slice(0, index).findLast(isNeighbour)?.end ?? 0;
    const until = counts.slice(index + 1).find(isNeighbour)?.start ?? words.length;
    const kind = kindOf(words, count, from, until);
    if (kind === "dead" && toll.dead === undefined) victims = victimsAt(words, count.start, count.end) ?? victims;
    if (kind !== undefined && !count.isWeak) toll[kind] ??= count.value;
    if (kind !== undefined && count.isWeak) weak[kind] ??= count.value;
    if (count.value >= 10 && numbers.size < MAX_NUMBERS) numbers.add(String(count.value));
  });
  return { numbers: [...numbers], toll: { ...weak, ...toll }, ...(victims && { victims }) };
}

function findCounts(words: readonly FoldedWord[]): readonly Count[] {
  const texts = words.map((word) => word.folded);
  const counts: Count[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    if (word.isNumber) {
      const value = Number(word.folded);
      const multiplied = /^(?:thousand|mille)$/.test(texts[at + 1] ?? "") ? value * 1_000 : value;
      if (!isDateOrMeasure(texts, at) && multiplied <= MAX_VALUE) {
        counts.push({ value: multiplied, start: at, end: at + 1, isWeak: false });
      }
      continue;
    }
    const phrase = numberPhraseAt(texts, at);
    if (phrase.words === 0) continue;
    if (!isDateOrMeasure(texts, at + phrase.words - 1)) {
      counts.push({ value: phrase.value, start: at, end: at + phrase.words, isWeak: phrase.isWeak });
    }
    at += phrase.words - 1;
  }
  return counts;
}

function isDateOrMeasure(texts: readonly string[], at: number): boolean {
  const text = texts[at] ?? "";
  if (/^(?:19[5-9]\d|20[0-4]\d)$/.test(text) && text !== "2000") return true;
  const next = texts[at + 1] ?? "";
  const before = texts[at - 1] ?? "";
  return MONTH.test(next) || MONTH.test(before) || AGE.test(next) || MEASURED_BEFORE.test(before);
}

/** The nearest word that says what is counted, between the neighbouring numbers; of two as near, the one after. */
function kindOf(words: readonly FoldedWord[], count: Count, from: number, until: number): TollKind | undefined {
  const reach = count.isWeak ? 2 : REACH;
  for (let distance = 1; distance <= reach; distance += 1) {
    // "Tués dans une embuscade" counts no dead.
    const isBehind = !count.isWeak || distance === 1;
    const after = count.end + distance - 1;
    const before = count.start - distance;
    const kind =
      (after < until ? kindOfWord(words[after]) : undefined) ??
      (isBehind && before >= from ? kindOfWord(words[before]) : undefined);
    if (kind === "displaced" && count.value < CROWD) {
      const next = words.slice(count.end + distance, Math.min(until, count.end + distance + 3)).map(kindOfWord);
      return next.find((other) => other !== undefined) ?? kind;
    }
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function kindOfWord(word: FoldedWord | undefined): TollKind | undefined {
  if (word === undefined || word.isNumber) return undefined;
  return COUNTED.find(([, pattern]) => pattern.test(word.folded))?.[0];
}

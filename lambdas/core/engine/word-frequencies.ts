/**
 * How common words are. The engine looks a rule up by its rarest words, and tries the rarest clause of a program first:
 * a good guess saves time, a bad one never changes what matches.
 */
import { isStopWord } from "../text/stop-words.ts";

export interface WordFrequencies {
  /** Share of stories that hold a word, 0 to 1. @param form - folded */
  word(form: string): number;
  /** Share of stories that hold a word which begins so. @param head - folded */
  beginning(head: string): number;
}

/** Words that news from anywhere is full of, folded, and those that are in most stories about the region. */
const COMMON_WORDS = `
  said says people president government minister country state national international world news police army military
  security forces force group groups war peace attack attacks killed killing dead death human rights law court party
  political election elections officials official report reports according local city region area north south east west
  central new year years day days week month last first two three one time statement spokesman spokesperson leader
  leaders members humanitarian aid united nations african africa europe european american health food water school
  children women men company economic economy market money trade bank dollars million percent
  gouvernement pays ministre guerre paix armee militaire militaires securite forces groupe groupes attaque attaques
  morts mort tues droits humains election elections region ville nord sud est ouest centre nouveau nouvelle annee ans jour
  jours semaine mois dernier premiere premier selon situation population populations territoire province provinces chef
  autorites femmes hommes enfants sante ecole eau marche afrique africaine nations unies union deux trois apres avant
  contre entre depuis lors ainsi aussi fait faire tout tous cette
  congo congolais congolaise congolese rdc drc kinshasa rwanda rwandan rwandais kivu goma rebels rebelles
  serikali rais nchi watu vita amani jeshi usalama mkoa mji wananchi habari
  leta abantu igihugu intambara amahoro umutekano ingabo perezida
`;

const COMMON = new Set(COMMON_WORDS.split(/\s+/));

/** A guess from general knowledge: function words, the vocabulary of news, and else the length of the word. */
export const GENERAL_FREQUENCIES: WordFrequencies = {
  word: guess,
  // A beginning stands for a handful of words as long as itself or longer.
  beginning: (head) => Math.min(1, 4 * guess(`${head}xx`) + guess(head)),
};

function guess(form: string): number {
  if (isStopWord(form)) return 0.6;
  if (COMMON.has(form)) return 0.1;
  if (form.length <= 3) return 0.02;
  return form.length <= 5 ? 0.008 : 0.004;
}

/**
 * Frequencies counted in a sample of stories.
 * @param documents - folded tokens of each story
 */
export function countFrequencies(documents: Iterable<Iterable<string>>): WordFrequencies {
  const counts = new Map<string, number>();
  let total = 0;
  for (const tokens of documents) {
    total += 1;
    for (const form of new Set(tokens)) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const forms = [...counts.keys()].sort();
  const share = (count: number): number => Math.min(1, count / Math.max(1, total));
  return {
    word: (form) => share(counts.get(form) ?? unseen(form)),
    beginning: (head) => {
      let sum = unseen(head);
      for (let at = lowerBound(forms, head); forms[at]?.startsWith(head) === true; at += 1) {
        sum += counts.get(forms[at] ?? "") ?? 0;
      }
      return share(sum);
    },
  };
}

/** What a word that the sample lacks would be counted in samples of that size: the longer, the less. */
function unseen(form: string): number {
  return Math.min(1 / 2, 2 ** (3 - form.length / 2));
}

/** Index of the first form that is not below the head, by UTF-16 units. */
function lowerBound(sorted: readonly string[], head: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < head) low = middle + 1;
    else high = middle;
  }
  return low;
}

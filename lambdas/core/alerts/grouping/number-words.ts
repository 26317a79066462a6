/** Numbers written out, in the languages of the region's news: a toll is as often "twelve" as "12" in a headline. */

/** Values of words that add up: `vingt deux`, `twenty five`, `kumi na mbili`, `makumyabiri na batanu`. */
const VALUES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    // English
    ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12 },
    ...{ thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 },
    ...{ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, dozen: 12 },
    // French
    ...{ deux: 2, trois: 3, quatre: 4, cinq: 5, sept: 7, huit: 8, neuf: 9, dix: 10, onze: 11, douze: 12, treize: 13 },
    ...{ quatorze: 14, quinze: 15, seize: 16, vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60 },
    ...{ dizaine: 10, douzaine: 12, quinzaine: 15, vingtaine: 20, trentaine: 30, quarantaine: 40, cinquantaine: 50 },
    // Swahili, with the forms that count people
    ...{ mbili: 2, wawili: 2, tatu: 3, watatu: 3, nne: 4, wanne: 4, tano: 5, watano: 5, sita: 6, saba: 7, nane: 8 },
    ...{ wanane: 8, tisa: 9, kumi: 10, ishirini: 20, thelathini: 30, arobaini: 40, hamsini: 50, sitini: 60 },
    ...{ sabini: 70, themanini: 80, tisini: 90 },
    // Kinyarwanda and Kirundi, with the forms that count people
    ...{ babiri: 2, batatu: 3, bane: 4, batanu: 5, batandatu: 6, barindwi: 7, indwi: 7, umunani: 8, icyenda: 9 },
    ...{ icenda: 9, icumi: 10, cumi: 10, makumyabiri: 20, kabiri: 2, gatatu: 3, kane: 4, gatanu: 5, itatu: 3, ine: 4 },
    ...{ itanu: 5, itandatu: 6, irindwi: 7, inani: 8 },
    // Lingala
    ...{ mibale: 2, misato: 3, minei: 4, mitano: 5, motoba: 6, nsambo: 7, mwambe: 8, libwa: 9, zomi: 10 },
  }),
);

/** These alone are articles and pronouns: they count only beside a word that says what is counted. */
const ONES: ReadonlySet<string> = new Set(["one", "un", "une", "mmoja", "moja", "umwe", "moko"]);

/** Multiply what stands before them (`five thousand`, `deux cents`). */
const MULTIPLY_BEFORE: ReadonlyMap<string, number> = new Map(
  Object.entries({ hundred: 100, thousand: 1_000, cent: 100, cents: 100, mille: 1_000, vingts: 20, centaine: 100 }),
);

/** Multiply what stands after them (`mia mbili`, `elfu tano`, `mirongo itatu`). */
const MULTIPLY_AFTER: ReadonlyMap<string, number> = new Map(
  Object.entries({ mia: 100, elfu: 1_000, mirongo: 10, ijana: 100, amajana: 100, igihumbi: 1_000, ibihumbi: 1_000 }),
);

const CONNECTORS: ReadonlySet<string> = new Set(["and", "et", "na", "n"]);

export interface NumberPhrase {
  readonly value: number;
  /** how many words it takes; 0 when none begins here */
  readonly words: number;
  /** "one": only a count beside a word that says of what */
  readonly isWeak: boolean;
}

const NONE: NumberPhrase = { value: 0, words: 0, isWeak: false };

/** Read the number that begins at a word, at most eight words long. */
export function numberPhraseAt(words: readonly string[], start: number): NumberPhrase {
  const first = words[start];
  if (first === undefined) return NONE;
  if (ONES.has(first)) return { value: 1, words: 1, isWeak: true };
  let total = 0;
  let current = 0;
  let at = start;
  let end = start;
  while (at < words.length && at - start < 8) {
    const word = words[at] ?? "";
    const value = VALUES.get(word);
    const before = MULTIPLY_BEFORE.get(word);
    const after = MULTIPLY_AFTER.get(word);
    if (value !== undefined && fits(current, value)) {
      current += value;
    } else if (before !== undefined) {
      current = Math.max(current, 1) * before;
      if (before >= 1_000) [total, current] = [total + current, 0];
    } else if (after !== undefined) {
      const times = VALUES.get(words[at + 1] ?? "");
      total += after * (times ?? 1);
      if (times !== undefined) at += 1;
    } else if (!(CONNECTORS.has(word) && end > start && total + current >= 10 && VALUES.has(words[at + 1] ?? ""))) {
      break;
    }
    at += 1;
    if (!CONNECTORS.has(word)) end = at;
  }
  return end === start ? NONE : { value: total + current, words: end - start, isWeak: false };
}

/** `vingt deux` is 22, `deux trois` is no number; `soixante dix` is 70. */
function fits(current: number, value: number): boolean {
  if (current === 0) return true;
  return value < 20 ? current % 20 === 0 || (value < 10 && current % 10 === 0) : current % 100 === 0;
}

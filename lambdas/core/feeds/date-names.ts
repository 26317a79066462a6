/**
 * Words in dates. Publishers print them in their own language, whatever RFC 822 says. A word that means different
 * months in different languages is left out: an unknown date is better than a wrong one.
 */

/** Month names, January first; without accents, in lower case. */
const MONTH_WORDS: readonly string[] = [
  "jan january janvier janv januar janner jaenner januari enero ene janeiro gennaio gen mutarama nzero yanwali january",
  "feb february fevrier fevr fev februar februari febrero fevereiro febbraio gashyantare ruhuhuma febwali feber",
  "mar march mars marz maerz maart mrt marzo marco machi werurwe ntwarante marsi marts",
  "apr april avril avr aprili abril abr aprile mata ndamukiza apelili",
  "may mai mei mayo maio maggio mag maj gicurasi rusama mayi",
  "jun june juin juni junio junho giugno giu kamena ruheshi yuni",
  "jul july juillet juil juli julio julho luglio lug julai mukakaro yuli",
  "aug august aout augustus agosto ago agosti augusti kanama myandagaro",
  "sep sept september septembre septiembre setiembre setembro set settembre septemba nzeri setembe septembe",
  "oct october octobre oktober okt octubre outubro out ottobre ott oktoba ukwakira gitugutu oktobe oktobar",
  "nov november novembre noviembre novembro novemba ugushyingo munyonyo novembe",
  "dec december decembre dezember dez diciembre dic dezembro dicembre desemba desember des ukuboza kigarama desembe",
];

/** Cyrillic and Arabic month names, genitive where dates use it; as they are once accents are taken off. */
const MONTH_WORDS_OTHER_SCRIPTS: readonly string[] = [
  "января يناير",
  "февраля فبراير",
  "марта مارس",
  "апреля ابريل",
  "мая مايو",
  "июня يونيو",
  "июля يوليو",
  "августа اغسطس",
  "сентября سبتمبر",
  "октября اكتوبر",
  "ноября نوفمبر",
  "декабря ديسمبر",
];

/**
 * Minutes east of Greenwich. Only names that mean one zone: `IST`, `BST`, `AST` and the American `ET` mean several and
 * make a date unknown. `EST` to `PDT` are RFC 822's own.
 */
const ZONE_MINUTES: ReadonlyMap<string, number> = new Map([
  ["z", 0],
  ["ut", 0],
  ["utc", 0],
  ["gmt", 0],
  ["wet", 0],
  ["est", -300],
  ["edt", -240],
  ["cst", -360],
  ["cdt", -300],
  ["mst", -420],
  ["mdt", -360],
  ["pst", -480],
  ["pdt", -420],
  ["akst", -540],
  ["akdt", -480],
  ["hst", -600],
  ["brt", -180],
  ["art", -180],
  ["west", 60],
  ["wat", 60],
  ["cet", 60],
  ["met", 60],
  ["mez", 60],
  ["cest", 120],
  ["mest", 120],
  ["mesz", 120],
  ["cat", 120],
  ["sast", 120],
  ["eet", 120],
  ["eest", 180],
  ["eat", 180],
  ["msk", 180],
  ["pkt", 300],
  ["wib", 420],
  ["hkt", 480],
  ["sgt", 480],
  ["awst", 480],
  ["jst", 540],
  ["kst", 540],
  ["aest", 600],
  ["aedt", 660],
  ["nzst", 720],
  ["nzdt", 780],
]);

/** Words between the parts of a date that say nothing. */
const FILLERS: ReadonlySet<string> = new Set(
  "at of the on le la a de del dia el um uhr den der kl klo om saa tarehe ya ku ora il alle ore as em г в - – | th".split(
    " ",
  ),
);

const MONTH_BY_WORD: ReadonlyMap<string, number> = new Map(
  [MONTH_WORDS, MONTH_WORDS_OTHER_SCRIPTS].flatMap((table) =>
    table.flatMap((words, month) => words.split(" ").map((word): [string, number] => [word, month + 1])),
  ),
);

/** @returns 1 to 12 */
export function monthOf(word: string): number | undefined {
  return MONTH_BY_WORD.get(word);
}

/** @returns minutes east of Greenwich */
export function zoneOf(word: string): number | undefined {
  return ZONE_MINUTES.get(word);
}

export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}

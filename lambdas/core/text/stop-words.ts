/**
 * Words so common that a rule made of nothing else would match every story of its language: the closed-class words of
 * English, French, Swahili, Kinyarwanda/Kirundi and Lingala, folded. Kept short on purpose: what is missing here only
 * costs a warning, what is wrong here forbids a rule.
 */
const WORDS = `
  a an and are as at be been but by can do for from had has have he her his how i if in into is it its me my no not of
  off on or our out she so some than that the their them then there these they this those to too up us was we were what
  when where which who why will with would you your
  au aux avec ce ces cet cette dans de des du elle elles en es est et eu il ils je la le les leur leurs lui ma mais me
  mes mon ne nos notre nous on ont ou par pas plus pour qu que qui sa se ses son sont sur ta te tes toi ton tu un une vos
  votre vous y
  cha huyo huu hii hiyo hilo ile ili ina ingawa kama katika kila kwa kwamba la lakini na ni nini sana wa wake wao ya yake
  yao yeye za
  ariko bya bwa by cy cya ku kuri mu muri n nk no rya ry ubu uyu iyi iki aya bari yari
  ba bo ezali ezalaki mpe oyo po te ti
`;

const STOP_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ""));

/** Whether a folded token says nothing by itself: a function word or a single character. */
export function isStopWord(form: string): boolean {
  return form.length === 1 || STOP_WORDS.has(form);
}

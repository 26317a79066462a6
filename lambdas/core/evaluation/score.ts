/** How well a rule set finds what it should, and only that. */

/** Counts of four outcomes, and the three figures that desks compare. */
export interface Score {
  /** wanted and matched */
  readonly hits: number;
  /** wanted, not matched */
  readonly misses: number;
  /** not wanted, matched */
  readonly falseAlarms: number;
  /** not wanted, not matched */
  readonly rejections: number;
  /** share of the matched that were wanted, 0 to 1; 1 when nothing matched */
  readonly precision: number;
  /** share of the wanted that were matched, 0 to 1; 1 when nothing was wanted */
  readonly recall: number;
  /** harmonic mean of the two, 0 to 1 */
  readonly f1: number;
}

/** A story's label against what the rules made of it. */
export interface Verdict {
  readonly isWanted: boolean;
  readonly isMatched: boolean;
}

/** @see https://en.wikipedia.org/wiki/Precision_and_recall */
export function scoreVerdicts(verdicts: Iterable<Verdict>): Score {
  let hits = 0;
  let misses = 0;
  let falseAlarms = 0;
  let rejections = 0;
  for (const { isWanted, isMatched } of verdicts) {
    if (isWanted && isMatched) hits += 1;
    else if (isWanted) misses += 1;
    else if (isMatched) falseAlarms += 1;
    else rejections += 1;
  }
  const precision = share(hits, falseAlarms);
  const recall = share(hits, misses);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { hits, misses, falseAlarms, rejections, precision, recall, f1 };
}

function share(part: number, rest: number): number {
  return part + rest === 0 ? 1 : part / (part + rest);
}

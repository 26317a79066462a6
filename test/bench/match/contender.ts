import type { BenchStory } from "./work.ts";

/** One way of holding rules against stories, ready to run. */
export interface Contender {
  readonly name: string;
  /** Hold all rules against one story. @returns a number that depends on the result, so that nothing is optimised away */
  run(index: number): number;
}

/** A contender that cannot take part, and why. */
export interface Absentee {
  readonly name: string;
  readonly reason: string;
}

/** Both parts in one text, as those need it that know no fields. */
export function wholeText({ title, summary }: BenchStory): string {
  return `${title}\n${summary}`;
}

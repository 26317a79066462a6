/**
 * Rules of the shapes that desks write, with words as rare as it takes for a wanted number of matches a story. A desk of
 * 100 rules watches common things, a list of 100,000 names and companies matches a story in twenty all the same.
 */
import type { Rule } from "../../../lambdas/core/rules/rule.ts";
import { createRandom, type Random } from "./random.ts";
import { FOLLOWED, TOKENS } from "./synthetic-stories.ts";
import { followerOf, rankOfShare, wordOf } from "./vocabulary.ts";

/** Most common word that a rule asks for beside a rarer one, as a share of stories. */
const COMMON = 0.15;

type Shape = (random: Random, share: number) => string;

/** Shapes and how many in a hundred rules have them. */
const SHAPES: readonly (readonly [percent: number, shape: Shape])[] = [
  [18, (random, share) => word(random, share)],
  [14, phrase],
  [4, (random, share) => `${phrase(random, Math.sqrt(share))} AND ${word(random, Math.sqrt(share))}`],
  [8, (random, share) => pair(random, share, (a, b) => `${a.padEnd(4, "a")}* AND ${b}`)],
  [20, (random, share) => pair(random, share, (a, b) => `${a} AND ${b}`)],
  [8, (random, share) => pair(random, share / 2, (a, b) => `${a} AND (${b} OR ${word(random, share)})`)],
  [8, (random, share) => `${word(random, share)} NOT ${word(random, COMMON)}`],
  [
    8,
    (random, share) =>
      pair(random, share, (a, b) => `(${a} OR ${word(random, 1e-7)}) AND ${b} NOT ${word(random, 0.02)}`),
  ],
  [10, (random, share) => pair(random, share * 10, (a, b) => `${a} NEAR/5 ${b}`)],
  [2, (random, share) => pair(random, share * 20, (a, b) => `title:${a} AND ${b}`)],
];

/**
 * @param matchesPerStory - rules that a story matches on average
 */
export function makeRules(count: number, matchesPerStory: number, seed: number): readonly Rule[] {
  const random = createRandom(seed);
  const rules: Rule[] = [];
  for (let index = 0; index < count; index += 1) {
    const shape = drawShape(random);
    const query = shape(random, Math.min(0.3, matchesPerStory / count));
    rules.push({ id: `rule-${index}`, title: `Rule ${index}`, severity: "medium", enabled: true, query });
  }
  return rules;
}

function drawShape(random: Random): Shape {
  let at = random() * 100;
  for (const [percent, shape] of SHAPES) {
    at -= percent;
    if (at < 0) return shape;
  }
  return word;
}

function word(random: Random, share: number): string {
  return wordOf(spread(random, rankOfShare(share, TOKENS)));
}

/** Two words of which one follows the other now and then. */
function phrase(random: Random, share: number): string {
  const first = spread(random, rankOfShare(Math.min(0.5, share / FOLLOWED), TOKENS));
  return `"${wordOf(first)} ${wordOf(followerOf(first))}"`;
}

/** Two words that stand in one story in that share of stories; one may be common. */
function pair(random: Random, share: number, print: (a: string, b: string) => string): string {
  const most = Math.max(Math.sqrt(share), COMMON);
  const common = Math.sqrt(share) * (most / Math.sqrt(share)) ** random();
  const words = [word(random, common), word(random, Math.min(0.5, share / common))];
  if (random() < 0.5) words.reverse();
  return print(words[0] ?? "", words[1] ?? "");
}

/** A rank nearby, for not all rules of one rarity ask for the same word. */
function spread(random: Random, rank: number): number {
  return Math.floor(rank * (0.6 + 0.8 * random()));
}

/** Stories of 1.5 KB with a title, drawn from the vocabulary; the same for the same seed. */

import { createRandom, type Random } from "./random.ts";
import { drawRank, followerOf, wordOf } from "./vocabulary.ts";
import type { BenchStory } from "./work.ts";

const TITLE_LENGTH = 75;
const SUMMARY_LENGTH = 1_425;

/** Share of words that are followed by the word which often follows them. */
export const FOLLOWED = 0.05;

/** Tokens of a story, about. */
export const TOKENS = 245;

export function makeStories(count: number, seed: number): readonly BenchStory[] {
  const random = createRandom(seed);
  const stories: BenchStory[] = [];
  for (let index = 0; index < count; index += 1) {
    const title = makeText(random, TITLE_LENGTH);
    stories.push({ id: `story-${index}`, title, summary: makeText(random, SUMMARY_LENGTH) });
  }
  return stories;
}

function makeText(random: Random, length: number): string {
  let text = "";
  let startsSentence = true;
  let rank = 0;
  while (text.length < length) {
    rank = rank > 0 && random() < FOLLOWED ? followerOf(rank) : drawRank(random);
    const word = wordOf(rank);
    // Names are capitalised, and so is the first word of a sentence.
    const isCapitalised = startsSentence || rank % 5 === 4;
    text += isCapitalised ? word.slice(0, 1).toUpperCase() + word.slice(1) : word;
    const gap = random();
    startsSentence = gap < 0.05;
    text += startsSentence ? ". " : gap < 0.11 ? ", " : gap < 0.15 ? "’" : gap < 0.17 ? "-" : " ";
  }
  return text;
}

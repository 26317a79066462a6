/**
 * How good a grouping is, story by story.
 * @see Bagga and Baldwin, Entity-based cross-document coreferencing, 1998
 */
export interface GroupingScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** share of the true events whose first story was put into another event: what a desk would have missed */
  readonly swallowed: number;
}

/** @param found - and `truth`: the group of each story, in order of publication */
export function scoreGrouping(found: readonly string[], truth: readonly string[]): GroupingScore {
  const stories = found.map((_, index) => index);
  const mean = (share: (story: number) => number): number =>
    stories.reduce((sum, story) => sum + share(story), 0) / stories.length;
  const overlap = (story: number): number =>
    stories.filter((other) => found[other] === found[story] && truth[other] === truth[story]).length;
  const sizeOf = (groups: readonly string[], story: number): number =>
    groups.filter((group) => group === groups[story]).length;
  const precision = mean((story) => overlap(story) / sizeOf(found, story));
  const recall = mean((story) => overlap(story) / sizeOf(truth, story));
  const firsts = stories.filter((story) => truth.indexOf(truth[story] ?? "") === story);
  const swallowed = firsts.filter((story) => found.indexOf(found[story] ?? "") !== story).length / firsts.length;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall), swallowed };
}

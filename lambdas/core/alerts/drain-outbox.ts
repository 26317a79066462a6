import { messageOf } from "../errors.ts";
import type { Decision, StoryId } from "../stories/story.ts";
import { type TellDependencies, tellStory } from "./tell-story.ts";

/** Open stories read at a time. */
const ROUND = 50;

interface SettledStory {
  readonly storyId: StoryId;
  readonly decision: Decision;
}

interface FailedStory {
  readonly storyId: StoryId;
  readonly reason: string;
}

export interface DrainReport {
  readonly settled: readonly SettledStory[];
  /** stories that could not be told now and stay open */
  readonly failed: readonly FailedStory[];
  /** of the oldest story that was found open, how long it had waited; 0 when none was */
  readonly oldestOpenAgeMs: number;
}

/**
 * Decide every open story, oldest first. One that fails stays open, is reported, and does not hold up the others.
 * @param mayContinue - asked before each story: false ends the work early; what is left stays open for the next run
 */
export async function drainOutbox(
  deps: TellDependencies,
  mayContinue: () => boolean = () => true,
): Promise<DrainReport> {
  const settled: SettledStory[] = [];
  const failed: FailedStory[] = [];
  const tried = new Set<StoryId>();
  let oldestOpenAgeMs = 0;
  for (;;) {
    // The index lags behind: it may still name stories that were settled a moment ago, so ask for that many more.
    const round = (await deps.stories.listOpen(ROUND + tried.size)).filter((id) => !tried.has(id));
    if (round.length === 0) return { settled, failed, oldestOpenAgeMs };
    for (const storyId of round) {
      if (!mayContinue()) return { settled, failed, oldestOpenAgeMs };
      tried.add(storyId);
      const story = await deps.stories.get(storyId, deps.now());
      if (story === undefined || !story.isOpen) continue;
      oldestOpenAgeMs = Math.max(oldestOpenAgeMs, deps.now() - story.firstSeenAt);
      try {
        const outcome = await tellStory(story, deps);
        if (outcome.kind === "settled") settled.push({ storyId, decision: outcome.decision });
      } catch (error) {
        failed.push({ storyId, reason: messageOf(error) });
      }
    }
  }
}

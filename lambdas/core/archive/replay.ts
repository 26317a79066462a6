/**
 * Reads back the stories of some days, several shards at once and the newest days first, within a bound of time, reads
 * and stories. When a bound is met it stops and says so: a part that is told to be a part is of use, a part that is
 * taken for the whole is not.
 */
import type { StoryTimeline } from "../ports.ts";
import type { Story } from "../stories/story.ts";
import { type Clock, DAY_MS, type EpochMs, utcDay } from "../time.ts";

export interface ReplaySpan {
  /** bounds of firstSeenAt: inclusive, exclusive */
  readonly since: EpochMs;
  readonly until: EpochMs;
}

export interface ReplayBounds {
  readonly ms: number;
  readonly readUnits: number;
  readonly stories: number;
}

export interface ReplayReport {
  readonly stories: number;
  readonly readUnits: number;
  /** why it stopped before the end */
  readonly stoppedBy?: "time" | "reads" | "stories";
  /** days that were read in part or not at all, the newest first */
  readonly unfinishedDays: readonly string[];
}

/** What one request of the API may take: the gateway gives up after 30 seconds. 50,000 read units are $0.00625. */
export const REPLAY_BOUNDS: ReplayBounds = { ms: 20_000, readUnits: 50_000, stories: 200_000 };

/** Shards under way at once: reading waits for the network, so one story's matching hides another page's way. */
const PARALLEL_SHARDS = 8;

/** @param visit - called with every story, in no order across shards */
export async function replay(
  timeline: StoryTimeline,
  span: ReplaySpan,
  visit: (story: Story, day: string) => void,
  clock: Clock,
  bounds: ReplayBounds = REPLAY_BOUNDS,
): Promise<ReplayReport> {
  const startedAt = clock();
  const days = daysOf(span);
  const tasks = days.flatMap((day) => Array.from({ length: timeline.shards }, (_, shard) => ({ day, shard })));
  const open = new Map(days.map((day) => [day, timeline.shards]));
  let stories = 0;
  let readUnits = 0;
  let next = 0;
  const boundMet = (): ReplayReport["stoppedBy"] => {
    if (clock() - startedAt >= bounds.ms) return "time";
    if (readUnits >= bounds.readUnits) return "reads";
    return stories >= bounds.stories ? "stories" : undefined;
  };
  let stoppedBy: ReplayReport["stoppedBy"];

  const readShards = async (): Promise<void> => {
    for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) {
      let after: string | undefined;
      do {
        stoppedBy ??= boundMet();
        if (stoppedBy !== undefined) return;
        const page = await timeline.readShard({
          ...task,
          ...span,
          now: startedAt,
          ...(after !== undefined && { after }),
        });
        readUnits += page.readUnits;
        stories += page.items.length;
        for (const story of page.items) visit(story, task.day);
        after = page.next;
      } while (after !== undefined);
      open.set(task.day, (open.get(task.day) ?? 0) - 1);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_SHARDS }, readShards));
  const unfinishedDays = days.filter((day) => (open.get(day) ?? 0) > 0);
  return { stories, readUnits, ...(unfinishedDays.length > 0 && stoppedBy && { stoppedBy }), unfinishedDays };
}

/** UTC days that the span touches, the newest first. */
function daysOf({ since, until }: ReplaySpan): readonly string[] {
  const days: string[] = [];
  for (let at = Math.floor((until - 1) / DAY_MS) * DAY_MS; at + DAY_MS > since; at -= DAY_MS) days.push(utcDay(at));
  return days;
}

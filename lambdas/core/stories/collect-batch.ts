/**
 * The feeds of one queue message. Feeds of one host are polled one after the other with a pause between, different
 * hosts side by side, and no feed harms another.
 */
import { politenessHost } from "../feeds/batch-feeds.ts";
import type { Feed } from "../feeds/feed.ts";
import { addressOf } from "../feeds/moved-feed.ts";
import type { FeedBatch } from "../ports.ts";
import { SECOND_MS } from "../time.ts";
import { type CollectDependencies, collectFeed, type FeedOutcome } from "./collect-feed.ts";

/** Between two requests to one host. */
const POLITE_PAUSE_MS = SECOND_MS;

/** Hosts polled at once: a small function has little memory, and a document may hold 5 MB. */
const HOSTS_AT_ONCE = 6;

export interface CollectBatchDependencies extends CollectDependencies {
  readonly pause: (ms: number) => Promise<void>;
  /** the desk's own hosts need no politeness */
  readonly isOwnHost: (url: string) => boolean;
  /** asked before each feed: false ends the work early */
  readonly mayContinue: () => boolean;
}

export interface BatchOutcome {
  readonly outcomes: readonly FeedOutcome[];
  /** what stores threw: those feeds were not finished, and the message must come back */
  readonly errors: readonly unknown[];
  /** false when time ran out: the message must come back too */
  readonly isComplete: boolean;
}

/** Poll every feed of the batch, whatever becomes of the others. */
export async function collectBatch(batch: FeedBatch, deps: CollectBatchDependencies): Promise<BatchOutcome> {
  const lanes = byHost(await deps.feeds.getMany(batch.feedIds));
  const outcomes: FeedOutcome[] = [];
  const errors: unknown[] = [];
  let isComplete = true;

  async function collectLane(feeds: readonly Feed[]): Promise<void> {
    for (const [index, feed] of feeds.entries()) {
      if (!deps.mayContinue()) {
        isComplete = false;
        return;
      }
      if (index > 0 && !deps.isOwnHost(feed.url)) await deps.pause(POLITE_PAUSE_MS);
      try {
        outcomes.push(await collectFeed(feed, deps));
      } catch (error) {
        errors.push(error);
      }
    }
  }

  async function drive(): Promise<void> {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) await collectLane(lane);
  }

  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, drive));
  return { outcomes, errors, isComplete };
}

function byHost(feeds: readonly Feed[]): Feed[][] {
  const lanes = new Map<string, Feed[]>();
  for (const feed of feeds) {
    const host = politenessHost(addressOf(feed));
    const lane = lanes.get(host);
    if (lane === undefined) lanes.set(host, [feed]);
    else lane.push(feed);
  }
  return [...lanes.values()];
}

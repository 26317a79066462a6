import type { SeenStory } from "../../core/ledger/seen-story.ts";
import type { ShardQuery, StoryStore, StoryTimeline, TimelinePage } from "../../core/ports.ts";
import type { Decision, Story, StoryId, StoryRevision, StorySource, StoryText } from "../../core/stories/story.ts";
import { type EpochMs, utcDay } from "../../core/time.ts";
import { isExpired, wholeSecondExpiry } from "../dynamo/expiry.ts";
import { boundRevisions, TIMELINE_SHARDS, timelineDay, timelinePartition } from "../dynamo/story-item.ts";

/** Stories on one page of the timeline. */
const TIMELINE_PAGE = 100;

/** Stories in memory, for tests and dry runs: the semantics of the port and nothing else. */
export class MemoryStoryStore implements StoryStore, StoryTimeline {
  readonly shards = TIMELINE_SHARDS;
  readonly #stories = new Map<StoryId, Story>();

  async putIfNew(story: Story): Promise<boolean> {
    if (this.#stories.has(story.id)) return false;
    this.#stories.set(story.id, wholeSecondExpiry({ ...story, revisions: boundRevisions(story.revisions) }));
    return true;
  }

  async addSource(id: StoryId, source: StorySource): Promise<boolean> {
    const story = this.#stories.get(id);
    if (!story || story.sources.some(({ feedId }) => feedId === source.feedId)) return false;
    this.#stories.set(id, { ...story, sources: [...story.sources, source] });
    return true;
  }

  async revise(id: StoryId, text: StoryText, former: StoryRevision): Promise<"revised" | "unchanged" | "missing"> {
    const story = this.#stories.get(id);
    if (!story) return "missing";
    if (story.contentHash === text.contentHash) return "unchanged";
    const { title, summary, body, contentHash, matches, severity, entities } = text;
    const revisions = boundRevisions([...story.revisions, former]);
    const isOpen = matches.length > 0;
    const revised = { ...story, title, summary, body, contentHash, matches, severity, entities, revisions, isOpen };
    this.#stories.set(id, revised);
    return "revised";
  }

  async get(id: StoryId, now: EpochMs): Promise<Story | undefined> {
    const story = this.#stories.get(id);
    return story && !isExpired(story.expiresAt, now) ? story : undefined;
  }

  async getMany(ids: readonly StoryId[], now: EpochMs): Promise<readonly Story[]> {
    const stories = await Promise.all(ids.map((id) => this.get(id, now)));
    return stories.filter((story) => story !== undefined);
  }

  async listOpen(limit: number): Promise<readonly StoryId[]> {
    const open = [...this.#stories.values()].filter(({ isOpen }) => isOpen);
    open.sort((a, b) => a.firstSeenAt - b.firstSeenAt);
    return open.slice(0, limit).map(({ id }) => id);
  }

  async settle(id: StoryId, contentHash: string, decision: Decision): Promise<boolean> {
    const story = this.#stories.get(id);
    if (!story?.isOpen || story.contentHash !== contentHash) return false;
    this.#stories.set(id, { ...story, decision, isOpen: false });
    return true;
  }

  async readShard({ day, shard, now, since, until, after }: ShardQuery): Promise<TimelinePage> {
    const all = [...this.#stories.values()]
      .filter(({ firstSeenAt }) => utcDay(firstSeenAt) === day && firstSeenAt >= since && firstSeenAt < until)
      .filter(({ firstSeenAt, id }) => timelineDay(firstSeenAt, id) === timelinePartition(day, shard))
      .sort((a, b) => b.firstSeenAt - a.firstSeenAt);
    const start = Number(after ?? 0);
    const page = all.slice(start, start + TIMELINE_PAGE);
    const end = start + page.length;
    const items = page.filter((story) => !isExpired(story.expiresAt, now));
    return { items, readUnits: Math.max(0.5, page.length / 4), ...(end < all.length && { next: String(end) }) };
  }

  async *listSeen(since: EpochMs, until: EpochMs): AsyncGenerator<SeenStory> {
    for (const { firstSeenAt, severity, isOpen, decision } of this.#stories.values()) {
      if (firstSeenAt < since || firstSeenAt >= until) continue;
      yield { firstSeenAt, isMatched: severity !== undefined, isOpen, ...(decision && { decision: decision.kind }) };
    }
  }
}

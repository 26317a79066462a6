/**
 * One open story, from the outbox to its decision: find or start its event, decide, write the event, publish, post the
 * story under its facets, and only then settle it. Every step can be done again: the event remembers what was decided
 * for each story, and an alert's id follows from event and revision, so a worker that died is repeated, not contradicted.
 */
import { KivuWatchError } from "../errors.ts";
import type { AlertPublisher, EventStore, MentionStore, StoryStore } from "../ports.ts";
import { highestSeverity } from "../rules/severity.ts";
import type { FacetGazetteer } from "../stories/facets.ts";
import { mentionsOf } from "../stories/facets.ts";
import type { Decision, Story } from "../stories/story.ts";
import { type Clock, DAY_MS, type EpochMs } from "../time.ts";
import { alertFromStory, type EntityLookup } from "./alert-from-story.ts";
import { alertId, eventIdFor } from "./alert-id.ts";
import { decide } from "./decide.ts";
import type { EventProfile, EventStory, NewsEvent } from "./event.ts";
import { isSameEvent, lookupsOf, postingsOf, profileOf } from "./event-grouping.ts";

/** An event's record outlives its last story by this much. */
const EVENT_RETENTION_MS = 400 * DAY_MS;

/** Stories listed on one event; later ones count as outlets only. An item may hold 400 KB. */
const MAX_EVENT_STORIES = 200;

/** Another worker may write the same event between our read and our write: look again, this often. */
const MAX_ATTEMPTS = 5;

export interface TellDependencies {
  readonly stories: StoryStore;
  readonly mentions: MentionStore;
  readonly events: EventStore;
  readonly publisher: AlertPublisher;
  readonly entityOf: EntityLookup;
  readonly gazetteer: FacetGazetteer;
  /** how telling an entity is of an event, from 0 (a theme) up */
  readonly rarity: (id: string) => number;
  readonly alertMaxAgeMs: number;
  readonly now: Clock;
}

export type TellOutcome =
  | { readonly kind: "settled"; readonly decision: Decision }
  /** its text changed while we worked: it stays open and is decided again */
  | { readonly kind: "changed" };

/**
 * @param story - open, and read consistently a moment ago
 * @throws what a store or the publisher throws; the story then stays open
 */
export async function tellStory(story: Story, deps: TellDependencies): Promise<TellOutcome> {
  const { event, decision } = await joinEvent(story, deps);
  if (decision.kind === "new" || decision.kind === "update") {
    await deps.publisher.publish(alertFromStory(story, event, { ...decision, kind: decision.kind }, deps.entityOf));
  }
  await deps.mentions.putAll(mentionsOf(story, deps.gazetteer));
  const isSettled = await deps.stories.settle(story.id, story.contentHash, decision);
  return isSettled ? { kind: "settled", decision } : { kind: "changed" };
}

interface Joined {
  /** as it was right after the decision, also when the decision is an old one */
  readonly event: NewsEvent;
  readonly decision: Decision;
}

async function joinEvent(story: Story, deps: TellDependencies): Promise<Joined> {
  const profile = profileOf(story);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const found = await findEvent(story, profile, deps);
    const recorded = found?.stories.find((each) => each.storyId === story.id && isStillDue(each, story));
    if (found !== undefined && recorded !== undefined) {
      return { event: { ...found, revision: recorded.revision ?? found.revision }, decision: recorded.decision };
    }
    const joined = addStory(story, found ?? startEvent(story, profile), deps);
    // An event is found by its first story, so it is posted once.
    const postings = found === undefined ? postingsOf(profile, joined.event.createdAt) : [];
    if (await deps.events.put(joined.event, postings)) return joined;
  }
  throw new KivuWatchError(
    "E_EVENT_CONFLICT",
    `story ${story.id}: its event was written by others ${MAX_ATTEMPTS} times in a row; it stays open`,
  );
}

/**
 * Whether what the event recorded for the story is to be done (again): the same text, or an alert that may never have
 * been published because the worker died before it settled the story, whose text was edited since.
 */
function isStillDue(recorded: EventStory, story: Story): boolean {
  return recorded.contentHash === story.contentHash || recorded.decision.alertId !== story.decision?.alertId;
}

async function findEvent(story: Story, profile: EventProfile, deps: TellDependencies): Promise<NewsEvent | undefined> {
  const own = await deps.events.get(story.decision?.eventId ?? eventIdFor(story.id));
  if (own !== undefined) return own;

  let best: { readonly event: NewsEvent; readonly score: number } | undefined;
  for (const id of await deps.events.findIds(lookupsOf(profile, story.publishedAt), deps.now())) {
    const event = await deps.events.get(id);
    if (event === undefined) continue;
    if (event.stories.some((each) => each.storyId === story.id)) return event;
    const likeness = isSameEvent(
      { profile, at: story.publishedAt, title: story.title, lang: story.lang },
      event,
      deps.rarity,
    );
    if (likeness.same && likeness.score > (best?.score ?? 0)) best = { event, score: likeness.score };
  }
  return best?.event;
}

function startEvent(story: Story, profile: EventProfile): NewsEvent {
  return {
    id: eventIdFor(story.id),
    createdAt: story.publishedAt,
    lastStoryAt: story.publishedAt,
    severity: story.severity ?? "low",
    title: story.title,
    profile,
    stories: [],
    outlets: [],
    revision: 0,
    version: 0,
    expiresAt: story.publishedAt + EVENT_RETENTION_MS,
  };
}

function addStory(story: Story, before: NewsEvent, deps: TellDependencies): Joined {
  const at = deps.now();
  const source = story.sources[0]?.source ?? "unknown";
  const counted = {
    ...before,
    lastStoryAt: Math.max(before.lastStoryAt, story.publishedAt),
    severity: highestSeverity([before.severity, story.severity ?? "low"]),
    outlets: before.outlets.includes(source) ? before.outlets : [...before.outlets, source],
    version: before.version + 1,
    expiresAt: Math.max(before.expiresAt, story.publishedAt + EVENT_RETENTION_MS),
  };
  const verdict = decide(story, counted, deps.alertMaxAgeMs, at);
  const isTold = verdict.kind === "new" || verdict.kind === "update";
  const revision = isTold ? before.revision + 1 : before.revision;
  const decision: Decision = {
    ...verdict,
    at,
    eventId: before.id,
    alertId: isTold ? alertId(before.id, revision) : undefined,
  };
  const others = before.stories.filter((each) => each.storyId !== story.id);
  const event: NewsEvent = {
    ...counted,
    revision,
    told: isTold ? toldNow(counted, at) : before.told,
    stories: [...others, eventStory(story, source, decision, isTold ? revision : undefined)].slice(-MAX_EVENT_STORIES),
  };
  return { event, decision };
}

function toldNow(event: NewsEvent, at: EpochMs): NonNullable<NewsEvent["told"]> {
  return { at, outlets: event.outlets.length, severity: event.severity };
}

function eventStory(story: Story, source: string, decision: Decision, revision: number | undefined): EventStory {
  const { contentHash, title, url, lang, publishedAt } = story;
  return { storyId: story.id, contentHash, title, url, source, lang, publishedAt, decision, revision };
}

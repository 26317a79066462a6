/**
 * One open story, from the outbox to its decision: find or start its event, decide, write the event, publish, post the
 * story under its facets, and only then settle it. Every step can be done again: the event remembers what was decided
 * for each story, and an alert's id follows from event and revision, so a worker that died is repeated, not contradicted.
 */
import { KivuWatchError } from "../errors.ts";
import type { AlertPublisher, DigestStore, EventStore, MentionStore, StoryStore } from "../ports.ts";
import { highestSeverity, type Severity } from "../rules/severity.ts";
import type { FacetGazetteer } from "../stories/facets.ts";
import { mentionsOf } from "../stories/facets.ts";
import type { Decision, Story } from "../stories/story.ts";
import type { Clock, EpochMs } from "../time.ts";
import { alertFromStory, type EntityLookup } from "./alert-from-story.ts";
import { alertId } from "./alert-id.ts";
import { decide, wasTold } from "./decide.ts";
import { digestEntry } from "./digest.ts";
import type { EventProfile, EventStory, NewsEvent, Toll } from "./event.ts";
import { postingsOf, profileOf } from "./event-grouping.ts";
import { EVENT_RETENTION_MS, findEvent, startEvent } from "./find-event.ts";
import { hearStory } from "./hear-story.ts";
import type { Hold } from "./hold-until.ts";
import { type Routed, route } from "./route.ts";
import { isActive, type Silence } from "./silence.ts";
import { tollKnown } from "./toll-change.ts";

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
  /** what the desk asked not to hear now @default it hears everything at once */
  readonly routing?: Routing;
  readonly now: Clock;
}

/** Silences, quiet hours and digests. */
export interface Routing {
  /** may name silences that ended a moment ago */
  listSilences(): Promise<readonly Silence[]>;
  /** @returns undefined when an alert of that severity goes out at once */
  holdUntil(severity: Severity, at: EpochMs): Hold | undefined;
  readonly digests: Pick<DigestStore, "hold">;
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
  const silences = (await deps.routing?.listSilences()) ?? [];
  const joined = await joinEvent(story, silences, deps);
  const { decision } = joined;
  await deliver(story, joined, silences, deps);
  await deps.mentions.putAll(mentionsOf(story, deps.gazetteer));
  const isSettled = await deps.stories.settle(story.id, story.contentHash, decision);
  return isSettled ? { kind: "settled", decision } : { kind: "changed" };
}

interface Joined {
  /** as it was right after the decision, also when the decision is an old one */
  readonly event: NewsEvent;
  readonly decision: Decision;
  /** the window, when the decision keeps the story for a digest */
  readonly digestDueAt?: EpochMs;
}

async function deliver(
  story: Story,
  { event, decision, digestDueAt }: Joined,
  silences: readonly Silence[],
  deps: TellDependencies,
): Promise<void> {
  const hearing = hearStory(story, event.id, activeAt(silences, decision.at), deps);
  const heard = hearing.kind === "audible" ? hearing.story : story;
  if (decision.kind === "new" || decision.kind === "update") {
    const told = { ...decision, kind: decision.kind };
    await deps.publisher.publish(alertFromStory(heard, event, told, deps.entityOf, deps.gazetteer.ancestorsOf));
  }
  if (decision.kind === "digest" && digestDueAt !== undefined) {
    const held = { eventId: event.id, dueAt: digestDueAt, at: decision.at };
    await deps.routing?.digests.hold(digestEntry(heard, held, deps.gazetteer.ancestorsOf));
  }
}

async function joinEvent(story: Story, silences: readonly Silence[], deps: TellDependencies): Promise<Joined> {
  const profile = profileOf(story);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const found = await findEvent(story, profile, deps);
    const recorded = found?.stories.find((each) => each.storyId === story.id && isStillDue(each, story));
    if (found !== undefined && recorded !== undefined) {
      const { decision, digestDueAt, revision = found.revision } = recorded;
      return { event: { ...found, revision }, decision, digestDueAt };
    }
    const joined = addStory(story, profile, found ?? startEvent(story, profile), silences, deps);
    // An event is found by its first story, so it is posted once.
    const postings = found === undefined ? postingsOf(profile, deps.rarity) : undefined;
    if (await deps.events.put(joined.event, postings)) return joined;
  }
  throw new KivuWatchError(
    "E_EVENT_CONFLICT",
    `story ${story.id}: its event was written by others ${MAX_ATTEMPTS} times in a row; it stays open`,
  );
}

/**
 * Whether what the event recorded for the story is to be done (again): the same text, or something that may never have
 * reached the desk because the worker died before it settled the story, whose text was edited since.
 */
function isStillDue({ contentHash, decision }: EventStory, story: Story): boolean {
  if (contentHash === story.contentHash) return true;
  const isForDesk = decision.kind === "new" || decision.kind === "update" || decision.kind === "digest";
  return isForDesk && !(story.decision?.kind === decision.kind && story.decision.at === decision.at);
}

function addStory(
  story: Story,
  profile: EventProfile,
  before: NewsEvent,
  silences: readonly Silence[],
  deps: TellDependencies,
): Joined {
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
  const formerToll = formerTollOf(story);
  const routed = routeStory(story, { ...counted, toll: profile.toll, formerToll, at }, silences, deps);
  const isPublished = routed.kind === "new" || routed.kind === "update";
  const revision = isPublished ? before.revision + 1 : before.revision;
  const decision: Decision = {
    kind: routed.kind,
    reason: routed.reason,
    at,
    eventId: before.id,
    alertId: isPublished ? alertId(before.id, revision) : undefined,
  };
  const { digestDueAt } = routed;
  const others = before.stories.filter((each) => each.storyId !== story.id);
  const own = eventStory(story, source, decision, isPublished ? revision : undefined, digestDueAt);
  const told = {
    at,
    outlets: counted.outlets.length,
    severity: highestSeverity([before.told?.severity ?? "low", routed.severity]),
    toll: tollKnown(before.told?.toll ?? {}, profile.toll, formerToll),
  };
  const event: NewsEvent = {
    ...counted,
    revision,
    told: isPublished || routed.kind === "digest" ? told : before.told,
    stories: [...others, own].slice(-MAX_EVENT_STORIES),
  };
  return { event, decision, digestDueAt };
}

function routeStory(
  story: Story,
  event: NewsEvent & { readonly toll: Toll; readonly formerToll: Toll; readonly at: EpochMs },
  silences: readonly Silence[],
  deps: TellDependencies,
): Routed & { readonly severity: Severity } {
  const { toll, formerToll, at } = event;
  const hearing = hearStory(story, event.id, activeAt(silences, at), deps);
  const heard = hearing.kind === "audible" ? hearing.story : story;
  const severity = heard.severity ?? "low";
  const verdict = decide(heard, { event, toll, formerToll, alertMaxAgeMs: deps.alertMaxAgeMs, now: at });
  const silence = hearing.kind === "silenced" ? hearing.silence : undefined;
  const routed = route(verdict, {
    silence,
    isUntold: event.revision === 0,
    hold: deps.routing?.holdUntil(severity, at),
  });
  return { ...routed, severity };
}

/** What the story counted when the desk was told of it, before its outlet edited it. */
function formerTollOf(story: Story): Toll {
  const former = story.revisions.at(-1);
  if (former === undefined || !wasTold(story)) return {};
  return profileOf({ title: former.title, summary: former.summary, entities: [] }).toll;
}

function activeAt(silences: readonly Silence[], at: EpochMs): readonly Silence[] {
  return silences.filter((silence) => isActive(silence, at));
}

function eventStory(
  story: Story,
  source: string,
  decision: Decision,
  revision: number | undefined,
  digestDueAt: EpochMs | undefined,
): EventStory {
  const { contentHash, title, url, lang, publishedAt } = story;
  return { storyId: story.id, contentHash, title, url, source, lang, publishedAt, decision, revision, digestDueAt };
}

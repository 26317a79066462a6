/**
 * A digest: alerts that waited, told together. Its window is the moment at which it is due. What it holds is fixed
 * ("sealed") before it is sent, so that a worker that died is repeated with the same digest under the same id, and a
 * story that comes late to its window gets a further digest instead of being lost.
 */
import type { EntityId } from "../gazetteer/entity.ts";
import type { Severity } from "../rules/severity.ts";
import type { Story, StoryId } from "../stories/story.ts";
import { sha256Hex } from "../text/sha256.ts";
import type { EpochMs } from "../time.ts";

/** A story that waits, with all that the digest says of it: it is told as it was when it was decided on. */
export interface DigestEntry {
  /** the window */
  readonly dueAt: EpochMs;
  readonly heldAt: EpochMs;
  readonly storyId: StoryId;
  readonly contentHash: string;
  readonly eventId: string;
  readonly severity: Severity;
  readonly title: string;
  readonly url?: string;
  readonly source: string;
  readonly lang?: string;
  readonly country?: string;
  readonly publishedAt: EpochMs;
  readonly rules: readonly string[];
  /** with those above them, as filters need them */
  readonly places: readonly EntityId[];
  readonly groups: readonly EntityId[];
  readonly themes: readonly EntityId[];
}

/** What one digest of a window consists of. */
export interface DigestSeal {
  readonly dueAt: EpochMs;
  /** counts the digests of the window, from 1 */
  readonly number: number;
  readonly sealedAt: EpochMs;
  /** keys of its entries, see {@link entryKey} */
  readonly keys: readonly string[];
  /** absent until SNS accepted it */
  readonly sentAt?: EpochMs;
}

export interface Digest {
  /** hash of window and number: a retry repeats it, and a receiver can drop it */
  readonly id: string;
  readonly dueAt: EpochMs;
  readonly number: number;
  /** loudest first, then newest; never empty */
  readonly entries: readonly DigestEntry[];
}

/** Lists of one entry; far more than a story has, and an item holds 400 KB. */
const MAX_IDS = 40;
const MAX_TITLE_UNITS = 300;
const MAX_URL_UNITS = 1_000;

/** @param ancestorsOf - of a place, nearest first */
export function digestEntry(
  story: Story,
  held: { readonly eventId: string; readonly dueAt: EpochMs; readonly at: EpochMs },
  ancestorsOf: (id: EntityId) => readonly EntityId[],
): DigestEntry {
  const ofType = (type: string) => story.entities.filter((id) => id.startsWith(`${type}.`));
  const places = ofType("place");
  return {
    dueAt: held.dueAt,
    heldAt: held.at,
    storyId: story.id,
    contentHash: story.contentHash,
    eventId: held.eventId,
    severity: story.severity ?? "low",
    title: story.title.slice(0, MAX_TITLE_UNITS),
    url: story.url !== undefined && story.url.length <= MAX_URL_UNITS ? story.url : undefined,
    source: (story.sources[0]?.source ?? "unknown").slice(0, MAX_TITLE_UNITS),
    lang: story.lang,
    country: story.country,
    publishedAt: story.publishedAt,
    rules: story.matches.map(({ ruleId }) => ruleId).slice(0, MAX_IDS),
    places: [...new Set([...places.flatMap(ancestorsOf), ...places])].slice(0, MAX_IDS),
    groups: ofType("group").slice(0, MAX_IDS),
    themes: ofType("theme").slice(0, MAX_IDS),
  };
}

/** One text of a story is told once. */
export function entryKey({ storyId, contentHash }: Pick<DigestEntry, "storyId" | "contentHash">): string {
  return `${storyId}#${contentHash}`;
}

/** @returns 32 hex digits */
export function digestId(dueAt: EpochMs, number: number): string {
  return sha256Hex(`digest:${dueAt}#${number}`).slice(0, 32);
}

import type { EntityId } from "../gazetteer/entity.ts";
import type { Severity } from "../rules/severity.ts";
import type { Decision, StoryId } from "../stories/story.ts";
import type { EpochMs } from "../time.ts";

/** A story's place in an event, with what was decided, so that a worker that died and returns decides the same. */
export interface EventStory {
  readonly storyId: StoryId;
  /** of the text that was decided on: an edited story is decided again */
  readonly contentHash: string;
  readonly title: string;
  readonly url?: string;
  readonly source: string;
  readonly lang?: string;
  readonly publishedAt: EpochMs;
  readonly decision: Decision;
  /** the event's revision that the decision published, when it published one */
  readonly revision?: number;
  /** the window of the digest that the decision keeps it for */
  readonly digestDueAt?: EpochMs;
}

/** How many people, and of what: `dead`, `injured`, `abducted` or `displaced`. */
export type Toll = Readonly<Partial<Record<TollKind, number>>>;

export type TollKind = "dead" | "injured" | "abducted" | "displaced";

/** Of whom the dead are, where a text says so. */
export type Victims = "fighters" | "soldiers" | "civilians";

/** What an event is recognised by: JSON, under 2 KB. Made by `profileOf` in event-grouping.ts; all lists are bounded. */
export interface EventProfile {
  /** those of the title first; themes left out */
  readonly entities: readonly EntityId[];
  /** numbers of two digits or more in the texts, as written without separators; no years, days or hours */
  readonly numbers: readonly string[];
  /** MinHash bands of the words, for finding reprints; see grouping/minhash.ts */
  readonly sketch: readonly number[];
  /** word trigrams, for proving reprints: five base-36 digits each, ascending; see grouping/shingles.ts */
  readonly shingles: string;
  /** how many of `entities` the title names */
  readonly titleEntities: number;
  /** capitalised words that are no known entity, folded: names are the same in every language */
  readonly names: readonly string[];
  /** how many of `names` the title has; absent on events that were stored before it was counted */
  readonly titleNames?: number;
  /** content words of the title and lead, by their beginnings, to compare texts of one language */
  readonly words: readonly string[];
  /** what is told by the title; see grouping/acts.ts */
  readonly titleActs: readonly string[];
  /** what else is told */
  readonly acts: readonly string[];
  /** what it is about, by words that are the same in every language; see grouping/things.ts */
  readonly titleThings: readonly string[];
  readonly things: readonly string[];
  /** digits of the weekdays that are named, Sunday is 0 */
  readonly days: string;
  readonly toll: Toll;
  /** of the toll's dead; absent where the text counts people, or nobody */
  readonly victims?: Victims;
}

/** Keys by which an event is found, so that a story reads a few items and scans nothing; see grouping/postings.ts. */
export interface EventKeys {
  /** each leads to one event, the last that was posted there: texts that share a band are much alike */
  readonly bands: readonly string[];
  /** each leads to every event of its time that has it */
  readonly features: readonly string[];
}

/** Where a story looks for its event. */
export interface EventLookup extends EventKeys {
  /** the event's first story was published at this time or later */
  readonly since: EpochMs;
  /** and at this time or earlier */
  readonly until: EpochMs;
}

/** What happened, told by one or more stories. */
export interface NewsEvent {
  /** 32 hex digits, derived from its first story: redoing the work finds the same event */
  readonly id: string;
  readonly createdAt: EpochMs;
  /** published time of the latest story */
  readonly lastStoryAt: EpochMs;
  readonly severity: Severity;
  readonly title: string;
  readonly profile: EventProfile;
  readonly stories: readonly EventStory[];
  /** outlets that told it, each once */
  readonly outlets: readonly string[];
  /** of the last alert; 0 when none was published */
  readonly revision: number;
  /** as it was when the last alert went out or was kept for a digest; absent before the first */
  readonly told?: {
    readonly at: EpochMs;
    readonly outlets: number;
    readonly severity: Severity;
    /** the highest number of each kind, unless the outlet corrected its own */
    readonly toll?: Toll;
  };
  /** counts writes, for optimistic locking; 0 before the first */
  readonly version: number;
  readonly expiresAt: EpochMs;
}

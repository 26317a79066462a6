/** Whom a look at the feeds' health finds: each feed and each language, as it is now. */
import type { EpochMs } from "../time.ts";
import type { Feed, FeedState } from "./feed.ts";
import { type FeedHealth, feedHealth } from "./feed-health.ts";
import type { HealthLine } from "./health-notice.ts";
import { languageVolumes } from "./language-volumes.ts";

export interface Patient {
  /** the feed's id, or `lang#sw` */
  readonly key: string;
  readonly line: Omit<HealthLine, "from" | "to">;
  readonly health: FeedHealth;
  /** whether an outage would explain it */
  readonly isUnanswered: boolean;
}

/** @param now - the moment of the look */
export function feedPatient(feed: Feed, now: EpochMs): Patient {
  const { id, title, url, state } = feed;
  const health = feedHealth(feed, now);
  // One failure of a new feed is weather, as it is of an old one.
  const isUntried = health === "late" && state.lastGoodAt === undefined;
  return {
    key: id,
    line: { name: title, url, detail: detailOf(health, state) },
    health: isUntried ? "waiting" : health,
    isUnanswered: health === "late" || health === "failing",
  };
}

function detailOf(health: FeedHealth, state: FeedState): string | undefined {
  if (!isIll(health)) return undefined;
  if (health === "silent") return sinceText("nothing new", state.lastNewAt ?? state.firstGoodAt);
  if (health === "late" && state.failures === 0) return sinceText("no good poll", state.lastGoodAt);
  return state.lastError?.reason;
}

/** @param healthOf - how each is taken to be, by its key; by default as its feeds say */
export function languagePatients(
  feeds: readonly Feed[],
  healthOf: ((key: string) => FeedHealth) | undefined,
  now: EpochMs,
): readonly Patient[] {
  return languageVolumes(feeds, now).map(({ lang, lastNewAt, health, feeds: count }) => {
    const key = `lang#${lang}`;
    const detail = `${count} ${count === 1 ? "feed" : "feeds"}, ${sinceText("nothing new", lastNewAt)}`;
    const line = { name: `language ${lang}`, detail: health === "silent" ? detail : undefined };
    return { key, line, health: healthOf?.(key) ?? health, isUnanswered: false };
  });
}

export function isIll(health: FeedHealth): boolean {
  return health !== "healthy" && health !== "waiting";
}

function sinceText(what: string, at: EpochMs | undefined): string {
  return `${what} ${at === undefined ? "ever" : `since ${new Date(at).toISOString().slice(0, 16)}Z`}`;
}

/**
 * How much each language brings. When a language's main feed dies, what is left of it may look healthy feed by feed; so a
 * language is judged as one feed would be, by the habits of the busiest of its feeds.
 */
import { KEPT_HOURS } from "../ledger/hour-counts.ts";
import { type EpochMs, HOUR_MS } from "../time.ts";
import type { Feed } from "./feed.ts";
import { feedHealth, quietLimitMs } from "./feed-health.ts";

export const LANGUAGE_HEALTHS = ["waiting", "healthy", "silent"] as const;

export interface LanguageVolume {
  /** BCP 47 of the feeds as configured; `unknown` for those that say none */
  readonly lang: string;
  readonly feeds: number;
  /** of them, those that are healthy now */
  readonly healthyFeeds: number;
  /** stored in the hours that feeds remember, three days */
  readonly stories: number;
  /** absent until any of its feeds brought something */
  readonly lastNewAt?: EpochMs;
  /** `silent`: nothing new from any of its feeds for longer than its busiest one ever pauses; `waiting` before the first poll */
  readonly health: (typeof LANGUAGE_HEALTHS)[number];
}

type Member = Pick<Feed, "lang" | "schedule" | "state">;

/** @returns one of each language, silent ones first, then those with the fewest stories */
export function languageVolumes(feeds: readonly Member[], now: EpochMs): readonly LanguageVolume[] {
  const byLang = new Map<string, Member[]>();
  for (const feed of feeds) {
    const lang = feed.lang ?? "unknown";
    const members = byLang.get(lang);
    if (members === undefined) byLang.set(lang, [feed]);
    else members.push(feed);
  }
  return [...byLang]
    .map(([lang, members]) => volumeOf(lang, members, now))
    .sort((a, b) => rankOf(a) - rankOf(b) || a.stories - b.stories || (a.lang < b.lang ? -1 : 1));
}

function volumeOf(lang: string, members: readonly Member[], now: EpochMs): LanguageVolume {
  const since = now - KEPT_HOURS * HOUR_MS;
  let [healthyFeeds, stories, limitMs] = [0, 0, Number.POSITIVE_INFINITY];
  let newsAt: EpochMs | undefined;
  let startedAt: EpochMs | undefined;
  for (const { schedule, state } of members) {
    if (feedHealth({ schedule, state }, now) === "healthy") healthyFeeds += 1;
    for (const { hour, stored } of state.hours ?? []) if (hour > since) stories += stored;
    if (state.lastNewAt !== undefined) newsAt = Math.max(newsAt ?? 0, state.lastNewAt);
    if (state.firstGoodAt === undefined) continue;
    startedAt = Math.min(startedAt ?? Number.POSITIVE_INFINITY, state.firstGoodAt);
    limitMs = Math.min(limitMs, quietLimitMs(state));
  }
  const quietMs = now - (newsAt ?? startedAt ?? now);
  const health = startedAt === undefined ? "waiting" : quietMs > limitMs ? "silent" : "healthy";
  return { lang, feeds: members.length, healthyFeeds, stories, lastNewAt: newsAt, health };
}

function rankOf({ health }: LanguageVolume): number {
  return health === "silent" ? 0 : 1;
}

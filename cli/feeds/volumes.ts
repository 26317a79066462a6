import type { Feed } from "../../lambdas/core/feeds/feed.ts";
import { KEPT_HOURS } from "../../lambdas/core/ledger/hour-counts.ts";
import { type EpochMs, HOUR_MS } from "../../lambdas/core/time.ts";

export interface LanguageVolume {
  /** BCP 47 of the feeds as configured; `unknown` for those that say none */
  readonly lang: string;
  readonly feeds: number;
  /** stored in the hours that feeds remember, three days */
  readonly stories: number;
}

/** So that a language that fell silent is seen, whichever of its feeds did. The fewest stories come first. */
export function volumesByLanguage(
  feeds: readonly Pick<Feed, "lang" | "state">[],
  now: EpochMs,
): readonly LanguageVolume[] {
  const since = now - KEPT_HOURS * HOUR_MS;
  const langs = [...new Set(feeds.map(langOf))];
  const volumes = langs.map((lang) => {
    const members = feeds.filter((feed) => langOf(feed) === lang);
    const hours = members.flatMap(({ state }) => state.hours ?? []).filter(({ hour }) => hour > since);
    return { lang, feeds: members.length, stories: hours.reduce((sum, { stored }) => sum + stored, 0) };
  });
  return volumes.sort((a, b) => a.stories - b.stories || (a.lang < b.lang ? -1 : 1));
}

function langOf({ lang }: Pick<Feed, "lang">): string {
  return lang ?? "unknown";
}

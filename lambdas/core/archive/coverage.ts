/**
 * Blind spots: where the desk sees less than it did. Matched stories of the last days are counted by rule, language and
 * province, against the 28 days before; beside it stand the feeds, languages, rules and entities of which nothing comes.
 */
import type { Feed } from "../feeds/feed.ts";
import type { EntityId } from "../gazetteer/entity.ts";
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { MentionStore } from "../ports.ts";
import type { Rule } from "../rules/rule.ts";
import { ALL_FACET, facetFor } from "../stories/facets.ts";
import { PostingWalk } from "../stories/posting-walk.ts";
import { DAY_MS, type EpochMs } from "../time.ts";
import { valuesOf } from "./count-stories.ts";

export interface CoverageCell {
  readonly rule: string;
  /** `unknown` where the feed did not say */
  readonly lang: string;
  /** entity id; `elsewhere` for stories that name no province */
  readonly province: string;
  /** stories of the last days */
  readonly recent: number;
  /** what the 28 days before would lead to expect in as many days */
  readonly expected: number;
}

export interface Coverage {
  readonly days: number;
  /** those that fell furthest behind first */
  readonly cells: readonly CoverageCell[];
  /** polled, but nothing new in the last days */
  readonly silentFeeds: readonly {
    readonly id: string;
    readonly title: string;
    readonly source: string;
    readonly lastNewAt?: EpochMs;
  }[];
  /** of feeds that are polled, without one matched story in the last days */
  readonly silentLanguages: readonly string[];
  /** in force, and not one story within the 400 days that the archive keeps */
  readonly neverMatched: readonly string[];
  /** not named in any matched story of the last days and the 28 before, those of its parts counted */
  readonly unseenEntities: readonly EntityId[];
  readonly scanned: number;
  /** the bound was met: counts before `wholeSince` are too low */
  readonly isPartial: boolean;
  readonly wholeSince: EpochMs;
}

export interface CoverageSources {
  readonly mentions: Pick<MentionStore, "list">;
  readonly feeds: readonly Feed[];
  readonly rules: readonly Rule[];
  readonly gazetteer: Gazetteer;
}

const BASE_DAYS = 28;
const KEPT_DAYS = 400;
const PAGE = 200;
/** As in count-stories.ts: what one request can read. */
const MAX_POSTINGS = 20_000;

/** @param days - from 1; how far back "now" reaches */
export async function findBlindSpots(
  sources: CoverageSources,
  days: number,
  now: EpochMs,
  maxPostings = MAX_POSTINGS,
): Promise<Coverage> {
  const { mentions, feeds, gazetteer } = sources;
  const rules = sources.rules.filter((rule) => rule.enabled);
  const recentSince = now - days * DAY_MS;
  const since = recentSince - BASE_DAYS * DAY_MS;
  const provinces = new Set(
    gazetteer
      .entities()
      .filter(({ kind }) => kind === "province")
      .map(({ id }) => id),
  );
  const cells = new Map<string, { rule: string; lang: string; province: string; recent: number; before: number }>();
  const recentLangs = new Set<string>();
  const seen = new Set<string>();
  let scanned = 0;
  let oldest = now;
  let isPartial = false;

  const walk = await PostingWalk.open(mentions, [ALL_FACET], { since, until: now + 1, now }, PAGE);
  for (;;) {
    const mention = await walk.next();
    if (mention === undefined) break;
    if (scanned === maxPostings) {
      isPartial = true;
      break;
    }
    scanned += 1;
    oldest = mention.firstSeenAt;
    const isRecent = mention.firstSeenAt >= recentSince;
    const lang = valuesOf(mention.facets, "lang")[0] ?? "unknown";
    if (isRecent) recentLangs.add(lang);
    const named = mention.facets.flatMap((facet) => facet.split("#")[1] ?? []);
    for (const id of named) seen.add(id);
    const found = named.filter((id) => provinces.has(id));
    for (const rule of valuesOf(mention.facets, "rule")) {
      for (const province of found.length > 0 ? found : ["elsewhere"]) {
        const key = JSON.stringify([rule, lang, province]);
        const cell = cells.get(key) ?? { rule, lang, province, recent: 0, before: 0 };
        cells.set(key, cell);
        if (isRecent) cell.recent += 1;
        else cell.before += 1;
      }
    }
  }

  return {
    days,
    cells: [...cells.values()]
      .map(({ before, ...cell }) => ({ ...cell, expected: (before * days) / BASE_DAYS }))
      .sort(byLoss),
    silentFeeds: feeds
      .filter(({ schedule, state }) => !schedule.isGone && (state.lastNewAt ?? 0) < recentSince)
      .map(({ id, title, source, state }) => ({ id, title, source, lastNewAt: state.lastNewAt })),
    silentLanguages: languagesOf(feeds).filter((lang) => !recentLangs.has(lang)),
    neverMatched: await findNeverMatched(mentions, rules, seen, now),
    unseenEntities: [...gazetteer.ids()].filter((id) => !seen.has(id)).sort(),
    scanned,
    isPartial,
    wholeSince: isPartial ? oldest : since,
  };
}

function byLoss(a: CoverageCell, b: CoverageCell): number {
  const loss = b.expected - b.recent - (a.expected - a.recent);
  return loss || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}

function languagesOf(feeds: readonly Feed[]): readonly string[] {
  const langs = feeds.flatMap(({ lang, schedule }) =>
    lang === undefined || schedule.isGone ? [] : lang.toLowerCase(),
  );
  return [...new Set(langs.map((lang) => lang.replace(/-.*$/s, "")))].sort();
}

/** One small read for each rule that did not match lately. */
async function findNeverMatched(
  mentions: Pick<MentionStore, "list">,
  rules: readonly Rule[],
  seen: ReadonlySet<string>,
  now: EpochMs,
): Promise<readonly string[]> {
  const never: string[] = [];
  for (const { id } of rules.filter((rule) => !seen.has(rule.id))) {
    const query = { facet: facetFor("rule", id), since: now - KEPT_DAYS * DAY_MS, until: now + 1, now, limit: 1 };
    if ((await mentions.list(query)).items.length === 0) never.push(id);
  }
  return never.sort();
}

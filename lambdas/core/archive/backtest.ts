/**
 * A rule held against history before it goes live: what it would have found, day by day, and what it would gain and lose
 * against the version in force.
 */

import { createEngineMatcher } from "../engine/engine-matcher.ts";
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import type { StoryTimeline } from "../ports.ts";
import type { Match } from "../rules/match.ts";
import type { Rule } from "../rules/rule.ts";
import type { Story, StoryId } from "../stories/story.ts";
import type { Clock, EpochMs } from "../time.ts";
import { matchableOf } from "./matchable.ts";
import { type ReplayBounds, type ReplaySpan, replay } from "./replay.ts";

/** A story that the rule holds for, or that it gains or loses. */
export interface BacktestSample {
  readonly id: StoryId;
  readonly title: string;
  readonly url?: string;
  readonly source: string;
  readonly lang?: string;
  readonly firstSeenAt: EpochMs;
  /** what holds: of a lost story, by the saved version */
  readonly match: Match;
}

export interface BacktestCount {
  readonly value: string;
  readonly hits: number;
}

/** A difference to the version in force. */
export interface BacktestDifference {
  readonly count: number;
  /** the newest ten */
  readonly samples: readonly BacktestSample[];
}

export interface Backtest {
  /** stories held against the rule, matched or not */
  readonly scanned: number;
  readonly hits: number;
  /** oldest first; days that were not read to the end are marked */
  readonly byDay: readonly {
    readonly day: string;
    readonly hits: number;
    readonly scanned: number;
    readonly isWhole: boolean;
  }[];
  /** the most frequent first; `unknown` where the feed did not say */
  readonly byLang: readonly BacktestCount[];
  /** the thirty most frequent */
  readonly bySource: readonly BacktestCount[];
  /** the newest ten */
  readonly samples: readonly BacktestSample[];
  /** against the saved version; absent where there is none */
  readonly gained?: BacktestDifference;
  readonly lost?: BacktestDifference;
  readonly readUnits: number;
  readonly dollars: number;
  readonly isPartial: boolean;
  readonly stoppedBy?: "time" | "reads" | "stories";
}

/** On demand, us-east-1, from secondary sources in 2026: $0.125 a million read units. */
const DOLLARS_PER_READ_UNIT = 0.125 / 1_000_000;

const SAMPLES = 10;
const MAX_SOURCES = 30;

/**
 * @param candidate - taken for enabled; its query has been parsed
 * @param saved - the version in force
 */
export async function backtest(
  ports: { readonly timeline: StoryTimeline; readonly gazetteer: Gazetteer; readonly clock: Clock },
  candidate: Rule,
  saved: Rule | undefined,
  span: ReplaySpan,
  bounds?: ReplayBounds,
): Promise<Backtest> {
  const { timeline, gazetteer, clock } = ports;
  // One matcher for both: what they share is looked for once.
  const rules = [
    { ...candidate, id: CANDIDATE, enabled: true },
    ...(saved === undefined ? [] : [{ ...saved, id: SAVED }]),
  ];
  const { matcher } = createEngineMatcher(rules, gazetteer);
  const days = new Map<string, { hits: number; scanned: number }>();
  const langs = new Map<string, number>();
  const sources = new Map<string, number>();
  const samples = new NewestSamples();
  const gained = new NewestSamples();
  const lost = new NewestSamples();

  const visit = (story: Story, day: string): void => {
    const tally = days.get(day) ?? { hits: 0, scanned: 0 };
    days.set(day, tally);
    tally.scanned += 1;
    const matches = matcher.matchStory(matchableOf(story));
    const now = matches.find(({ ruleId }) => ruleId === CANDIDATE);
    const before = matches.find(({ ruleId }) => ruleId === SAVED);
    if (now !== undefined) {
      tally.hits += 1;
      count(langs, story.lang?.toLowerCase() ?? "unknown");
      count(sources, story.sources[0]?.source ?? "unknown");
      samples.add(story, { ...now, ruleId: candidate.id });
      if (before === undefined) gained.add(story, { ...now, ruleId: candidate.id });
    } else if (before !== undefined && saved !== undefined) lost.add(story, { ...before, ruleId: saved.id });
  };
  const report = await replay(timeline, span, visit, clock, bounds);

  return {
    scanned: report.stories,
    hits: samples.count,
    byDay: dayCounts(days, report.unfinishedDays),
    byLang: topOf(langs, Number.POSITIVE_INFINITY),
    bySource: topOf(sources, MAX_SOURCES),
    samples: samples.newest(),
    ...(saved === undefined ? {} : { gained: gained.difference(), lost: lost.difference() }),
    readUnits: report.readUnits,
    dollars: report.readUnits * DOLLARS_PER_READ_UNIT,
    isPartial: report.unfinishedDays.length > 0,
    ...(report.stoppedBy && { stoppedBy: report.stoppedBy }),
  };
}

/** No rule can have these ids, so a candidate never meets its saved self. */
const CANDIDATE = "#candidate";
const SAVED = "#saved";

/** Counts all and keeps the newest: the same ones in whatever order shards are read. */
class NewestSamples {
  count = 0;
  #kept: BacktestSample[] = [];

  add(story: Story, match: Match): void {
    this.count += 1;
    const last = this.#kept.at(-1);
    if (this.#kept.length === SAMPLES && last !== undefined && story.firstSeenAt < last.firstSeenAt) return;
    const { id, title, url, lang, firstSeenAt } = story;
    const source = story.sources[0]?.source ?? "unknown";
    this.#kept.push({ id, title, url, source, lang, firstSeenAt, match });
    this.#kept.sort((a, b) => b.firstSeenAt - a.firstSeenAt || (a.id < b.id ? 1 : -1));
    this.#kept.length = Math.min(this.#kept.length, SAMPLES);
  }

  newest(): readonly BacktestSample[] {
    return this.#kept;
  }

  difference(): BacktestDifference {
    return { count: this.count, samples: this.#kept };
  }
}

function count(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function topOf(counts: ReadonlyMap<string, number>, max: number): readonly BacktestCount[] {
  const all = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return all.slice(0, max).map(([value, hits]) => ({ value, hits }));
}

function dayCounts(
  days: ReadonlyMap<string, { readonly hits: number; readonly scanned: number }>,
  unfinished: readonly string[],
): Backtest["byDay"] {
  const names = [...new Set([...days.keys(), ...unfinished])].sort();
  return names.map((day) => ({ day, hits: 0, scanned: 0, ...days.get(day), isWhole: !unfinished.includes(day) }));
}

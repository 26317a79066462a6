/** Two runs held against one another: everything stored, and the alerts that reached the desk. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import { feedHealth } from "../../../lambdas/core/feeds/feed-health.ts";
import { nextSchedule } from "../../../lambdas/core/feeds/poll-schedule.ts";
import type { EpochMs } from "../../../lambdas/core/time.ts";
import type { Tables } from "./world.ts";

export interface EndState {
  readonly tables: Tables;
  /** as they came, repeats included */
  readonly alertIds: readonly string[];
}

/** What a disturbed run did to the news. */
export interface Damage {
  /** items and alerts of the undisturbed run that are missing or different, a line each: what was lost */
  readonly lost: readonly string[];
  /** items and alerts that the undisturbed run does not know, a line each */
  readonly strays: readonly string[];
  /** alerts that came again under the same id: allowed, and dropped by a receiver that remembers ids */
  readonly repeats: number;
}

/**
 * Everything that is stored must be equal, attribute by attribute, but for what {@link excuse} can account for.
 * @param roundAt - the moment at which the disturbed round was repeated; absent when both runs asked the outlets equally
 * often: then nothing is excused
 */
export function damageOf(expected: EndState, actual: EndState, roundAt?: EpochMs): Damage {
  const excused = roundAt === undefined ? actual.tables : excuseTables(actual.tables, expected.tables, roundAt);
  const wanted = linesOf(expected);
  const found = linesOf({ ...actual, tables: excused });
  const { alertIds } = actual;
  return {
    lost: [...wanted].filter((line) => !found.has(line)),
    strays: [...found].filter((line) => !wanted.has(line)),
    repeats: alertIds.length - new Set(alertIds).size,
  };
}

function linesOf({ tables, alertIds }: EndState): Set<string> {
  const lines = new Set(alertIds.map((id) => `alert ${id}`));
  for (const [table, items] of Object.entries(tables)) {
    for (const item of items) lines.add(`${table} ${JSON.stringify(sortKeys(item))}`);
  }
  return lines;
}

type Item = Readonly<Record<string, AttributeValue>>;

function excuseTables(actual: Tables, expected: Tables, roundAt: EpochMs): Tables {
  const wanted = new Map((expected.FEEDS_TABLE ?? []).map((item) => [item.id?.S, item]));
  const feeds = (actual.FEEDS_TABLE ?? []).map((item) => excuse(item, wanted.get(item.id?.S), roundAt));
  return actual.FEEDS_TABLE === undefined ? actual : { ...actual, FEEDS_TABLE: feeds };
}

/**
 * What must differ in a feed's own state, because a repeated round asks its server more often than an undisturbed one;
 * anything else is damage, and so is a value that this does not account for.
 *
 * - `lastGoodAt`: a poll that brings nothing new writes nothing, so in the undisturbed run it may be of an earlier round. A
 *   poll that a fault made fail is written, and so is the good one after it: then it is this round's time, and no other.
 * - `failures` of a feed whose server is down in this round: one more for each time it was asked. How ill that makes it
 *   and when it is asked next follow from the count: they are computed from it here, and must be what is stored. The last
 *   error itself is the server's own and of this round's time in both runs, so it must be equal.
 */
function excuse(item: Item, expected: Item | undefined, roundAt: EpochMs): Item {
  const [state, schedule] = [item.state?.M, item.schedule?.M];
  const [wantedState, wantedSchedule] = [expected?.state?.M, expected?.schedule?.M];
  if (!state || !schedule || !wantedState || !wantedSchedule) return item;
  const isOfThisRound = state.lastGoodAt?.N === String(roundAt);
  const excused = isOfThisRound ? withOnly(state, wantedState, ["lastGoodAt"]) : state;
  const bothFail = Number(state.failures?.N) > 0 && Number(wantedState.failures?.N) > 0;
  if (!bothFail || !followsFromFailures(item, roundAt)) return { ...item, state: { M: excused } };
  return {
    ...item,
    state: { M: withOnly(excused, wantedState, ["failures", "health"]) },
    schedule: { M: withOnly(schedule, wantedSchedule, ["notBefore"]) },
  };
}

/** Whether health and back-off are those that the stored count of failures asks for. */
function followsFromFailures(item: Item, roundAt: EpochMs): boolean {
  const [state = {}, schedule = {}] = [item.state?.M, item.schedule?.M];
  const numberIn = (value: AttributeValue | undefined) => (value?.N === undefined ? undefined : Number(value.N));
  const failures = Number(state.failures?.N);
  const before = { intervalMinutes: Number(schedule.intervalMinutes?.N), isGone: schedule.isGone?.BOOL === true };
  const [firstGoodAt, lastGoodAt] = [numberIn(state.firstGoodAt), numberIn(state.lastGoodAt)];
  const polled = { id: item.id?.S ?? "", schedule: before, state: { firstGoodAt } };
  const [reason = ""] = (state.lastError?.M?.reason?.S ?? "").split(":");
  const status = /^http-(\d+)$/.exec(reason)?.[1];
  const failed = { kind: "failed", reason, httpStatus: Number(status ?? 0), failures } as const;
  const next = nextSchedule(polled, failed, before.intervalMinutes, roundAt);
  const health = feedHealth(
    { schedule: next, state: { ...NEW_FEED_STATE, firstGoodAt, lastGoodAt, failures } },
    roundAt,
  );
  return numberIn(schedule.notBefore) === next.notBefore && (state.health?.S ?? "healthy") === health;
}

/** @returns `map` with those attributes as they are in `source`, or without them */
function withOnly(map: Item, source: Item, names: readonly string[]): Record<string, AttributeValue> {
  const rest = Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));
  return { ...rest, ...Object.fromEntries(Object.entries(source).filter(([name]) => names.includes(name))) };
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

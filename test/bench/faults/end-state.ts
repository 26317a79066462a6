/** Two runs held against one another: everything stored, and the alerts that reached the desk. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
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

export function damageOf(expected: EndState, actual: EndState): Damage {
  const wanted = linesOf(expected);
  const found = linesOf(actual);
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
    for (const item of items) lines.add(`${table} ${JSON.stringify(sortKeys(forgive(item)))}`);
  }
  return lines;
}

/**
 * What depends on how often a feed was asked, and on nothing else: when a poll last went well, and of a failing feed how
 * often it failed, how ill it is therefore called and when it is asked next.
 */
function forgive(item: Record<string, AttributeValue>): unknown {
  const former = item.state?.M;
  if (former === undefined) return item;
  const { lastGoodAt: _lastGoodAt, ...state } = former;
  if (state.failures?.N === "0") return { ...item, state };
  const { failures: _failures, lastError: _lastError, health: _health, ...rest } = state;
  const { notBefore: _notBefore, ...schedule } = item.schedule?.M ?? {};
  return { ...item, state: { ...rest, failures: "some" }, schedule };
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

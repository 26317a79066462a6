import { describe, expect, it } from "vitest";
import { ledgerTable } from "../../../cli/commands/ledger.ts";
import type { HourCounts } from "../../../lambdas/core/ledger/hour-counts.ts";
import { buildLedger, countStory, differencesIn } from "../../../lambdas/core/ledger/ledger.ts";
import { HOUR_MS } from "../../../lambdas/core/time.ts";

const HOUR = Date.parse("2026-11-24T09:00:00Z");
const SEEN = { firstSeenAt: HOUR, isMatched: true, isOpen: false, decision: "new" } as const;

/** What two feeds count in two hours, of which the table holds one story. */
function hours(stored: number) {
  const counts: readonly HourCounts[] = [
    { hour: HOUR, fetched: stored + 3, stored, duplicate: 0, revised: 0, rejected: { "no-title": 2, "no-id": 1 } },
    { hour: HOUR + HOUR_MS, fetched: 1, stored: 0, duplicate: 0, revised: 0, rejected: { "no-title": 1 } },
  ];
  return buildLedger(counts, new Map([[HOUR, countStory(undefined, SEEN)]]), HOUR, HOUR + 2 * HOUR_MS);
}

/** Without colours, single spaces. */
function linesOf(table: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are left out
  const text = table.replaceAll(/\u001b\[\d+m/g, "");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " "));
}

describe("the table of the ledger", () => {
  it("has a line an hour, why entries were rejected, and says that it balances", () => {
    const ledger = hours(1);

    const lines = linesOf(ledgerTable(ledger, differencesIn(ledger)));

    expect(lines).toEqual([
      "UTC hour fetched stored duplicate revised rejected | matched told folded silenced backlog digest open",
      "2026-11-24T09Z 4 1 0 0 3 | 1 1 0 0 0 0 0",
      "2026-11-24T10Z 1 0 0 0 1 | 0 0 0 0 0 0 0",
      "rejected for: no-title 3, no-id 1",
      "every settled hour balances",
    ]);
  });

  it("names the hour and both figures where it does not", () => {
    const ledger = hours(2);

    const lines = linesOf(ledgerTable(ledger, differencesIn(ledger)));

    expect(lines.at(-1)).toBe("2026-11-24T09Z the feeds count 2 stories stored, the table holds 1");
  });
});

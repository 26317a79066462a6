import { DynamoFeedStore } from "../../lambdas/adapters/dynamo/dynamo-feed-store.ts";
import { DynamoStoryTimeline } from "../../lambdas/adapters/dynamo/dynamo-story-timeline.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { hourOf, KEPT_HOURS } from "../../lambdas/core/ledger/hour-counts.ts";
import {
  differencesIn,
  judgedSpan,
  type LedgerDifference,
  type LedgerHour,
  rejectedIn,
} from "../../lambdas/core/ledger/ledger.ts";
import { describeDifferences } from "../../lambdas/core/ledger/ledger-error.ts";
import { readLedger } from "../../lambdas/core/ledger/read-ledger.ts";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../../lambdas/core/time.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE } from "../deployment.ts";
import { openTables } from "../open-tables.ts";
import { paint } from "../paint.ts";

const UNIT_MS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** Shows what became of every entry and every matched story, hour by hour. */
export const ledgerCommand: Command = {
  usage: `Usage: kivuwatch ledger [--since 24h] [--until TIME] [--json]

Prints a line for each UTC hour that holds anything: entries fetched = stored + duplicate + revised + rejected, as the feeds
counted them, and stories matched = told + folded + silenced + backlog + digest + open, as the table holds them. A table for
a terminal; JSON for a pipe or with --json. Exit status 1 when a settled hour does not balance.
  --since 24h   how far back: 90m, 24h, 3d; three days at most, feeds remember no more
  --until TIME  end, as 2023-05-15T19:00:00Z (default now)
  --data DIR    the folder of a local run that is stopped, e.g. .kivuwatch

${DEPLOYMENT_USAGE}`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: {
        since: { type: "string", default: "24h" },
        until: { type: "string" },
        ...DEPLOYMENT_OPTIONS,
        json: { type: "boolean" },
      },
    });
    const until = parseEnd(values.until);
    const since = until - parseSpan(values.since);
    const tables = await openTables(values);
    try {
      const hours = await readLedger(
        {
          feeds: new DynamoFeedStore(tables.client, tables.feedsTable),
          timeline: new DynamoStoryTimeline(tables.client, tables.storiesTable),
        },
        since,
        until,
      );
      // Of the latest hours a retry may still be under way.
      const settled = hours.filter(({ hour }) => hour < judgedSpan(until).until);
      const differences = differencesIn(settled);
      const isJson = values.json === true || process.stdout.isTTY !== true;
      process.stdout.write(isJson ? asJson(hours, differences) : ledgerTable(hours, differences));
      return differences.length === 0 ? 0 : 1;
    } finally {
      await tables.close();
    }
  },
};

function parseSpan(text: string): number {
  const [, amount = "", unit = ""] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const spanMs = Number(amount) * (UNIT_MS[unit] ?? 0);
  if (spanMs === 0 || spanMs > KEPT_HOURS * HOUR_MS) {
    throw new ConfigError(`--since ${text}: a span such as 90m, 24h or 3d, at most ${KEPT_HOURS} hours`);
  }
  return spanMs;
}

function parseEnd(text: string | undefined): EpochMs {
  if (text === undefined) return Date.now();
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new ConfigError(`--until ${text}: a time such as 2023-05-15T19:00:00Z`);
  return at;
}

function asJson(hours: readonly LedgerHour[], differences: readonly LedgerDifference[]): string {
  const iso = (at: EpochMs) => new Date(at).toISOString();
  return `${JSON.stringify({
    hours: hours.map(({ hour, ...rest }) => ({ hour: iso(hour), ...rest })),
    differences: differences.map(({ hour, reason }) => ({ hour: iso(hourOf(hour)), reason })),
  })}\n`;
}

const ENTRY_COLUMNS = ["fetched", "stored", "duplicate", "revised", "rejected"] as const;
const STORY_COLUMNS = ["matched", "told", "folded", "silenced", "backlog", "digest", "open"] as const;
const WIDTH = 10;

/** As a terminal shows it: a line an hour, why entries were rejected, and the verdict. */
export function ledgerTable(hours: readonly LedgerHour[], differences: readonly LedgerDifference[]): string {
  const cells = (values: readonly (string | number)[]) => values.map((value) => String(value).padStart(WIDTH)).join("");
  const lines = hours.map(({ hour, entries, stories }) => {
    const counts = { ...entries, rejected: rejectedIn(entries) };
    const time = `${new Date(hour).toISOString().slice(0, 13)}Z`;
    return `${time} ${cells(ENTRY_COLUMNS.map((name) => counts[name]))}  |${cells(STORY_COLUMNS.map((name) => stories[name]))}`;
  });
  const head = `${"UTC hour".padEnd(14)} ${cells(ENTRY_COLUMNS)}  |${cells(STORY_COLUMNS)}`;
  const verdict =
    differences.length === 0
      ? paint("every settled hour balances", "green")
      : describeDifferences(differences)
          .map((line) => paint(line, "red"))
          .join("\n");
  return `${[paint(head, "bold"), ...lines, ...rejectionsOf(hours), verdict].join("\n")}\n`;
}

/** Of all hours together, the most frequent first. */
function rejectionsOf(hours: readonly LedgerHour[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { entries } of hours) {
    for (const [reason, count] of Object.entries(entries.rejected)) {
      counts.set(reason, (counts.get(reason) ?? 0) + count);
    }
  }
  const told = [...counts].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${reason} ${count}`);
  return told.length === 0 ? [] : [`rejected for: ${told.join(", ")}`];
}

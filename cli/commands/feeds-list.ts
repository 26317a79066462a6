import { existsSync } from "node:fs";
import { configPaths, readFeeds } from "../../lambdas/adapters/config-files.ts";
import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoFeedStore } from "../../lambdas/adapters/dynamo/dynamo-feed-store.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import type { Feed, FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import { feedHealth } from "../../lambdas/core/feeds/feed-health.ts";
import type { EpochMs } from "../../lambdas/core/time.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, type DeploymentChoice, openDeployment } from "../deployment.ts";
import { formatTable } from "../feeds/table.ts";
import { volumesByLanguage } from "../feeds/volumes.ts";
import { openTables } from "../open-tables.ts";
import { paint } from "../paint.ts";

/** Shows the feeds and their health. */
export const feedsListCommand: Command = {
  name: "feeds list",
  summary: "list the feeds with their health and the volume of each language",
  usage: `Usage: kivuwatch feeds list [--data DIR] [--json]

The feeds with their health: waiting, healthy, late, silent (beyond its own norm), failing, gone; and how many stories came in
each language in the last three days. Without stored state, what config/feeds.opml configures.
  --data DIR      the folder of a local run that is stopped, e.g. .kivuwatch
A table for a terminal; JSON for a pipe or with --json.

${DEPLOYMENT_USAGE}                  (here FEEDS_TABLE alone; when it is not set, what is configured)
`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: { ...DEPLOYMENT_OPTIONS, json: { type: "boolean" } },
    });
    const isJson = values.json === true || process.stdout.isTTY !== true;
    const stored = await readStored(values);
    const now = Date.now();
    if (stored !== undefined) process.stdout.write(isJson ? storedJson(stored, now) : storedTable(stored, now));
    else {
      const { specs, problems } = readFeeds(configPaths("config").feeds);
      for (const problem of problems) process.stderr.write(`${problem}\n`);
      process.stdout.write(isJson ? `${JSON.stringify({ feeds: specs })}\n` : configuredTable(specs));
    }
    return 0;
  },
};

/** @returns undefined when no state is at hand */
async function readStored(choice: DeploymentChoice): Promise<readonly Feed[] | undefined> {
  const { local, data, outputs } = choice;
  if (data !== undefined && local !== true) {
    if (!existsSync(data)) throw new ConfigError(`--data ${data}: no folder`);
    const tables = await openTables(data, process.env);
    try {
      return await new DynamoFeedStore(tables.client, tables.feedsTable).list();
    } finally {
      await tables.close();
    }
  }
  if (local !== true && outputs === undefined && !process.env.FEEDS_TABLE) return undefined;
  const table = openDeployment(choice)("FEEDS_TABLE");
  const client = createDynamoClient();
  try {
    return await new DynamoFeedStore(client, table).list();
  } finally {
    client.destroy();
  }
}

function storedJson(feeds: readonly Feed[], now: EpochMs): string {
  const iso = (at: EpochMs | undefined) => (at === undefined ? null : new Date(at).toISOString());
  const rows = feeds.map(({ state, schedule, ...spec }) => ({
    ...spec,
    health: feedHealth({ state, schedule }, now),
    intervalMinutes: schedule.intervalMinutes,
    ...{ lastGoodAt: iso(state.lastGoodAt), lastNewAt: iso(state.lastNewAt), movedTo: state.movedTo },
    ...{ failures: state.failures, lastError: state.lastError?.reason ?? null, tally: state.tally },
  }));
  return `${JSON.stringify({ feeds: rows, languages: volumesByLanguage(feeds, now) })}\n`;
}

function storedTable(feeds: readonly Feed[], now: EpochMs): string {
  const minute = (at: EpochMs | undefined) =>
    at === undefined ? "never" : new Date(at).toISOString().slice(0, 16).replace("T", " ");
  const healths = feeds.map((feed) => feedHealth(feed, now));
  const [head = "", ...lines] = formatTable([
    ["health", "every", "last good", "last new", "stories", "lang", "feed", "last error"],
    ...feeds.map(({ state, schedule, title, lang = "" }, at) => [
      ...[healths[at] ?? "", `${schedule.intervalMinutes} min`, minute(state.lastGoodAt), minute(state.lastNewAt)],
      ...[String(state.tally.stored), lang, title, state.failures > 0 ? (state.lastError?.reason ?? "") : ""],
    ]),
  ]);
  const painted = lines.map((line, at) => (isGood(healths[at]) ? line : paint(line, "yellow")));
  const volumes = volumesByLanguage(feeds, now).map(({ lang, feeds: count, stories }) => {
    const line = `${lang}: ${stories} stories in three days from ${count} feeds`;
    return stories === 0 ? paint(line, "yellow") : line;
  });
  return `${[paint(head, "bold"), ...painted, "", ...volumes].join("\n")}\n`;
}

function isGood(health: string | undefined): boolean {
  return health === "healthy" || health === "waiting";
}

function configuredTable(specs: readonly FeedSpec[]): string {
  const rows = specs.map(({ lang = "", country = "", tags, title, url }) => [
    lang,
    country,
    tags.join(" "),
    title,
    url,
  ]);
  const [head = "", ...lines] = formatTable([["lang", "country", "tags", "feed", "address"], ...rows]);
  return `${[paint(head, "bold"), ...lines, `${specs.length} feeds configured; no stored state at hand`].join("\n")}\n`;
}

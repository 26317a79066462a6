import { configPaths, readFeeds } from "../../lambdas/adapters/config-files.ts";
import { DynamoFeedStore } from "../../lambdas/adapters/dynamo/dynamo-feed-store.ts";
import type { Feed, FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import { shownHealth, silentAfter } from "../../lambdas/core/feeds/feed-health.ts";
import { languageVolumes } from "../../lambdas/core/feeds/language-volumes.ts";
import type { EpochMs } from "../../lambdas/core/time.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, type DeploymentChoice } from "../deployment.ts";
import { formatTable } from "../feeds/table.ts";
import { openTables } from "../open-tables.ts";
import { paint } from "../paint.ts";

/** Shows the feeds and their health. */
export const feedsListCommand: Command = {
  usage: `Usage: kivuwatch feeds list [--data DIR] [--json]

The feeds with their health: waiting, healthy, late, silent (beyond its own norm), failing, gone; and how many stories came in
each language in the last three days. Without stored state, what config/feeds.opml configures.
  --data DIR      the folder of a local run that is stopped, e.g. .kivuwatch
A table for a terminal; JSON for a pipe or with --json.

${DEPLOYMENT_USAGE}                  (here without tables: what is configured)
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

interface Stored {
  readonly feeds: readonly Feed[];
  /** the last minute that dispatch covered */
  readonly dispatchedAt?: EpochMs;
}

/** @returns undefined when no state is at hand */
async function readStored(choice: DeploymentChoice): Promise<Stored | undefined> {
  const { local, data, outputs } = choice;
  const isNamed = data !== undefined || local === true || outputs !== undefined;
  if (!isNamed && !process.env.FEEDS_TABLE) return undefined;
  const tables = await openTables(choice);
  try {
    const store = new DynamoFeedStore(tables.client, tables.feedsTable);
    return { feeds: await store.list(), dispatchedAt: await store.getWatermark() };
  } finally {
    await tables.close();
  }
}

function storedJson({ feeds, dispatchedAt }: Stored, now: EpochMs): string {
  const iso = (at: EpochMs | undefined) => (at === undefined ? null : new Date(at).toISOString());
  const rows = feeds.map((feed) => {
    const { state, schedule, ...spec } = feed;
    return {
      ...spec,
      health: shownHealth(feed, dispatchedAt, now),
      intervalMinutes: schedule.intervalMinutes,
      ...{ lastGoodAt: iso(state.lastGoodAt), lastNewAt: iso(state.lastNewAt), silentAfter: iso(silentAfter(state)) },
      ...{ movedTo: state.movedTo, failures: state.failures, lastError: state.lastError?.reason ?? null },
      tally: state.tally,
    };
  });
  const languages = languageVolumes(feeds, now).map((volume) => ({ ...volume, lastNewAt: iso(volume.lastNewAt) }));
  return `${JSON.stringify({ feeds: rows, languages, dispatchedAt: iso(dispatchedAt) })}\n`;
}

/** As a terminal shows it. */
export function storedTable({ feeds, dispatchedAt }: Stored, now: EpochMs): string {
  const minute = (at: EpochMs | undefined) =>
    at === undefined ? "never" : new Date(at).toISOString().slice(0, 16).replace("T", " ");
  const healths = feeds.map((feed) => shownHealth(feed, dispatchedAt, now));
  const [head = "", ...lines] = formatTable([
    ["health", "every", "last good", "last new", "silent after", "stories", "lang", "feed", "last error"],
    ...feeds.map(({ state, schedule, title, lang = "" }, at) => [
      ...[healths[at] ?? "", `${schedule.intervalMinutes} min`, minute(state.lastGoodAt), minute(state.lastNewAt)],
      ...[minute(silentAfter(state)).slice(0, 10), String(state.tally.stored), lang, title],
      state.failures > 0 ? (state.lastError?.reason ?? "") : "",
    ]),
  ]);
  const painted = lines.map((line, at) => (isGood(healths[at]) ? line : paint(line, "yellow")));
  const [volumesHead = "", ...volumes] = formatTable([
    ["language", "health", "stories in three days", "last new", "healthy feeds"],
    ...languageVolumes(feeds, now).map(({ lang, health, stories, lastNewAt, healthyFeeds, feeds: count }) => [
      ...[lang, health, String(stories), minute(lastNewAt), `${healthyFeeds} of ${count}`],
    ]),
  ]);
  const paintedVolumes = volumes.map((line) => (line.includes(" silent ") ? paint(line, "yellow") : line));
  const dispatched = `dispatch last ran ${minute(dispatchedAt)} UTC`;
  return `${[paint(head, "bold"), ...painted, "", paint(volumesHead, "bold"), ...paintedVolumes, "", dispatched].join("\n")}\n`;
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

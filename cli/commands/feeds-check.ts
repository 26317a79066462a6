import { setTimeout as pause } from "node:timers/promises";
import { configPaths, readFeeds } from "../../lambdas/adapters/config-files.ts";
import { feedIdOf } from "../../lambdas/core/feeds/entry-identity.ts";
import type { FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import { parseUrl } from "../../lambdas/core/text/parse-url.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import type { FeedCheck } from "../feeds/check-feed.ts";
import { checkFeeds } from "../feeds/check-feeds.ts";
import { openFetcher } from "../feeds/open-fetcher.ts";
import { formatTable } from "../feeds/table.ts";
import { paint } from "../paint.ts";

/** Fetches feeds and says which work. */
export const feedsCheckCommand: Command = {
  usage: `Usage: kivuwatch feeds check [FILE|URL] [--allow-host HOST:PORT]... [--json]

Fetches the feeds of an OPML file (default config/feeds.opml), or one by its address, as the collector would: politely, with all
its limits. A table for a terminal: status, format, entries, newest, language, advice; JSON for a pipe or with --json.
Exit status 1 when any failed.
  --allow-host HOST:PORT  a server of yours at a private address or an unusual port; may be repeated
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      options: { "allow-host": { type: "string", multiple: true }, json: { type: "boolean" } },
      allowPositionals: true,
    });
    const specs = readSpecs(positionals[0] ?? configPaths("config").feeds);
    const ownHosts = values["allow-host"] ?? [];
    const fetcher = openFetcher(ownHosts);
    const isWatched = process.stderr.isTTY === true;
    const checks = await checkFeeds(specs, {
      fetcher,
      now: Date.now,
      pause,
      isOwnHost: (url) => ownHosts.includes(parseUrl(url)?.host ?? ""),
      onProgress: (done, total) => isWatched && process.stderr.write(`\r${done} of ${total} feeds checked`),
    });
    if (isWatched) process.stderr.write("\r\u001b[K");
    await fetcher.close();
    const isJson = values.json === true || process.stdout.isTTY !== true;
    process.stdout.write(isJson ? `${JSON.stringify({ feeds: checks })}\n` : asTable(checks));
    return checks.some(({ isOk }) => !isOk) || checks.length === 0 ? 1 : 0;
  },
};

function readSpecs(target: string): readonly FeedSpec[] {
  if (/^[a-z]+:\/\//i.test(target))
    return [{ id: feedIdOf(target), url: target, title: target, source: target, tags: [] }];
  const { specs, problems } = readFeeds(target);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return specs;
}

function asTable(checks: readonly FeedCheck[]): string {
  const rows = checks.map(({ title, status, format = "", entries, newest, lang = "", advice, detail }) => [
    ...[status, format, String(entries ?? ""), newest?.slice(0, 16).replace("T", " ") ?? "", lang, title],
    [...(detail === undefined ? [] : [detail]), ...advice].join("; "),
  ]);
  const [head = "", ...lines] = formatTable([
    ["status", "format", "entries", "newest", "lang", "feed", "advice"],
    ...rows,
  ]);
  const failed = checks.filter(({ isOk }) => !isOk).length;
  const verdict =
    failed === 0
      ? paint(`all ${checks.length} feeds work`, "green")
      : paint(`${failed} of ${checks.length} feeds failed`, "red");
  const painted = lines.map((line, at) => (checks[at]?.isOk === true ? line : paint(line, "red")));
  return `${[paint(head, "bold"), ...painted, verdict].join("\n")}\n`;
}

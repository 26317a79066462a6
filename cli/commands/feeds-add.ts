import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { configPaths } from "../../lambdas/adapters/config-files.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { canonicalUrl } from "../../lambdas/core/feeds/canonical-url.ts";
import { feedIdOf } from "../../lambdas/core/feeds/entry-identity.ts";
import type { FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import { readOpml } from "../../lambdas/core/feeds/opml.ts";
import { writeOpml, writeOutline } from "../../lambdas/core/feeds/write-opml.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { findFeed } from "../feeds/find-feed.ts";
import { openFetcher } from "../feeds/open-fetcher.ts";

/** Finds a site's feed and adds it to the desk's list. */
export const feedsAddCommand: Command = {
  usage: `Usage: kivuwatch feeds add URL|SITE [--title T] [--source S] [--lang L] [--country C] [--tags "a b"] [--file FILE] [--dry-run]
                           [--allow-host HOST:PORT]...

Takes a feed's address, or a site's: then its page's <link rel="alternate"> and the well-known addresses are tried, and the first
feed that can be read is taken. It is written at the end of FILE (default config/feeds.opml), whose other lines stay as they are,
and printed. --dry-run only prints. Exit status 1 when there is no feed, or it is listed already.
  --title, --source, --lang  else what the feed says
  --country CD, --tags "drc great-lakes"
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      options: {
        ...{
          title: { type: "string" },
          source: { type: "string" },
          lang: { type: "string" },
          country: { type: "string" },
        },
        ...{ tags: { type: "string" }, file: { type: "string", default: configPaths("config").feeds } },
        ...{ "dry-run": { type: "boolean" }, "allow-host": { type: "string", multiple: true } },
      },
      allowPositionals: true,
    });
    const [target, ...more] = positionals;
    if (target === undefined || more.length > 0) throw new ConfigError("feeds add needs one URL or SITE");
    const fetcher = openFetcher(values["allow-host"] ?? []);
    const found = await findFeed(/^[a-z]+:\/\//i.test(target) ? target : `https://${target}`, fetcher, Date.now());
    await fetcher.close();
    for (const line of found.tried) process.stderr.write(`${line}\n`);
    if (found.feed === undefined) return 1;

    const { url, document } = found.feed;
    const title = values.title ?? (document.title || new URL(url).hostname);
    const spec: FeedSpec = {
      ...{ id: feedIdOf(url), url, title, source: values.source ?? title },
      ...{ lang: values.lang ?? document.lang, country: values.country?.toUpperCase() },
      tags: (values.tags ?? "")
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter((tag) => tag !== ""),
    };
    const before = existsSync(values.file) ? readFileSync(values.file, "utf8") : undefined;
    const listed = before === undefined ? undefined : findListed(before, values.file, url);
    if (listed !== undefined) {
      process.stderr.write(`${listed} is listed in ${values.file} already\n`);
      return 1;
    }
    const after =
      before === undefined ? writeOpml([spec], "Feeds", Date.now()) : appendOutline(before, spec, values.file);
    if (values["dry-run"] !== true) writeFileSync(values.file, after);
    process.stdout.write(`${writeOutline(spec)}\n`);
    return 0;
  },
};

/** @returns the address under which the feed is listed, whatever its scheme or host's form */
function findListed(text: string, file: string, url: string): string | undefined {
  const same = canonicalUrl(url) ?? url;
  return readOpml(text, file).specs.find((spec) => (canonicalUrl(spec.url) ?? spec.url) === same)?.url;
}

/**
 * Writes the outline before the end of the body: comments and folders of a list that people keep must stay.
 * @throws {@link ConfigError} when the list is too broken to be read again with the feed in it
 */
export function appendOutline(text: string, spec: FeedSpec, file: string): string {
  const at = text.lastIndexOf("</body>");
  const lineStart = text.lastIndexOf("\n", at) + 1;
  const isOwnLine = at !== -1 && text.slice(lineStart, at).trim() === "";
  const cut = isOwnLine ? lineStart : at;
  const after = at === -1 ? text : `${text.slice(0, cut)}    ${writeOutline(spec)}\n${text.slice(cut)}`;
  const [former, specs] = [readOpml(text, file).specs, readOpml(after, file).specs];
  const isAdded = specs.length === former.length + 1 && specs.at(-1)?.url === spec.url;
  if (at === -1 || !isAdded)
    throw new ConfigError(
      `${file}: no feed can be added to it; expected OPML that ends with </body></opml>, and valid --lang and --country`,
    );
  return after;
}

import { statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError, messageOf } from "../../lambdas/core/errors.ts";
import type { EpochMs } from "../../lambdas/core/time.ts";

/** What `npm start` was asked to do. */
export interface StartOptions {
  readonly isHelp: boolean;
  readonly isOnce: boolean;
  readonly isJson: boolean;
  readonly isOffline: boolean;
  readonly isFresh: boolean;
  readonly isVerbose: boolean;
  readonly port: number;
  /** folder of the embedded database */
  readonly dataDir: string;
  readonly configDir: string;
  /** polled instead of the sample wire and config/feeds.opml */
  readonly feedsFile?: string;
  readonly rulesDir: string;
  readonly gazetteerDir: string;
  /** `HOST:PORT` that the collector may reach although it is not public */
  readonly allowedHosts: readonly string[];
  /** where the clock stands at the start */
  readonly at?: EpochMs;
}

export const USAGE = `KivuWatch on one machine: feeds in, stories stored, alerts out, the archive on HTTP. No account, no cloud.

  npm start -- [OPTIONS]

  --port N              port of the archive on 127.0.0.1 (default 8787; 0 picks a free one)
  --offline             do not poll the live feeds of config/feeds.opml, only the sample wire
  --fresh               forget the stored state first
  --once                run one full cycle (every feed, outbox drained), print what happened, and end
  --json                with --once: one JSON object on stdout, nothing else
  --feeds FILE.opml     poll the feeds of this file only (no sample wire, no live feeds)
  --rules DIR           rule files (default config/rules)
  --gazetteer DIR       gazetteer files (default config/gazetteer)
  --config DIR          folder of desk.yaml, feeds.opml, rules and gazetteer (default config)
  --data DIR            where the state is kept (default .kivuwatch)
  --allow-host HOST:PORT  let the collector reach this loopback or private address; may be given again
  --at ISO-TIME         set the clock, e.g. 2023-05-15T18:00:00Z, so that old stories can be tried
  --verbose             the functions' own log lines, on stderr
  --help                this text

Exit status: 0 also when feeds failed; 2 for bad arguments or unreadable files.
`;

/**
 * @param args - what follows `npm start --`
 * @throws {@link ConfigError} naming the argument and what it should be
 */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = parseValues(args);
  const configDir = values.config ?? "config";
  const options: StartOptions = {
    isHelp: values.help ?? false,
    isOnce: values.once ?? false,
    isJson: values.json ?? false,
    isOffline: values.offline ?? false,
    isFresh: values.fresh ?? false,
    isVerbose: values.verbose ?? false,
    port: parsePort(values.port ?? "8787"),
    dataDir: values.data ?? ".kivuwatch",
    configDir,
    feedsFile: values.feeds,
    rulesDir: values.rules ?? join(configDir, "rules"),
    gazetteerDir: values.gazetteer ?? join(configDir, "gazetteer"),
    allowedHosts: (values["allow-host"] ?? []).map(parseHost),
    at: values.at === undefined ? undefined : parseTime(values.at),
  };
  if (options.isJson && !options.isOnce) throw new ConfigError("--json goes with --once");
  if (options.feedsFile !== undefined) requireFile(options.feedsFile);
  if (values.rules !== undefined) requireFolder("--rules", values.rules);
  if (values.gazetteer !== undefined) requireFolder("--gazetteer", values.gazetteer);
  if (values.config !== undefined) requireFolder("--config", values.config);
  return options;
}

function parseValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        help: { type: "boolean", short: "h" },
        once: { type: "boolean" },
        json: { type: "boolean" },
        offline: { type: "boolean" },
        fresh: { type: "boolean" },
        verbose: { type: "boolean" },
        port: { type: "string" },
        data: { type: "string" },
        config: { type: "string" },
        feeds: { type: "string" },
        rules: { type: "string" },
        gazetteer: { type: "string" },
        "allow-host": { type: "string", multiple: true },
        at: { type: "string" },
      },
    }).values;
  } catch (cause) {
    throw new ConfigError(`${messageOf(cause).split(". ")[0]}; see npm start -- --help`, { cause });
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new ConfigError(`--port ${text}: not a port between 0 and 65535`);
  return port;
}

function parseHost(text: string): string {
  const form = /^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/i;
  if (!form.test(text)) throw new ConfigError(`--allow-host ${text}: write HOST:PORT, e.g. 127.0.0.1:8080`);
  return text.toLowerCase();
}

function parseTime(text: string): EpochMs {
  const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
  const at = Date.parse(text);
  if (!form.test(text) || Number.isNaN(at)) {
    throw new ConfigError(`--at ${text}: not a time such as 2023-05-15T18:00:00Z`);
  }
  // A time without a zone is UTC here, whatever the machine's own zone is.
  return /T/.test(text) && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(`${text}Z`) : at;
}

function requireFile(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new ConfigError(`--feeds ${file}: no such file`);
  if (!stat.isFile()) throw new ConfigError(`--feeds ${file}: not a file`);
}

function requireFolder(option: string, folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ConfigError(`${option} ${folder}: no such folder`);
  }
}

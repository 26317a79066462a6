import { type ConfigPaths, configPaths, readDeskFile, readPackFiles } from "../../lambdas/adapters/config-files.ts";
import type { Desk } from "../../lambdas/core/desk.ts";
import type { FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import type { Pack } from "../../lambdas/core/pack.ts";
import type { Clock } from "../../lambdas/core/time.ts";
import { type EmbeddedServices, startEmbeddedServices } from "./embedded-services.ts";
import { type SampleWire, startSampleWire } from "./sample-wire/start-sample-wire.ts";
import type { StartOptions } from "./start-options.ts";

/** Everything that a run needs before the first poll. */
export interface PreparedRun {
  readonly desk: Desk;
  readonly pack: Pack;
  /** a line for each rule, entity or feed that could not be used */
  readonly problems: readonly string[];
  readonly now: Clock;
  readonly wire?: SampleWire;
  readonly allowedHosts: readonly string[];
  readonly services: EmbeddedServices;
  stop(): Promise<void>;
}

/** @throws {@link ConfigError} for files that cannot be read and a data folder that cannot be used */
export async function prepareRun(options: StartOptions): Promise<PreparedRun> {
  const now = clockFrom(options.at);
  const paths: ConfigPaths = {
    ...configPaths(options.configDir),
    feeds: options.feedsFile ?? configPaths(options.configDir).feeds,
    rules: options.rulesDir,
    gazetteer: options.gazetteerDir,
  };
  const desk = readDeskFile(paths.desk);
  const { pack, problems } = readPackFiles(paths);
  const services = await startEmbeddedServices(options.dataDir, options.isFresh);
  const wire = options.feedsFile === undefined ? await startSampleWire({ now }) : undefined;
  const liveFeeds = options.feedsFile === undefined && options.isOffline ? [] : pack.feeds;
  return {
    desk,
    pack: { ...pack, feeds: [...(wire?.feeds ?? []), ...liveFeeds] satisfies FeedSpec[] },
    problems,
    now,
    wire,
    allowedHosts: [...options.allowedHosts, ...(wire === undefined ? [] : [wire.host])],
    services,
    async stop() {
      await wire?.stop();
      await services.stop();
    },
  };
}

/** The machine's clock, or one that starts at the given time and runs on. */
function clockFrom(at: number | undefined): Clock {
  if (at === undefined) return Date.now;
  const startedAt = performance.now();
  return () => at + Math.round(performance.now() - startedAt);
}

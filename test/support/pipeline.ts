/** The whole pipeline for a test: embedded services in a folder of their own, the real handlers, feeds on loopback. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedServices, startEmbeddedServices } from "../../infra/local/embedded-services.ts";
import { createRuntime, type Runtime } from "../../infra/local/runtime.ts";
import { configPaths, readPackFiles } from "../../lambdas/adapters/config-files.ts";
import { parseDesk } from "../../lambdas/core/desk.ts";
import { feedIdOf } from "../../lambdas/core/feeds/entry-identity.ts";
import type { FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import type { Pack } from "../../lambdas/core/pack.ts";
import type { Clock } from "../../lambdas/core/time.ts";
import type { FeedServer } from "./feed-server.ts";

export interface Pipeline {
  /** where its state is, and the environment of the operator's command */
  readonly dataDir: string;
  readonly services: EmbeddedServices;
  /** A fresh process, so to speak: new handlers over the same stored state. */
  restart(environment?: Readonly<Record<string, string>>): Runtime;
  stop(): Promise<void>;
}

export interface PipelineOptions {
  readonly feeds: readonly FeedSpec[];
  readonly server: FeedServer;
  readonly now: Clock;
  /** rules and gazetteer in force @default those of config/ */
  readonly pack?: Pick<Pack, "rules" | "gazetteer">;
  /** text of desk.yaml @default empty */
  readonly desk?: string;
}

const { pack: CONFIG_PACK } = readPackFiles(configPaths("config"));

export async function startPipeline({
  feeds,
  server,
  now,
  pack = CONFIG_PACK,
  desk = "",
}: PipelineOptions): Promise<Pipeline> {
  const dataDir = mkdtempSync(join(tmpdir(), "kivuwatch-"));
  const services = await startEmbeddedServices(dataDir, true);
  return {
    dataDir,
    services,
    restart: (environment = {}) =>
      createRuntime({
        services: { ...services, environment: { ...services.environment, ...environment } },
        dataDir,
        pack: { ...pack, feeds },
        desk: parseDesk(desk, "the test's desk.yaml"),
        allowedHosts: [server.host],
        now,
        isVerbose: false,
      }),
    async stop() {
      await services.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A feed of the test server. */
export function feedAt(server: FeedServer, path: string, source: string, lang = "en"): FeedSpec {
  const url = server.urlOf(path);
  return { id: feedIdOf(url), url, title: source, source, lang, tags: [] };
}

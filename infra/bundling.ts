/**
 * How a handler becomes a Lambda asset: one ES module, the SDK inside (pinned and faster to import than the runtime's
 * copy), and beside it pack.json, the desk's feeds, rules and gazetteer as they were when the stack was synthesized; for
 * the function that matches, compiled as well.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AssetStaging } from "aws-cdk-lib";
import { type BundlingOptions, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { PRECOMPILED_FILE } from "../lambdas/adapters/environment.ts";
import type { PackedConfig } from "./pack-config.ts";

/** Where a function finds the pack: Lambda unpacks an asset into /var/task. */
export const PACK_FILE = "/var/task/pack.json";

/**
 * esbuild's settings for one function. Nothing here needs Docker: esbuild is a dependency of the project.
 * @param files - undefined when nothing is going to be bundled
 * @param matches - whether the function holds rules against stories
 */
export function bundlingOptions(files: PackedConfig | undefined, matches: boolean): BundlingOptions {
  return {
    format: OutputFormat.ESM,
    // The default prefers CommonJS builds, which esbuild cannot shake: 584 KB instead of 380 KB for one handler.
    mainFields: ["module", "main"],
    // CommonJS packages inside an ES module still call require(); the alias cannot clash with a bundled name.
    banner:
      'import{createRequire as kivuwatchRequire}from"node:module";const require=kivuwatchRequire(import.meta.url);',
    externalModules: [],
    minify: true,
    sourceMap: true,
    sourcesContent: false,
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (_inputDir, outputDir) => {
        // CDK also asks for the commands that it would run in Docker; there, nothing is written.
        const isHere = outputDir !== AssetStaging.BUNDLING_OUTPUT_DIR;
        if (!isHere || files === undefined) return [];
        writeFileSync(join(outputDir, "pack.json"), files.pack);
        if (matches) writeFileSync(join(outputDir, PRECOMPILED_FILE), files.precompiled);
        return [];
      },
    },
  };
}

/**
 * How a handler becomes a Lambda asset: one ES module, the SDK inside (pinned and faster to import than the runtime's
 * copy), and beside it pack.json, the desk's feeds, rules and gazetteer as they were when the stack was synthesized.
 */
import { join } from "node:path";
import { type BundlingOptions, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";

/** Where a function finds the pack: Lambda unpacks an asset into /var/task. */
export const PACK_FILE = "/var/task/pack.json";

/**
 * esbuild's settings for one function. Nothing here needs Docker: esbuild is a dependency of the project.
 * @param packsConfig - false leaves pack.json out
 */
export function bundlingOptions(packsConfig = true): BundlingOptions {
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
      afterBundling: (_inputDir, outputDir) => (packsConfig ? [packCommand(outputDir)] : []),
    },
  };
}

/**
 * The command that writes pack.json; CDK runs it in the project's root.
 * @param platform - of the machine that synthesizes, as `process.platform` names it
 */
export function packCommand(outputDir: string, platform: string = process.platform): string {
  const file = quote(join(outputDir, "pack.json"), platform);
  return `npx tsx cli/kivuwatch.ts pack --config config --out ${file}`;
}

/** CDK hands hooks to bash, on Windows to cmd: a folder's name may hold spaces, and on Unix anything else. */
function quote(path: string, platform: string): string {
  return platform === "win32" ? `"${path}"` : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** What the pack costs a cold start of the collector: bytes, and milliseconds until its first story is matched. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { configPaths, readPackFiles } from "../../lambdas/adapters/config-files.ts";
import { precompile } from "../../lambdas/core/engine/precompile.ts";
import { positiveOption, readBenchOptions } from "./bench-options.ts";
import { median } from "./match/measure.ts";

const USAGE = `Usage: npm run -s bench:cold-start -- [--config config] [--runs 7] [--json]

Packs a configuration as a deployment does and times, in fresh processes and turn by turn, what the collector does with it
before and with its first story: with the rules compiled at packing time, and compiled on the spot, as after an edit.
`;

interface Stages {
  readonly times: Readonly<Record<string, number>>;
  readonly rules: number;
  readonly entities: number;
}

const values = readBenchOptions(USAGE, {
  config: { type: "string", default: "config" },
  runs: { type: "string", default: "7" },
  json: { type: "boolean", default: false },
});
const runs = positiveOption("--runs", values.runs);
const folder = mkdtempSync(join(tmpdir(), "kivuwatch-cold-"));
try {
  const { pack } = readPackFiles(configPaths(values.config));
  const files = { pack: join(folder, "pack.json"), engine: join(folder, "rules.engine"), entry: join(folder, "e.mjs") };
  writeFileSync(files.pack, JSON.stringify(pack));
  writeFileSync(files.engine, precompile(pack));
  buildSync({
    entryPoints: [new URL("cold-start/first-story.ts", import.meta.url).pathname],
    outfile: files.entry,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  });
  const precompiled: Stages[] = [];
  const compiled: Stages[] = [];
  for (let run = 0; run < runs; run += 1) {
    precompiled.push(start(files.entry, files.pack, files.engine));
    compiled.push(start(files.entry, files.pack));
  }
  report(
    [files.pack, files.engine].map((file) => ({ name: file.slice(folder.length + 1), ...sizesOf(file) })),
    { precompiled, compiled },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function start(...args: readonly string[]): Stages {
  const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  // Our own entry wrote it.
  return JSON.parse(stdout) as Stages;
}

function sizesOf(file: string): { readonly bytes: number; readonly gzipped: number } {
  const content = readFileSync(file);
  return { bytes: content.length, gzipped: gzipSync(content).length };
}

function report(
  sizes: readonly { readonly name: string; readonly bytes: number; readonly gzipped: number }[],
  measured: Readonly<Record<"precompiled" | "compiled", readonly Stages[]>>,
): void {
  const [one] = measured.precompiled;
  const names = Object.keys(one?.times ?? {});
  const middle = (kind: keyof typeof measured, name: string): number =>
    Math.round(median(measured[kind].map(({ times }) => times[name] ?? Number.NaN)) * 10) / 10;
  const stages = names.map((name) => ({
    name,
    precompiledMs: middle("precompiled", name),
    compiledMs: middle("compiled", name),
  }));
  if (values.json) {
    console.log(JSON.stringify({ sizes, stages, rulesMatched: one?.rules, entitiesFound: one?.entities }));
    return;
  }
  for (const { name, bytes, gzipped } of sizes) {
    console.log(`${name.padEnd(16)} ${Math.round(bytes / 1_000)} kB, gzipped ${Math.round(gzipped / 1_000)} kB`);
  }
  console.log(`\nms of processor time, the middle of ${runs} runs: rules precompiled, compiled on the spot`);
  for (const { name, precompiledMs, compiledMs } of stages) {
    console.log(`${name.padEnd(16)} ${String(precompiledMs).padStart(8)} ${String(compiledMs).padStart(8)}`);
  }
  console.log(`\n${one?.rules} rules held for the first story, ${one?.entities} entities were found`);
}

/** Has the desk's feeds, rules and gazetteer checked and put into one file, by the very command that a desk checks them with. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PRECOMPILED_FILE } from "../lambdas/adapters/environment.ts";
import { ConfigError } from "../lambdas/core/errors.ts";

export interface PackedConfig {
  /** text of pack.json */
  readonly pack: string;
  /** its rules and entities, compiled */
  readonly precompiled: Uint8Array;
}

/**
 * Takes seconds: once a synthesis is enough, for all functions.
 * @param projectRoot - folder of cli/ and config/
 * @returns the files for the functions' assets
 * @throws {@link ConfigError} when config/ has problems; the command has printed them
 */
export function packConfig(projectRoot: string): PackedConfig {
  const folder = mkdtempSync(join(tmpdir(), "kivuwatch-pack-"));
  const file = join(folder, "pack.json");
  try {
    // No shell: a folder's name may hold spaces and quotes. What the command says is for people, so it goes to stderr.
    const args = ["--import", "tsx", "cli/kivuwatch.ts", "pack", "--config", "config", "--out", file];
    const { status, error } = spawnSync(process.execPath, args, { cwd: projectRoot, stdio: ["ignore", 2, "inherit"] });
    if (status !== 0) throw new ConfigError("config/ cannot be deployed: repair what is named above", { cause: error });
    return { pack: readFileSync(file, "utf8"), precompiled: readFileSync(join(folder, PRECOMPILED_FILE)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

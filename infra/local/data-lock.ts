import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, messageOf } from "../../lambdas/core/errors.ts";

/**
 * Hold the data folder: the embedded database in it takes one process at a time.
 * @returns gives the folder back
 * @throws {@link ConfigError} when the folder cannot be written, or a living process holds it
 */
export function lockDataFolder(dataDir: string): () => void {
  const file = join(dataDir, "lock");
  try {
    mkdirSync(dataDir, { recursive: true });
    takeLock(file);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`--data ${dataDir}: cannot be used: ${messageOf(cause)}`, { cause });
  }
  return () => rmSync(file, { force: true });
}

function takeLock(file: string): void {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const holder = Number(readFileSync(file, "utf8"));
    if (isAlive(holder)) {
      throw new ConfigError(
        `process ${holder} uses this data folder; stop it first, or choose another with --data DIR`,
      );
    }
    // Its holder died without tidying up.
    rmSync(file, { force: true });
    writeFileSync(file, String(process.pid), { flag: "wx" });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

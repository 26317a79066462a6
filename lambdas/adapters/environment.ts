import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Desk, parseDesk } from "../core/desk.ts";
import { ConfigError, messageOf } from "../core/errors.ts";
import type { Pack } from "../core/pack.ts";

/** What `process.env` is; handed in, so that tests and the laptop set their own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Read a variable that a function cannot work without.
 * @throws {@link ConfigError} naming it: a cold start fails at once rather than at 3 a.m.
 */
export function requireVariable(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") {
    throw new ConfigError(`environment variable ${name} is not set; the stack sets it, see infra/constructs`);
  }
  return value;
}

/** The desk's settings, from the variable DESK as JSON. */
export function readDesk(env: Environment): Desk {
  return parseDesk(requireVariable(env, "DESK"), "environment variable DESK"); // JSON is YAML
}

/** Beside the pack: its rules and entities, compiled for the engine. */
export const PRECOMPILED_FILE = "rules.engine";

/** Rules, gazetteer and feeds, from the file that PACK_FILE names; it was checked when it was written. */
export function readPack(env: Environment): Pack {
  const file = requireVariable(env, "PACK_FILE");
  try {
    // Written by writePack from validated values: parsed, not validated again, to keep cold starts short.
    return JSON.parse(readFileSync(file, "utf8")) as Pack;
  } catch (cause) {
    throw new ConfigError(`PACK_FILE ${file} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

/** The pack's rules, compiled when it was written. @returns undefined when nobody did: they are compiled when needed */
export function readPrecompiled(env: Environment): Uint8Array | undefined {
  const file = join(dirname(requireVariable(env, "PACK_FILE")), PRECOMPILED_FILE);
  return existsSync(file) ? readFileSync(file) : undefined;
}

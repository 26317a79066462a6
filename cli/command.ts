import { type ParseArgsConfig, parseArgs } from "node:util";
import { ConfigError, messageOf } from "../lambdas/core/errors.ts";

/** One command of the `kivuwatch` program. */
export interface Command {
  /** shown by `--help` and after a wrong call */
  readonly usage: string;
  /** @returns the exit status: 0 done, 1 the thing looked at is faulty */
  run(args: readonly string[]): Promise<number>;
}

/**
 * `parseArgs` with an error that says what to do.
 * @throws {@link ConfigError}
 */
export function parseCommandArgs<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new ConfigError(messageOf(cause).split(". ")[0] ?? messageOf(cause), { cause });
  }
}

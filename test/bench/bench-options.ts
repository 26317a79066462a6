import { type ParseArgsConfig, parseArgs } from "node:util";
import { messageOf } from "../../lambdas/core/errors.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** What a benchmark was asked for. `--help` prints the usage and ends; so does a mistake, with exit status 2. */
export function readBenchOptions<const T extends Options>(
  usage: string,
  options: T,
): ReturnType<typeof parseArgs<{ options: T }>>["values"] {
  if (process.argv.slice(2).some((argument) => argument === "--help" || argument === "-h")) {
    process.stdout.write(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}`);
    process.exit(2);
  }
}

/** @returns the option as a number over 0; anything else ends the run with exit status 2 */
export function positiveOption(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  process.stderr.write(`${option} takes a number over 0, not "${text}"\n`);
  process.exit(2);
}

/** What a file of the user's holds; when it cannot be used, the reason is printed and the run ends with exit status 2. */
export function readOrEnd<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(2);
  }
}

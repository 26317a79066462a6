/** `npm start`: parse the arguments, read the configuration, run once or until Ctrl-C. */
import { Console } from "node:console";
import { ConfigError, KivuWatchError, messageOf } from "../../lambdas/core/errors.ts";
import { runOnce } from "./run-once.ts";
import { parseStartOptions, type StartOptions, USAGE } from "./start-options.ts";
import { watch } from "./watch.ts";

/** Bad arguments and unreadable files; anything else that ends the run is 1. */
const EXIT_USAGE = 2;

async function start(args: readonly string[]): Promise<void> {
  const options = parseStartOptions(args);
  if (options.isHelp) {
    process.stdout.write(USAGE);
    return;
  }
  // The functions log to the console; here stdout belongs to the desk.
  globalThis.console = new Console(process.stderr);
  await run(options);
}

async function run(options: StartOptions): Promise<void> {
  if (options.isOnce) await runOnce(options);
  else await watch(options);
}

try {
  await start(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`kivuwatch: ${error instanceof KivuWatchError ? error.message : describe(error)}\n`);
  process.exitCode = error instanceof ConfigError ? EXIT_USAGE : 1;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
}

/** The operator's command: `npm run -s kivuwatch -- COMMAND`. */
import { ConfigError, KivuWatchError, messageOf } from "../lambdas/core/errors.ts";
import { COMMANDS, type CommandEntry } from "./commands.ts";

/** A wrong call or an unreadable file. */
const EXIT_USAGE = 2;

async function main(args: readonly string[]): Promise<number> {
  const entry = findCommand(args);
  if (entry === undefined) {
    const isHelp = args.length === 0 || args[0] === "--help" || args[0] === "-h" || args[0] === "help";
    if (!isHelp)
      throw new ConfigError(`no command \`${args.slice(0, 2).join(" ")}\`; see npm run -s kivuwatch -- --help`);
    process.stdout.write(overview());
    return 0;
  }
  const command = await entry.load();
  const rest = args.slice(entry.name.split(" ").length);
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(command.usage);
    return 0;
  }
  return command.run(rest);
}

function findCommand(args: readonly string[]): CommandEntry | undefined {
  return COMMANDS.find(({ name }) => name.split(" ").every((word, index) => args[index] === word));
}

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `Usage: npm run -s kivuwatch -- COMMAND [OPTIONS]\n\n${lines.join("\n")}\n\nCOMMAND --help explains one.\n`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const text = error instanceof KivuWatchError ? error.message : ((error as Error).stack ?? messageOf(error));
  process.stderr.write(`kivuwatch: ${text}\n`);
  process.exitCode = error instanceof ConfigError ? EXIT_USAGE : 1;
}

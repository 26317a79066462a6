/** The operator's command: `npm run -s kivuwatch -- COMMAND`. */
import { ConfigError, KivuWatchError, messageOf } from "../lambdas/core/errors.ts";
import type { Command } from "./command.ts";
import { backtestCommand } from "./commands/backtest.ts";
import { costsCommand } from "./commands/costs.ts";
import { coverageCommand } from "./commands/coverage.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { explainCommand } from "./commands/explain.ts";
import { feedTokensAddCommand } from "./commands/feed-tokens-add.ts";
import { feedTokensListCommand } from "./commands/feed-tokens-list.ts";
import { feedTokensRevokeCommand } from "./commands/feed-tokens-revoke.ts";
import { feedsAddCommand } from "./commands/feeds-add.ts";
import { feedsCheckCommand } from "./commands/feeds-check.ts";
import { feedsListCommand } from "./commands/feeds-list.ts";
import { groupCommand } from "./commands/group.ts";
import { ledgerCommand } from "./commands/ledger.ts";
import { matchCommand } from "./commands/match.ts";
import { packCommand } from "./commands/pack.ts";
import { parseCommand } from "./commands/parse.ts";
import { rulesCheckCommand } from "./commands/rules-check.ts";
import { rulesDiffCommand } from "./commands/rules-diff.ts";
import { rulesFormatCommand } from "./commands/rules-format.ts";
import { rulesPullCommand } from "./commands/rules-pull.ts";
import { rulesPushCommand } from "./commands/rules-push.ts";
import { silenceCommand } from "./commands/silence.ts";
import { silenceLiftCommand } from "./commands/silence-lift.ts";
import { silencesCommand } from "./commands/silences.ts";
import { subscribeCommand } from "./commands/subscribe.ts";
import { subscriptionsCommand } from "./commands/subscriptions.ts";
import { unsubscribeCommand } from "./commands/unsubscribe.ts";

const COMMANDS: readonly Command[] = [
  rulesCheckCommand,
  rulesFormatCommand,
  rulesPushCommand,
  rulesPullCommand,
  rulesDiffCommand,
  backtestCommand,
  coverageCommand,
  feedTokensAddCommand,
  feedTokensListCommand,
  feedTokensRevokeCommand,
  matchCommand,
  explainCommand,
  groupCommand,
  evaluateCommand,
  ledgerCommand,
  costsCommand,
  packCommand,
  feedsCheckCommand,
  feedsListCommand,
  feedsAddCommand,
  parseCommand,
  // Before the shorter name: the first whose words fit is run.
  silenceLiftCommand,
  silenceCommand,
  silencesCommand,
  subscribeCommand,
  subscriptionsCommand,
  unsubscribeCommand,
];

/** A wrong call or an unreadable file. */
const EXIT_USAGE = 2;

async function main(args: readonly string[]): Promise<number> {
  const command = findCommand(args);
  if (command === undefined) {
    const isHelp = args.length === 0 || args[0] === "--help" || args[0] === "-h" || args[0] === "help";
    if (!isHelp)
      throw new ConfigError(`no command \`${args.slice(0, 2).join(" ")}\`; see npm run -s kivuwatch -- --help`);
    process.stdout.write(overview());
    return 0;
  }
  const rest = args.slice(command.name.split(" ").length);
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(command.usage);
    return 0;
  }
  return command.run(rest);
}

function findCommand(args: readonly string[]): Command | undefined {
  return COMMANDS.find((command) => command.name.split(" ").every((word, index) => args[index] === word));
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

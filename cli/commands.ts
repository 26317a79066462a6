/** All commands. Each is loaded when it is called: who asks for one does not wait for what the others import. */
import type { Command } from "./command.ts";

export interface CommandEntry {
  /** as typed, e.g. `rules check` */
  readonly name: string;
  /** one line for the list of commands */
  readonly summary: string;
  load(): Promise<Command>;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "rules check",
    summary: "check rule and gazetteer files and run the rules' own tests",
    load: async () => (await import("./commands/rules-check.ts")).rulesCheckCommand,
  },
  {
    name: "rules format",
    summary: "write the queries of rule files in canonical form",
    load: async () => (await import("./commands/rules-format.ts")).rulesFormatCommand,
  },
  {
    name: "rules push",
    summary: "put the rules of files in force in an archive",
    load: async () => (await import("./commands/rules-push.ts")).rulesPushCommand,
  },
  {
    name: "rules pull",
    summary: "write the rules in force in an archive to files",
    load: async () => (await import("./commands/rules-pull.ts")).rulesPullCommand,
  },
  {
    name: "rules diff",
    summary: "compare rule files with the rules in force in an archive",
    load: async () => (await import("./commands/rules-diff.ts")).rulesDiffCommand,
  },
  {
    name: "backtest",
    summary: "replay a rule over the stories of the last days",
    load: async () => (await import("./commands/backtest.ts")).backtestCommand,
  },
  {
    name: "coverage",
    summary: "show blind spots: what an archive sees less of than before, or not at all",
    load: async () => (await import("./commands/coverage.ts")).coverageCommand,
  },
  {
    name: "feed-tokens add",
    summary: "make a secret address that shows one search in a feed reader",
    load: async () => (await import("./commands/feed-tokens-add.ts")).feedTokensAddCommand,
  },
  {
    name: "feed-tokens list",
    summary: "show the secret addresses of feed readers, without the secrets",
    load: async () => (await import("./commands/feed-tokens-list.ts")).feedTokensListCommand,
  },
  {
    name: "feed-tokens revoke",
    summary: "take a feed reader's secret address out of force",
    load: async () => (await import("./commands/feed-tokens-revoke.ts")).feedTokensRevokeCommand,
  },
  {
    name: "match",
    summary: "match stories (JSON lines on stdin) against the rules",
    load: async () => (await import("./commands/match.ts")).matchCommand,
  },
  {
    name: "explain",
    summary: "show clause by clause why a rule holds for a text or not",
    load: async () => (await import("./commands/explain.ts")).explainCommand,
  },
  {
    name: "group",
    summary: "group stories (JSON lines on stdin) into events",
    load: async () => (await import("./commands/group.ts")).groupCommand,
  },
  {
    name: "evaluate",
    summary: "measure the rules against stories that a person has judged",
    load: async () => (await import("./commands/evaluate.ts")).evaluateCommand,
  },
  {
    name: "ledger",
    summary: "account for every entry and every matched story, hour by hour",
    load: async () => (await import("./commands/ledger.ts")).ledgerCommand,
  },
  {
    name: "costs",
    summary: "estimate the monthly bill for a number of feeds",
    load: async () => (await import("./commands/costs.ts")).costsCommand,
  },
  {
    name: "pack",
    summary: "check config/ and write rules, gazetteer and feeds for the functions",
    load: async () => (await import("./commands/pack.ts")).packCommand,
  },
  {
    name: "feeds check",
    summary: "fetch each feed and say what it holds, what is wrong, and what to do",
    load: async () => (await import("./commands/feeds-check.ts")).feedsCheckCommand,
  },
  {
    name: "feeds list",
    summary: "list the feeds with their health and the volume of each language",
    load: async () => (await import("./commands/feeds-list.ts")).feedsListCommand,
  },
  {
    name: "feeds add",
    summary: "find the feed of a site and add it to config/feeds.opml",
    load: async () => (await import("./commands/feeds-add.ts")).feedsAddCommand,
  },
  {
    name: "parse",
    summary: "read feeds from files (paths on stdin) and print their entries",
    load: async () => (await import("./commands/parse.ts")).parseCommand,
  },
  // Before the shorter name: the first whose words fit is run.
  {
    name: "silence lift",
    summary: "end a silence early",
    load: async () => (await import("./commands/silence-lift.ts")).silenceLiftCommand,
  },
  {
    name: "silence",
    summary: "mute a rule, an event or a place for a while",
    load: async () => (await import("./commands/silence.ts")).silenceCommand,
  },
  {
    name: "silences",
    summary: "list silences, in force and past",
    load: async () => (await import("./commands/silences.ts")).silencesCommand,
  },
  {
    name: "subscribe",
    summary: "subscribe a mail address, phone, web hook or queue to alerts",
    load: async () => (await import("./commands/subscribe.ts")).subscribeCommand,
  },
  {
    name: "subscriptions",
    summary: "list who receives alerts, and which",
    load: async () => (await import("./commands/subscriptions.ts")).subscriptionsCommand,
  },
  {
    name: "unsubscribe",
    summary: "end a subscription",
    load: async () => (await import("./commands/unsubscribe.ts")).unsubscribeCommand,
  },
];

/** `npm start -- --once`: one full cycle, then a report for a program (`--json`) or a person. */
import type { Alert } from "../../lambdas/core/alerts/alert.ts";
import { renderForTerminal } from "../../lambdas/core/alerts/messages/terminal-text.ts";
import { addTally, EMPTY_TALLY, type EntryTally } from "../../lambdas/core/feeds/feed.ts";
import type { Severity } from "../../lambdas/core/rules/severity.ts";
import type { FeedOutcome } from "../../lambdas/core/stories/collect-feed.ts";
import type { DecisionKind } from "../../lambdas/core/stories/story.ts";
import { type PreparedRun, prepareRun } from "./prepare-run.ts";
import { readStory } from "./read-story.ts";
import { createRuntime, type Runtime } from "./runtime.ts";
import type { StartOptions } from "./start-options.ts";

/** The shape of `--once --json`. */
interface OnceReport {
  readonly feeds: readonly { url: string; status: FeedOutcome["status"]; reason?: string; entries: number }[];
  readonly entries: EntryTally;
  readonly matched: readonly {
    id: string;
    url?: string;
    title: string;
    source: string;
    rules: readonly string[];
    severity: Severity;
    decision: DecisionKind | "open";
  }[];
  readonly alerts: readonly { id: string; severity: Severity; title: string; url?: string; rules: readonly string[] }[];
}

export async function runOnce(options: StartOptions): Promise<void> {
  const prepared = await prepareRun(options);
  for (const problem of prepared.problems) process.stderr.write(`kivuwatch: ${problem}\n`);
  try {
    const runtime = createRuntime({ ...options, ...prepared });
    const outcomes = await runtime.collect("all");
    const { alerts, drain } = await runtime.tell();
    for (const failure of drain.failed)
      process.stderr.write(`kivuwatch: story ${failure.storyId}: ${failure.reason}\n`);
    const report = await reportOf(outcomes, alerts, runtime);
    process.stdout.write(options.isJson ? `${JSON.stringify(report)}\n` : describe(report, alerts, prepared));
  } finally {
    await prepared.stop();
  }
}

async function reportOf(
  outcomes: readonly FeedOutcome[],
  alerts: readonly Alert[],
  runtime: Runtime,
): Promise<OnceReport> {
  const ids = new Set(outcomes.flatMap((outcome) => outcome.matched));
  const stories = await Promise.all([...ids].map((id) => readStory(runtime.query, id)));
  return {
    feeds: outcomes.map(({ url, status, reason, tally }) => ({ url, status, reason, entries: tally.fetched })),
    entries: outcomes.map((outcome) => outcome.tally).reduce(addTally, EMPTY_TALLY),
    matched: stories.map((story) => ({
      id: story.id,
      url: story.url,
      title: story.title,
      source: story.sources[0]?.source ?? "unknown",
      rules: story.matches.map((match) => match.ruleId),
      severity: story.severity ?? "low",
      decision: story.decision?.kind ?? "open",
    })),
    alerts: alerts.map(({ id, severity, title, url, matches }) => ({
      id,
      severity,
      title,
      url,
      rules: matches.map((match) => match.ruleId),
    })),
  };
}

function describe(report: OnceReport, alerts: readonly Alert[], { desk }: PreparedRun): string {
  const colour = process.stdout.isTTY === true;
  const width = process.stdout.columns ?? 100;
  const told = alerts.map((alert) => `${renderForTerminal(alert, { timeZone: desk.timeZone, colour, width })}\n`);
  const failed = report.feeds.filter((feed) => feed.status === "failed");
  const { fetched, stored, duplicate, revised, rejected } = report.entries;
  return [
    ...told,
    ...failed.map((feed) => `failed   ${feed.url}  ${feed.reason}`),
    `feeds    ${report.feeds.length} polled, ${failed.length} failed`,
    `entries  ${fetched} fetched: ${stored} stored, ${duplicate} duplicate, ${revised} revised, ${rejected} rejected`,
    `matched  ${report.matched.length}`,
    `alerts   ${report.alerts.length}`,
    "",
  ].join("\n");
}

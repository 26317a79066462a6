/** `npm start`: the pipeline on a laptop, until Ctrl-C. Alerts and one status line on the terminal, the archive on HTTP. */
import { setTimeout as pause } from "node:timers/promises";
import { safeLine } from "../../lambdas/core/alerts/messages/safe-text.ts";
import { renderForTerminal } from "../../lambdas/core/alerts/messages/terminal-text.ts";
import { messageOf } from "../../lambdas/core/errors.ts";
import { type HealthNotice, noticeSubject } from "../../lambdas/core/feeds/health-notice.ts";
import type { FeedOutcome } from "../../lambdas/core/stories/collect-feed.ts";
import { MINUTE_MS, SECOND_MS } from "../../lambdas/core/time.ts";
import { type ArchiveServer, startArchiveServer } from "./archive-server.ts";
import { type PreparedRun, prepareRun } from "./prepare-run.ts";
import { createRuntime, type Runtime } from "./runtime.ts";
import type { StartOptions } from "./start-options.ts";
import { createStatusLine, type StatusLine } from "./status-line.ts";

/** In the cloud the alert worker runs once a minute; at a terminal nobody likes to wait. */
const TELL_EVERY_MS = 2 * SECOND_MS;

export async function watch(options: StartOptions): Promise<void> {
  const status = createStatusLine(process.stdout);
  status.print(`KivuWatch on this machine: state in ${options.dataDir}/, nothing leaves it but polls of live feeds.`);
  const prepared = await prepareRun(options);
  for (const problem of prepared.problems) status.print(`warning  ${problem}`);
  const runtime = createRuntime({
    ...options,
    ...prepared,
    onOutcome: (outcome) => status.count(outcome),
    onNotice: (notice) => status.print(healthLines(notice)),
  });
  const stopping = stopOnSignal(runtime, status);
  let archive: ArchiveServer | undefined;
  try {
    archive = await startArchiveServer(runtime.query, options.port, prepared.desk.corsOrigins);
    status.print(hints(archive.url, prepared));
    await Promise.all([collectLoop(runtime, status, stopping), tellLoop(runtime, status, prepared, stopping)]);
  } finally {
    await archive?.stop();
    await prepared.stop();
    status.print("stopped; everything is stored. `npm start` carries on from here.");
  }
}

async function collectLoop(runtime: Runtime, status: StatusLine, stopping: AbortSignal): Promise<void> {
  for (let feeds: "all" | "due" = "all"; !stopping.aborted; feeds = "due") {
    const startedAt = performance.now();
    try {
      const outcomes = await runtime.collect(feeds);
      if (feeds === "all") status.print(summarise(outcomes));
    } catch (error) {
      status.print(`collect  failed, next try in a minute: ${messageOf(error)}`);
    }
    const restMs = MINUTE_MS - (performance.now() - startedAt);
    if (restMs > 0) await rest(restMs, stopping);
  }
}

async function tellLoop(
  runtime: Runtime,
  status: StatusLine,
  { desk }: PreparedRun,
  stopping: AbortSignal,
): Promise<void> {
  const colour = process.stdout.isTTY === true;
  while (!stopping.aborted) {
    await rest(TELL_EVERY_MS, stopping);
    try {
      const { alerts, digests, drain } = await runtime.tell();
      for (const alert of alerts) {
        const width = process.stdout.columns ?? 100;
        status.print(`\n${renderForTerminal(alert, { timeZone: desk.timeZone, colour, width })}\n`);
      }
      for (const { data } of digests) {
        status.print(`digest   due ${data.dueAt}: ${data.stories.length} stories, ${data.severity} at most`);
        for (const story of data.stories)
          status.print(`         ${story.severity.padEnd(8)} ${story.title}  (${story.source})`);
      }
      status.tell(alerts.length, drain.settled.length);
      for (const failure of drain.failed)
        status.print(`alert    story ${failure.storyId} stays open: ${failure.reason}`);
    } catch (error) {
      status.print(`alert    failed, tried again shortly: ${messageOf(error)}`);
    }
  }
}

function stopOnSignal(runtime: Runtime, status: StatusLine): AbortSignal {
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) process.exit(130);
    status.print("stopping: finishing what is under way (Ctrl-C again to stop at once)");
    runtime.wind();
    stopping.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return stopping.signal;
}

async function rest(ms: number, stopping: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal: stopping }).catch((error: unknown) => {
    if (!stopping.aborted) throw error;
  });
}

function healthLines(notice: HealthNotice): string {
  const lines = [...notice.worsened, ...notice.recovered].slice(0, 10);
  return [
    `health   ${noticeSubject(notice).replace("KivuWatch: ", "")}`,
    ...lines.map(({ name, from, to }) => `         ${to} (was ${from})  ${safeLine(name)}`),
  ].join("\n");
}

function summarise(outcomes: readonly FeedOutcome[]): string {
  const failed = outcomes.filter((outcome) => outcome.status === "failed");
  const line = `feeds    ${outcomes.length} polled, ${outcomes.length - failed.length} answered`;
  if (failed.length === 0) return line;
  const byReason = new Map<string, number>();
  for (const { reason = "unknown" } of failed) {
    const word = reason.split(":")[0] ?? reason;
    byReason.set(word, (byReason.get(word) ?? 0) + 1);
  }
  const reasons = [...byReason].sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${reason} ${count}`);
  return `${line}, ${failed.length} failed (${reasons.join(", ")}); they are tried again later`;
}

function hints(url: string, { wire, pack }: PreparedRun): string {
  const live = pack.feeds.length - (wire?.feeds.length ?? 0);
  const wireLine = wire === undefined ? "" : `${wire.feeds.length} feeds of the sample wire, `;
  return [
    `polling  ${wireLine}${live} live feeds`,
    `archive  ${url}   try, in another terminal:`,
    `           curl '${url}/stories?limit=5'`,
    `           curl '${url}/stories?place=north-kivu&severity=high%2B'`,
    `           curl '${url}/events'`,
    `           curl '${url}/feeds'`,
    "stop     Ctrl-C",
  ].join("\n");
}

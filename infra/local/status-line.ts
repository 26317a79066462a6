/** Lines for a person, and below them, on a terminal, one line that shows that work goes on. */
import type { FeedOutcome } from "../../lambdas/core/stories/collect-feed.ts";

export interface StatusLine {
  print(text: string): void;
  count(outcome: FeedOutcome): void;
  tell(alerts: number, settled: number): void;
}

/** @param stream - the live line is drawn only when it is a terminal; a pipe gets the printed lines alone */
export function createStatusLine(stream: NodeJS.WriteStream): StatusLine {
  const totals = { polls: 0, failed: 0, stored: 0, matched: 0, alerts: 0, settled: 0 };
  const erase = stream.isTTY ? "\r\u001b[K" : "";

  function draw(): void {
    if (!stream.isTTY) return;
    const line = `polls ${totals.polls} (${totals.failed} failed) · stored ${totals.stored} · matched ${totals.matched} · decided ${totals.settled} · alerts ${totals.alerts}`;
    stream.write(`${erase}${line.slice(0, (stream.columns ?? 100) - 1)}`);
  }

  return {
    print(text) {
      stream.write(`${erase}${text}\n`);
      draw();
    },
    count(outcome) {
      totals.polls += 1;
      if (outcome.status === "failed") totals.failed += 1;
      totals.stored += outcome.tally.stored;
      totals.matched += outcome.matched.length;
      draw();
    },
    tell(alerts, settled) {
      totals.alerts += alerts;
      totals.settled += settled;
      if (alerts + settled > 0) draw();
    },
  };
}

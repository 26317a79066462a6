/** Latency, throughput and requests of the whole pipeline on embedded services. */
import { positiveOption, readBenchOptions } from "./bench-options.ts";
import { measurePipeline } from "./pipeline/measure-pipeline.ts";

const USAGE = `Usage: npm run -s bench:pipeline -- [--changes 60] [--feeds 20] [--stories 30] [--json]

Runs every function on embedded services: from a feed's change to the subscriber's receipt, change by change; then feeds
full of stories for throughput; then requests a story by kind.
`;

const values = readBenchOptions(USAGE, {
  json: { type: "boolean" },
  changes: { type: "string", default: "60" },
  feeds: { type: "string", default: "20" },
  stories: { type: "string", default: "30" },
});
const report = await measurePipeline({
  changes: positiveOption("--changes", values.changes),
  feeds: positiveOption("--feeds", values.feeds),
  storiesPerFeed: positiveOption("--stories", values.stories),
});
const { latencyMs, throughput, requests } = report;
process.stdout.write(
  values.json === true
    ? `${JSON.stringify(report)}\n`
    : [
        `change to receipt: p50 ${latencyMs.p50} ms, p95 ${latencyMs.p95} ms (${latencyMs.samples} alerts; without the schedule's waits)`,
        `throughput: ${throughput.storiesPerSecond} stories/s (${throughput.stories} stories, ${throughput.matched} matched, ${throughput.alerts} alerts in ${throughput.seconds} s)`,
        `requests a story, matched or not: DynamoDB ${requests.perStory.dynamodb}, SQS ${requests.perStory.sqs}, SNS ${requests.perStory.sns}`,
        ...Object.entries(requests.perMatchedStory).map(
          ([kind, { dynamodb, sns, grouping, byOperation }]) =>
            `requests of the alert worker a ${kind} story: DynamoDB ${dynamodb}, SNS ${sns}, of these grouping ${grouping.reads} reads + ${grouping.writes} writes (${listOf(byOperation)})`,
        ),
        "",
      ].join("\n"),
);

function listOf(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}

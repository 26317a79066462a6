import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { METRICS } from "../../infra/metrics.ts";
import { noticeText } from "../../lambdas/core/feeds/health-notice.ts";
import { type CfnResource, PROJECT_ROOT, resourceNamed, resourcesOf, synthesize } from "./synthesize.ts";

const { template } = synthesize();
const alarms = Object.values(resourcesOf(template, "AWS::CloudWatch::Alarm"));

function alarmNamed(name: string, from = template): CfnResource {
  const found = Object.values(resourcesOf(from, "AWS::CloudWatch::Alarm")).find(({ Properties }) =>
    String(Properties.AlarmName).endsWith(`-${name}`),
  );
  if (!found) throw new Error(`no alarm ${name}`);
  return found;
}

/** The anchors that the headings of a Markdown file have on a forge. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

describe("the alarms", () => {
  test("stay within what CloudWatch gives for free: ten alarms and ten metric names", () => {
    expect(alarms.length).toBeGreaterThan(0);
    expect(alarms.length).toBeLessThanOrEqual(10);
    expect(Object.keys(METRICS).length).toBeLessThanOrEqual(10);
  });

  test("each lead to a heading of the runbook", () => {
    const anchors = anchorsOf(readFileSync(join(PROJECT_ROOT, "infra/RUNBOOK.md"), "utf8"));

    const named = alarms.map(({ Properties }) => / infra\/RUNBOOK\.md#(\S+)$/.exec(Properties.AlarmDescription)?.[1]);
    expect(new Set(named).size).toBe(alarms.length);
    expect(anchors).toEqual(expect.arrayContaining(named));
  });

  test("share the runbook with the notices of the feeds' health, which lead to a heading of it", () => {
    const anchors = anchorsOf(readFileSync(join(PROJECT_ROOT, "infra/RUNBOOK.md"), "utf8"));
    const counts = { worsened: 0, recovered: 0, ill: 0, feeds: 0 };

    const text = noticeText({ id: "0", kind: "changes", at: 0, worsened: [], recovered: [], counts });

    expect(anchors).toContain(/ infra\/RUNBOOK\.md#(\S+)$/m.exec(text)?.[1]);
  });

  test("count every metric that a function emits, and no other", () => {
    const sources = ["dispatch", "collect", "alert", "query"].flatMap((name) => {
      const folder = join(PROJECT_ROOT, "lambdas", name);
      return readdirSync(folder).map((file) => [name, readFileSync(join(folder, file), "utf8")] as const);
    });

    const emitted = sources.flatMap(([name, text]) =>
      [...text.matchAll(/addMetric\(\s*"(\w+)"/g)].map(([, metric = ""]) => [metric, name] as const),
    );
    expect(Object.fromEntries(emitted)).toEqual(METRICS);
  });

  test("tell the operators when they start and when they end", () => {
    const { id } = resourceNamed(template, "AWS::SNS::Topic", "NotificationsOperations");

    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: id }]);
      expect(Properties.OKActions).toEqual([{ Ref: id }]);
    }
  });

  test("watch every dead-letter queue, from the first message on", () => {
    const queues = Object.keys(resourcesOf(template, "AWS::SQS::Queue"));
    const deadLetterQueues = queues.filter((id) => /DeadLetters|Undelivered/.test(id));

    const watching = alarms.filter(({ Properties }) => Properties.Namespace === "AWS/SQS");
    const watched = watching.map(({ Properties }) => Properties.Dimensions[0].Value["Fn::GetAtt"][0]);
    expect(deadLetterQueues).toHaveLength(queues.length - 2);
    expect(watched.sort()).toEqual(deadLetterQueues.sort());
    for (const { Properties } of watching) {
      expect(Properties).toMatchObject({
        MetricName: "ApproximateNumberOfMessagesVisible",
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "notBreaching",
      });
    }
  });

  test.each(["dispatch", "collect", "alert"])("ring when %s fails for ten minutes", (name) => {
    const prefix = `${name.charAt(0).toUpperCase()}${name.slice(1)}Worker`;
    const worker = resourceNamed(template, "AWS::Lambda::Function", prefix);

    expect(alarmNamed(`${name}-errors`).Properties).toMatchObject({
      Namespace: "AWS/Lambda",
      MetricName: "Errors",
      Dimensions: [{ Name: "FunctionName", Value: { Ref: worker.id } }],
      Period: 300,
      EvaluationPeriods: 2,
    });
  });

  test("ring when the API answers 5xx for ten minutes, whoever is to blame", () => {
    expect(alarmNamed("query-errors").Properties).toMatchObject({
      Namespace: "AWS/ApiGateway",
      MetricName: "5xx",
      Period: 300,
      EvaluationPeriods: 2,
    });
  });

  test("ring when a story waits 15 minutes for its alert, or nobody reports on that", () => {
    expect(alarmNamed("oldest-open-entry").Properties).toMatchObject({
      Namespace: "KivuWatch",
      MetricName: "OldestOpenAgeSeconds",
      Dimensions: [{ Name: "service", Value: "alert" }],
      Statistic: "Maximum",
      Threshold: 900,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      TreatMissingData: "breaching",
    });
  });

  test.each([
    [5, 15 * 60],
    [15, 15 * 60],
    [360, 360 * 60],
  ])("ring when feeds due every %i minutes are not polled for twice %i seconds", (pollMinutes, period) => {
    const { Properties } = alarmNamed("collector-silent", synthesize({ desk: `pollMinutes: ${pollMinutes}` }).template);

    expect(Properties).toMatchObject({
      Namespace: "KivuWatch",
      MetricName: "FeedsPolled",
      Dimensions: [{ Name: "service", Value: "collect" }],
      Statistic: "Sum",
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
      Period: period,
      EvaluationPeriods: 2,
      TreatMissingData: "breaching",
    });
  });
});

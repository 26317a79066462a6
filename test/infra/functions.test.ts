import { describe, expect, test } from "vitest";
import type { FunctionName } from "../../infra/metrics.ts";
import { parseDesk } from "../../lambdas/core/desk.ts";
import { type CfnResource, resourceNamed, resourcesOf, synthesize } from "./synthesize.ts";

const DESK = "alertEmails: [desk@example.org]\noperationsEmails: [ops@example.org]\npollMinutes: 30";
const { template } = synthesize({ desk: DESK });

const NAMES = ["dispatch", "collect", "alert", "query"] as const satisfies readonly FunctionName[];

function prefixOf(name: FunctionName): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Worker`;
}

function functionOf(name: FunctionName, from = template): CfnResource {
  return resourceNamed(from, "AWS::Lambda::Function", prefixOf(name));
}

function variablesOf(name: FunctionName, from = template): Record<string, unknown> {
  return functionOf(name, from).Properties.Environment.Variables;
}

describe("the functions of the stack", () => {
  test("are four: no helper function of the CDK is deployed", () => {
    expect(Object.keys(resourcesOf(template, "AWS::Lambda::Function"))).toHaveLength(NAMES.length);
  });

  describe.each(NAMES)("%s", (name) => {
    const { Properties } = functionOf(name);

    test("runs on Node 24 and arm64 with its size and time set", () => {
      expect(Properties.Runtime).toBe("nodejs24.x");
      expect(Properties.Architectures).toEqual(["arm64"]);
      expect(Properties.Handler).toBe("index.handler");
      expect(Properties.MemorySize).toBeGreaterThanOrEqual(256);
      expect(Properties.Timeout).toBeGreaterThan(3);
    });

    test("neither reserves concurrency nor joins a VPC nor traces", () => {
      expect(Properties).not.toHaveProperty("ReservedConcurrentExecutions");
      expect(Properties).not.toHaveProperty("VpcConfig");
      expect(Properties).not.toHaveProperty("TracingConfig");
    });

    test("writes to a log group of its own that forgets after 30 days", () => {
      const logs = resourceNamed(template, "AWS::Logs::LogGroup", `${prefixOf(name)}Logs`);

      expect(Properties.LoggingConfig.LogGroup).toEqual({ Ref: logs.id });
      expect(logs.Properties.RetentionInDays).toBe(30);
      expect(logs.DeletionPolicy).toBe("Delete");
    });

    test("is told the desk's settings without anybody's mail address", () => {
      const desk = String(variablesOf(name).DESK);

      expect(desk).not.toContain("@");
      expect(parseDesk(desk, "DESK")).toEqual({ ...parseDesk(DESK, ""), alertEmails: [], operationsEmails: [] });
    });

    test("finds its pack, its service name and its metrics namespace in the environment", () => {
      expect(variablesOf(name)).toMatchObject({
        PACK_FILE: "/var/task/pack.json",
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: "KivuWatch",
        POWERTOOLS_LOG_LEVEL: "INFO",
        NODE_OPTIONS: "--enable-source-maps",
      });
    });
  });

  test.each([
    ["dispatch", ["COLLECT_QUEUE_URL", "FEEDS_TABLE", "OPERATIONS_TOPIC_ARN", "RULES_TABLE", "STORIES_TABLE"]],
    ["collect", ["FEEDS_TABLE", "MENTIONS_TABLE", "RULES_TABLE", "STORIES_TABLE"]],
    ["alert", ["ALERT_TOPIC_ARN", "EVENTS_TABLE", "MENTIONS_TABLE", "STORIES_TABLE"]],
    ["query", ["EVENTS_TABLE", "FEEDS_TABLE", "MENTIONS_TABLE", "RULES_TABLE", "STORIES_TABLE"]],
  ] as const)("%s knows only the resources that it works with: %j", (name, wanted) => {
    const named = Object.keys(variablesOf(name)).filter((variable) => /_(TABLE|URL|ARN)$/.test(variable));

    expect(named.sort()).toEqual(wanted);
  });

  test("a second stage reports its metrics apart from the first", () => {
    const second = synthesize({ desk: "stage: dev" }).template;

    expect(variablesOf("collect", second).POWERTOOLS_METRICS_NAMESPACE).toBe("KivuWatch-dev");
  });
});

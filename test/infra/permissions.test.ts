import { describe, expect, test } from "vitest";
import type { FunctionName } from "../../infra/metrics.ts";
import { listed, permissionsOf, statementsOf } from "./permissions-of.ts";
import { resourcesOf, synthesize } from "./synthesize.ts";

const { template } = synthesize({ chat: true });

const policies = resourcesOf(template, "AWS::IAM::Policy");
const roles = resourcesOf(template, "AWS::IAM::Role");

function onTable(table: string, actions: readonly string[], index = ""): readonly string[] {
  return actions.map((action) => `dynamodb:${action} Tables${table}${index && `/index/${index}`}`);
}

const CONSUME = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** Word for word what used-permissions.test.ts sees the functions do. */
const ALLOWED: Readonly<Record<FunctionName, readonly string[]>> = {
  dispatch: [
    ...onTable("Feeds", ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"]),
    ...onTable("Feeds", ["Query"], "roster"),
    ...onTable("Rules", ["BatchGetItem", "GetItem", "PutItem"]),
    ...onTable("Stories", ["Query"], "timeline"),
    "sns:Publish NotificationsOperations",
    "sqs:SendMessage CollectFeedsQueue",
    "sqs:SendMessage ScheduleDeadLetters",
  ],
  collect: [
    ...onTable("Stories", ["GetItem", "PutItem", "UpdateItem"]),
    ...onTable("Mentions", ["BatchWriteItem"]),
    ...onTable("Feeds", ["BatchGetItem", "UpdateItem"]),
    ...onTable("Rules", ["BatchGetItem", "GetItem"]),
    ...CONSUME.map((action) => `${action} CollectFeedsQueue`),
  ],
  alert: [
    ...onTable("Stories", ["GetItem", "UpdateItem"]),
    ...onTable("Stories", ["Query"], "outbox"),
    ...onTable("Mentions", ["BatchWriteItem"]),
    ...onTable("Events", ["BatchGetItem", "BatchWriteItem", "GetItem", "PutItem", "Query", "UpdateItem"]),
    ...CONSUME.map((action) => `${action} AlertTicksQueue`),
    "sns:Publish NotificationsAlerts",
    "sns:Publish NotificationsChat",
  ],
  query: [
    ...onTable("Stories", ["BatchGetItem", "GetItem"]),
    ...onTable("Stories", ["Query"], "timeline"),
    ...onTable("Mentions", ["Query"]),
    ...onTable("Events", ["GetItem"]),
    ...onTable("Feeds", ["BatchGetItem", "GetItem"]),
    ...onTable("Feeds", ["Query"], "roster"),
    ...onTable("Rules", ["BatchGetItem", "GetItem", "PutItem", "Query"]),
  ],
};

describe("what the roles may do", () => {
  test.each(Object.entries(ALLOWED))("%s may do exactly what it does, and write its log", (name, allowed) => {
    const prefix = name.charAt(0).toUpperCase() + name.slice(1);
    const logging = ["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => `${action} ${prefix}WorkerLogs`);

    expect(permissionsOf(template, `${prefix}WorkerRole`)).toEqual([...allowed, ...logging].sort());
  });

  test("each schedule may only reach its target and the dead-letter queue", () => {
    expect(permissionsOf(template, "DispatchEveryMinuteRole")).toEqual([
      "lambda:InvokeFunction DispatchWorkerFunction",
      "sqs:SendMessage ScheduleDeadLetters",
    ]);
    expect(permissionsOf(template, "AlertEveryMinuteRole")).toEqual([
      "sqs:SendMessage AlertTicksQueue",
      "sqs:SendMessage ScheduleDeadLetters",
    ]);
  });

  test("nobody may scan a table, and no statement has a wildcard", () => {
    const statements = Object.values(policies).flatMap(statementsOf);
    const actions = statements.flatMap(({ Action }) => listed(Action));

    expect(statements.length).toBeGreaterThan(0);
    expect(actions.filter((action) => /scan|\*/i.test(action))).toEqual([]);
    expect(JSON.stringify(statements.map(({ Resource }) => Resource))).not.toContain("*");
  });

  test("no role has a managed policy or an inline one beside those", () => {
    expect(Object.keys(roles)).toHaveLength(Object.keys(policies).length);
    for (const { Properties } of Object.values(roles)) {
      expect(Properties).not.toHaveProperty("ManagedPolicyArns");
      expect(Properties).not.toHaveProperty("Policies");
    }
  });

  test("a schedule of another account cannot borrow a schedule's role", () => {
    const scheduleRoles = Object.values(roles).filter(({ Properties }) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes("scheduler.amazonaws.com"),
    );

    expect(scheduleRoles).toHaveLength(2);
    for (const { Properties } of scheduleRoles) {
      const [statement] = Properties.AssumeRolePolicyDocument.Statement;
      expect(statement.Condition.StringEquals["aws:SourceAccount"]).toEqual({ Ref: "AWS::AccountId" });
      expect(JSON.stringify(statement.Condition.StringEquals["aws:SourceArn"])).toContain(":schedule-group/default");
    }
  });
});

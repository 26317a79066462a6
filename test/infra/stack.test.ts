import { describe, expect, test } from "vitest";
import { TABLE_KEYS } from "../../lambdas/adapters/dynamo/tables.ts";
import { resourcesOf, synthesize } from "./synthesize.ts";

const { stack, template } = synthesize();

describe("the stack", () => {
  test("is called KivuWatch and protected against deletion", () => {
    expect(stack.stackName).toBe("KivuWatch");
    expect(stack.terminationProtection).toBe(true);
    expect(template.toJSON().Description).toContain("KivuWatch (prod)");
  });

  test("of another stage has a name and tags of its own", () => {
    const second = synthesize({ desk: "stage: dev" });

    expect(second.stack.stackName).toBe("KivuWatch-dev");
    second.template.hasResourceProperties("AWS::SNS::Topic", {
      Tags: [
        { Key: "application", Value: "KivuWatch" },
        { Key: "stage", Value: "dev" },
      ],
    });
  });

  test("fits any account and region: nothing is looked up, nothing imported", () => {
    const { Parameters = {}, Mappings } = template.toJSON();

    expect(stack.environment).toBe("aws://unknown-account/unknown-region");
    expect(Object.keys(Parameters)).toEqual(["BootstrapVersion"]);
    expect(Mappings).toBeUndefined();
    expect(JSON.stringify(template.toJSON())).not.toContain("Fn::ImportValue");
  });

  test.each([
    ["network", /^AWS::EC2::/],
    ["customer's key", /^AWS::KMS::/],
    ["dashboard", /^AWS::CloudWatch::Dashboard$/],
    ["custom resource", /^Custom::|^AWS::CloudFormation::/],
    ["bucket", /^AWS::S3::/],
  ])("has no %s: it would cost by the month or need care", (_what, type) => {
    const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(
      ({ Type }) => Type,
    );

    expect(types.length).toBeGreaterThan(0);
    expect(types.filter((found) => type.test(found))).toEqual([]);
  });

  test("keeps its tables and nothing else when it goes", () => {
    const kept = Object.values(template.toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>)
      .filter(({ DeletionPolicy }) => DeletionPolicy === "Retain")
      .map(({ Type }) => Type);

    expect(kept).toEqual(TABLE_KEYS.map(() => "AWS::DynamoDB::GlobalTable"));
  });

  test("forgets every log in the end", () => {
    const groups = Object.values(resourcesOf(template, "AWS::Logs::LogGroup"));

    expect(groups).toHaveLength(5);
    expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual(groups.map(() => 30));
  });

  test("tells its address, its topics, its tables and its queues", () => {
    expect(Object.keys(template.findOutputs("*")).sort()).toEqual([
      "AlertDeadLetterQueueUrl",
      "AlertQueueUrl",
      "AlertTopicArn",
      "ApiUrl",
      "CollectDeadLetterQueueUrl",
      "CollectQueueUrl",
      "EventsTable",
      "FeedsTable",
      "MentionsTable",
      "OperationsTopicArn",
      "RulesTable",
      "ScheduleDeadLetterQueueUrl",
      "StoriesTable",
      "UndeliveredQueueUrl",
      "UserPoolClientId",
      "UserPoolId",
    ]);
  });
});

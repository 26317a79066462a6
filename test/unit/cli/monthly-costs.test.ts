import { describe, expect, it } from "vitest";
import { countUnits, monthlyCosts, TYPICAL } from "../../../cli/costs/monthly-costs.ts";
import { PRICES } from "../../../cli/costs/prices.ts";
import { resourcesOf, synthesize } from "../../infra/synthesize.ts";

const HUNDRED = { ...TYPICAL, feeds: 100 };

describe("the model of a month's bill", () => {
  it("has a price for every kind of resource in the stack that costs anything", () => {
    const { template } = synthesize({ chat: true, desk: "corsOrigins: [https://desk.example]" });
    // What is billed by use, and the lines of the bill that it shows in.
    const billed: Readonly<Record<string, readonly (keyof typeof PRICES)[]>> = {
      "AWS::DynamoDB::GlobalTable": ["dynamoReadUnits", "dynamoWriteUnits", "dynamoGbMonths", "dynamoBackupGbMonths"],
      "AWS::Lambda::Function": ["lambdaRequests", "lambdaGbSeconds"],
      "AWS::SQS::Queue": ["sqsRequests"],
      "AWS::SNS::Topic": ["snsPublishes", "snsEmails"],
      "AWS::Scheduler::Schedule": ["schedulerInvocations"],
      "AWS::ApiGatewayV2::Api": ["apiRequests", "dataOutGb"],
      "AWS::Cognito::UserPool": ["cognitoUsers"],
      "AWS::Logs::LogGroup": ["logsGb"],
      "AWS::CloudWatch::Alarm": ["alarms", "customMetrics"],
    };
    const free =
      /^AWS::(IAM::|Lambda::(Permission|EventSourceMapping|EventInvokeConfig|Version)|SQS::QueuePolicy|SNS::(TopicPolicy|Subscription)|ApiGatewayV2::(Route|Integration|Stage|Authorizer)|Cognito::UserPool(Client|Group))/;

    const kinds = new Set(Object.values(template.toJSON().Resources as object).map(({ Type }) => String(Type)));

    expect([...kinds].filter((kind) => !free.test(kind) && billed[kind] === undefined)).toEqual([]);
    expect(Object.values(billed).flat().sort()).toEqual(Object.keys(PRICES).sort());
    expect(countUnits(HUNDRED).alarms).toBe(Object.keys(resourcesOf(template, "AWS::CloudWatch::Alarm")).length);
  });

  it("counts people who sign in, and charges them beyond the free ones", () => {
    const few = monthlyCosts(HUNDRED).find(({ key }) => key === "cognitoUsers");
    const many = monthlyCosts({ ...HUNDRED, users: 10_100 }).find(({ key }) => key === "cognitoUsers");

    expect(few).toMatchObject({ units: 10, dollarsAfterFreeTier: 0 });
    expect(few?.dollars).toBeCloseTo(0.15, 6);
    expect(many?.dollarsAfterFreeTier).toBeCloseTo(1.5, 6);
  });

  it("counts a feed reader as requests, reads and traffic", () => {
    const without = countUnits({ ...HUNDRED, feedReaders: 0 });
    const withOne = countUnits({ ...HUNDRED, feedReaders: 1 });

    expect(withOne.apiRequests - without.apiRequests).toBe(1_440);
    expect(withOne.lambdaRequests - without.lambdaRequests).toBe(1_440);
    expect(withOne.dynamoReadUnits).toBeGreaterThan(without.dynamoReadUnits);
    expect(withOne.dataOutGb).toBeGreaterThan(without.dataOutGb);
  });
});

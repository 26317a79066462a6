import { Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { describe, expect, test } from "vitest";
import { synthesize } from "./synthesize.ts";

const PACKS = [new AwsSolutionsChecks(), new ServerlessChecks()];

/** Everything that was acknowledged anywhere in the stack, by construct. */
function acknowledgements(root: IConstruct): readonly { readonly id: string; readonly reason: string }[] {
  return root.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ id: id.replace(/^annotation::/i, ""), reason })),
  );
}

describe("cdk-nag", { timeout: 120_000 }, () => {
  test.each(["", "alertEmails: [a@example.org]\noperationsEmails: [b@example.org]"])(
    "finds nothing open: %j",
    (desk) => {
      const { stack } = synthesize({ desk, chat: true });

      const findings = PACKS.flatMap((pack) => pack.validateScope(stack).violations);

      expect(findings).toEqual([]);
    },
  );

  test("stops the synthesis on a finding that nobody acknowledged", () => {
    const openQueue = () => synthesize({ change: (stack) => new Queue(stack, "Open") });

    expect(openQueue).toThrow(/AwsSolutions-SQS3/);
    expect(openQueue).toThrow(/Serverless-SQSRedrivePolicy/);
  });

  test("stops the synthesis on a wildcard in a role that exists", () => {
    const widened = () =>
      synthesize({
        change: (stack) => {
          const lambda = stack.node.findAll().find((construct) => construct instanceof LambdaFunction);
          lambda?.addToRolePolicy(new PolicyStatement({ actions: ["s3:*"], resources: ["*"] }));
        },
      });

    expect(widened).toThrow(/AwsSolutions-IAM5\[Action::s3:\*\]/);
  });

  test("was told a reason for everything that was acknowledged", () => {
    const acknowledged = acknowledgements(synthesize().stack);

    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { reason } of acknowledged) expect(reason.length).toBeGreaterThan(30);
  });

  test("was not told to look away from permissions, encryption or transport", () => {
    const acknowledged = new Set(acknowledgements(synthesize().stack).map(({ id }) => id));

    expect([...acknowledged].sort()).toEqual([
      "AwsSolutions-APIG4",
      "AwsSolutions-COG2",
      "AwsSolutions-COG8",
      "AwsSolutions-SQS3",
      "Serverless-LambdaDLQ",
      "Serverless-LambdaEventSourceMappingDestination",
      "Serverless-LambdaTracing",
      "Serverless-SQSRedrivePolicy",
    ]);
  });
});

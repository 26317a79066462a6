/**
 * Grants with exact actions. CDK's own `grantReadData` and `grantSendMessages` add more than a function calls, among it
 * dynamodb:Scan, which this project forbids itself.
 */
import type { ITableV2 } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";

/** What a function does with one table. */
export interface TableAccess {
  readonly table: ITableV2;
  /** without prefix: `GetItem`. Never `Scan`. */
  readonly actions: readonly DynamoAction[];
  /** indexes that it queries, by name @default none */
  readonly queriedIndexes?: readonly string[];
}

type DynamoAction = "BatchGetItem" | "BatchWriteItem" | "GetItem" | "PutItem" | "Query" | "UpdateItem";

export function allowTable(grantee: IGrantable, { table, actions, queriedIndexes = [] }: TableAccess): void {
  allow(
    grantee,
    actions.map((action) => `dynamodb:${action}`),
    [table.tableArn],
  );
  allow(
    grantee,
    ["dynamodb:Query"],
    queriedIndexes.map((index) => `${table.tableArn}/index/${index}`),
  );
}

export function allowSend(grantee: IGrantable, queue: IQueue): void {
  allow(grantee, ["sqs:SendMessage"], [queue.queueArn]);
}

/** What Lambda's poller does on behalf of the function's role. */
export function allowConsume(grantee: IGrantable, queue: IQueue): void {
  allow(grantee, ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [queue.queueArn]);
}

export function allowPublish(grantee: IGrantable, topic: ITopic): void {
  allow(grantee, ["sns:Publish"], [topic.topicArn]);
}

function allow(grantee: IGrantable, actions: readonly string[], resources: readonly string[]): void {
  if (resources.length === 0 || actions.length === 0) return;
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [...resources] }),
  );
}

/** What a role of the stack may do, in words that a test can compare: `dynamodb:Query TablesStories/index/outbox`. */
import type { Template } from "aws-cdk-lib/assertions";
import { type CfnResource, resourceNamed } from "./synthesize.ts";

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

export function statementsOf(policy: CfnResource): readonly Statement[] {
  return policy.Properties.PolicyDocument.Statement;
}

export function listed<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}

/** @param policyPrefix - of the policy's logical id: `CollectWorkerRole` */
export function permissionsOf(template: Template, policyPrefix: string): readonly string[] {
  const policy = resourceNamed(template, "AWS::IAM::Policy", policyPrefix);
  return statementsOf(policy)
    .flatMap(({ Action, Resource }) =>
      listed(Action).flatMap((action) => listed(Resource).map((resource) => `${action} ${nameOf(resource)}`)),
    )
    .sort();
}

/** Logical ids without the hash that CDK appends. */
function nameOf(resource: unknown): string {
  if (typeof resource === "string") return resource;
  // A template's reference is an object of one key, the intrinsic function.
  const { Ref, "Fn::GetAtt": attribute, "Fn::Join": joined } = resource as Record<string, unknown>;
  if (Array.isArray(joined)) return listed<unknown>(joined[1]).map(nameOf).join("");
  return String(Ref ?? listed(attribute)[0]).replace(/[0-9A-F]{8}$/, "");
}

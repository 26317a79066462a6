/**
 * Who asks. API Gateway has checked the credential and says whose it is; the function only reads what it says, and
 * answers nobody of whom it says nothing.
 */
import type { APIGatewayEventRequestContextV2 } from "aws-lambda";
import { EDITORS } from "./access-rules.ts";

export interface Caller {
  /** for the history of rules: a user's name, or the ARN of a machine's role */
  readonly name: string;
  readonly mayWrite: boolean;
}

/** What an authorizer of an HTTP API adds to a request, as far as it is read. */
export interface GivenIdentity {
  readonly jwt?: { readonly claims: Readonly<Record<string, unknown>> };
  readonly iam?: { readonly userArn?: string | null };
}

export type RequestContextOf = Pick<APIGatewayEventRequestContextV2, "domainName"> & {
  /** also in the gateway's own log, which has no paths */
  readonly requestId?: string;
  readonly http: { readonly method: string; readonly path?: string };
  readonly authorizer?: GivenIdentity;
};

/** @returns undefined when no authorizer vouched for anybody */
export function callerOf(identity: GivenIdentity | undefined): Caller | undefined {
  if (identity?.jwt !== undefined) {
    const { claims } = identity.jwt;
    const name = [claims.email, claims.username, claims["cognito:username"], claims.sub].find(isText);
    return name === undefined ? undefined : { name, mayWrite: groupsOf(claims["cognito:groups"]).includes(EDITORS) };
  }
  // What a machine may do is its role's affair: IAM has compared the method and path with its policy.
  const arn = identity?.iam?.userArn;
  return isText(arn) ? { name: arn, mayWrite: true } : undefined;
}

/** API Gateway writes a list of claims as `[editor viewer]`. */
function groupsOf(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) return claim.map(String);
  return isText(claim) ? claim.replace(/^\[|\]$/g, "").split(/[\s,]+/) : [];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

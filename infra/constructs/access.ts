/**
 * Who may sign in to the archive: a user pool in which nobody registers themselves. Viewers read; editors change rules
 * as well. Which group somebody is in stands in their token, and the query function reads it there.
 */
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import { EDITORS } from "../../lambdas/query/access-rules.ts";

/** Groups of the pool. A user in none of them may read. */
const GROUPS = [
  ["viewer", "Reads stories, events, feeds and rules"],
  [EDITORS, "Reads everything and changes rules"],
] as const;

export class Access extends Construct {
  readonly users: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.users = new UserPool(this, "Users", {
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      signInCaseSensitive: false,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      // Mail costs nothing here and a message to a phone can be intercepted.
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const [groupName, description] of GROUPS) {
      new CfnUserPoolGroup(this, `${groupName}s`, { userPoolId: this.users.userPoolId, groupName, description });
    }
    this.client = this.users.addClient("Archive", {
      authFlows: { userSrp: true, userPassword: true },
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(7),
    });
    Validations.of(this.users).acknowledge({
      id: "AwsSolutions-COG2",
      reason:
        "Each user may add a one-time password generator; there is no page of ours yet that could lead through it.",
    });
    Validations.of(this.users).acknowledge({
      id: "AwsSolutions-COG8",
      reason:
        "Threat protection needs the Plus plan, $0.02 a user and month: a desk that wants it changes featurePlan.",
    });
  }
}

/**
 * A Lambda function of KivuWatch: lambdas/NAME/handler.ts bundled for Node 24 on arm64, with its own log group and a role
 * that may do nothing but write there until a capability grants it more.
 */
import { join } from "node:path";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Desk } from "../../lambdas/core/desk.ts";
import { bundlingOptions, PACK_FILE } from "../bundling.ts";
import { type FunctionName, metricsNamespace } from "../metrics.ts";
import type { PackedConfig } from "../pack-config.ts";

/** What every capability passes on to its function. */
export interface WorkerContext {
  readonly desk: Desk;
  /** folder of package-lock.json, lambdas/, cli/ and config/ */
  readonly projectRoot: string;
  /** for the functions' assets @default none: nothing is going to be bundled */
  readonly files?: PackedConfig;
}

export interface WorkerFunctionProps extends WorkerContext {
  readonly name: FunctionName;
  readonly description: string;
  /** table names, queue URLs and topic ARNs, by variable @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** MB; processor time grows with it @default 512 */
  readonly memorySize?: number;
  /** @default one minute */
  readonly timeout?: Duration;
  /** @default 30 days */
  readonly logRetention?: RetentionDays;
}

export class WorkerFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(scope: Construct, id: string, props: WorkerFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, "Logs", {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, "Role", {
      description: `KivuWatch ${props.name}`,
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    });
    // Not the managed AWSLambdaBasicExecutionRole: that one may write to every log group of the account.
    logGroup.grantWrite(role);

    this.lambda = new NodejsFunction(this, "Function", {
      description: props.description,
      entry: join(props.projectRoot, "lambdas", props.name, "handler.ts"),
      handler: "handler",
      projectRoot: props.projectRoot,
      depsLockFilePath: join(props.projectRoot, "package-lock.json"),
      bundling: bundlingOptions(props.files, props.name === "collect"),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout ?? Duration.minutes(1),
      tracing: Tracing.DISABLED,
      role,
      logGroup,
      environment: {
        ...props.environment,
        DESK: deskVariable(props.desk),
        PACK_FILE,
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(props.desk.stage),
        POWERTOOLS_LOG_LEVEL: "INFO",
        NODE_OPTIONS: "--enable-source-maps",
      },
    });
    Validations.of(this.lambda).acknowledge({
      id: "Serverless-LambdaTracing",
      reason: "X-Ray is billed by the trace and the flow has four short hops; logs and metrics tell the same story.",
    });
  }
}

/** The desk's settings as one variable. Mail addresses stay out: no function sends mail, and whoever may see a function's settings would see them. */
function deskVariable(desk: Desk): string {
  const { alertEmails: _alerts, operationsEmails: _operations, ...settings } = desk;
  return JSON.stringify(settings);
}

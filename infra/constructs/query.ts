/**
 * query: the HTTP API by which a desk reads what was stored and changes its rules. People come with a token of the user
 * pool, machines sign their requests (IAM, SigV4) below /machine; only /health is open, and it tells nothing.
 */
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccessLogField, AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpIamAuthorizer, HttpUserPoolAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { ROSTER_INDEX, TIMELINE_INDEX } from "../../lambdas/adapters/dynamo/tables.ts";
import { MACHINE_PREFIX, OPEN_PATH } from "../../lambdas/query/access-rules.ts";
import type { Access } from "./access.ts";
import { allowTable } from "./allow.ts";
import type { Tables } from "./tables.ts";
import { type WorkerContext, WorkerFunction } from "./worker-function.ts";

export interface QueryProps extends WorkerContext {
  readonly tables: Tables;
  readonly access: Access;
  /** requests a second over time @default 10 */
  readonly rateLimit?: number;
  /** requests at once @default 20 */
  readonly burstLimit?: number;
}

export class Query extends Construct {
  readonly worker: WorkerFunction;
  readonly api: HttpApi;
  readonly url: string;

  constructor(scope: Construct, id: string, props: QueryProps) {
    super(scope, id);
    const { tables, access } = props;
    this.worker = new WorkerFunction(this, "Worker", {
      ...props,
      name: "query",
      description: "Answers the desk's questions over HTTP",
      // API Gateway gives up after 30 seconds; the function ends first, so that its log says why.
      timeout: Duration.seconds(29),
      // A backtest holds a month's stories against a rule: with memory comes the processor.
      memorySize: 1024,
      environment: {
        STORIES_TABLE: tables.stories.tableName,
        MENTIONS_TABLE: tables.mentions.tableName,
        EVENTS_TABLE: tables.events.tableName,
        FEEDS_TABLE: tables.feeds.tableName,
        RULES_TABLE: tables.rules.tableName,
      },
    });
    this.grant(tables);

    this.api = new HttpApi(this, "Api", {
      apiName: `kivuwatch-${props.desk.stage}`,
      description: "KivuWatch: stored stories, events, rules and feeds",
      // What is not told otherwise wants a user.
      defaultAuthorizer: new HttpUserPoolAuthorizer("Users", access.users, { userPoolClients: [access.client] }),
      // Made below: only a stage of one's own can throttle and log.
      createDefaultStage: false,
    });
    const integration = new HttpLambdaIntegration("Handler", this.worker.lambda);
    // Any method: the handler answers a wrong one with a problem that says so, API Gateway with a bare 404.
    const methods = [HttpMethod.ANY];
    for (const path of ["/", "/{proxy+}"]) this.api.addRoutes({ path, methods, integration });
    const machine = { path: `${MACHINE_PREFIX}/{proxy+}`, methods, integration, authorizer: new HttpIamAuthorizer() };
    this.api.addRoutes(machine);
    const [health] = this.api.addRoutes({
      path: OPEN_PATH,
      methods: [HttpMethod.GET],
      integration,
      authorizer: new HttpNoneAuthorizer(),
    });
    if (health) {
      Validations.of(health).acknowledge({
        id: "AwsSolutions-APIG4",
        reason: "Tells whether the archive can be read and the number of its rules' revision, to any uptime monitor.",
      });
    }
    const stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: props.rateLimit ?? 10, burstLimit: props.burstLimit ?? 20 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, "AccessLogs", {
            retention: RetentionDays.ONE_MONTH,
            removalPolicy: RemovalPolicy.DESTROY,
          }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
    this.url = stage.url;
  }

  private grant(tables: Tables): void {
    const { lambda } = this.worker;
    allowTable(lambda, {
      table: tables.stories,
      actions: ["BatchGetItem", "GetItem"],
      queriedIndexes: [TIMELINE_INDEX],
    });
    allowTable(lambda, { table: tables.mentions, actions: ["Query"] });
    allowTable(lambda, { table: tables.events, actions: ["GetItem"] });
    allowTable(lambda, { table: tables.feeds, actions: ["BatchGetItem"], queriedIndexes: [ROSTER_INDEX] });
    allowTable(lambda, { table: tables.rules, actions: ["BatchGetItem", "GetItem", "PutItem", "Query"] });
    Validations.of(lambda).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason: "Invoked synchronously by the API only: a failure is the caller's answer and an alarm.",
    });
  }
}

/** Who asked for what and how it went. No query strings: they tell what a desk is looking into. */
const ACCESS_LOG_FIELDS = {
  requestId: AccessLogField.contextRequestId(),
  at: AccessLogField.contextRequestTime(),
  caller: "$context.identity.userArn",
  user: "$context.authorizer.claims.sub",
  method: AccessLogField.contextHttpMethod(),
  path: AccessLogField.contextPath(),
  status: AccessLogField.contextStatus(),
  bytes: AccessLogField.contextResponseLength(),
  ms: AccessLogField.contextResponseLatency(),
  error: AccessLogField.contextIntegrationErrorMessage(),
};

/**
 * query: the HTTP API by which a desk reads what was stored and changes its rules. People come with a token of the user
 * pool, machines sign their requests (IAM, SigV4) below /machine, feed readers by a secret address below /feed; only
 * /health is open, and it tells nothing. Browsers may ask from pages of the desk's own origins.
 */
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AccessLogField, AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CorsHttpMethod,
  type CorsPreflightOptions,
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
import { CORS, FEED_PREFIX, MACHINE_PREFIX, OPEN_PATH } from "../../lambdas/query/access-rules.ts";
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
      corsPreflight: corsPreflight(props.desk.corsOrigins),
    });
    const integration = new HttpLambdaIntegration("Handler", this.worker.lambda);
    // Any method: the handler answers a wrong one with a problem that says so, API Gateway with a bare 404.
    const methods = [HttpMethod.ANY];
    for (const path of ["/", "/{proxy+}"]) this.api.addRoutes({ path, methods, integration });
    const machine = { path: `${MACHINE_PREFIX}/{proxy+}`, methods, integration, authorizer: new HttpIamAuthorizer() };
    this.api.addRoutes(machine);
    const addOpen = (method: HttpMethod, path: string, reason: string) => {
      for (const route of this.api.addRoutes({
        path,
        methods: [method],
        integration,
        authorizer: new HttpNoneAuthorizer(),
      }))
        Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason });
    };
    addOpen(
      HttpMethod.GET,
      OPEN_PATH,
      "Tells whether the archive can be read and the number of its rules' revision, to any uptime monitor.",
    );
    addOpen(
      HttpMethod.GET,
      `${FEED_PREFIX}{file}`,
      "Feed readers cannot sign in: the function checks the unguessable, revocable token that is part of the address.",
    );
    // A preflight has no credentials, and the route of any method would ask for some. The gateway answers it by itself.
    if (props.desk.corsOrigins.length > 0) {
      addOpen(
        HttpMethod.OPTIONS,
        "/{proxy+}",
        "A browser asks so whether it may ask: no data, and only the gateway answers.",
      );
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
    allowTable(lambda, { table: tables.feeds, actions: ["BatchGetItem", "GetItem"], queriedIndexes: [ROSTER_INDEX] });
    allowTable(lambda, { table: tables.rules, actions: ["BatchGetItem", "GetItem", "PutItem", "Query"] });
    Validations.of(lambda).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason: "Invoked synchronously by the API only: a failure is the caller's answer and an alarm.",
    });
  }
}

function corsPreflight(origins: readonly string[]): CorsPreflightOptions | undefined {
  if (origins.length === 0) return undefined;
  return {
    allowOrigins: [...origins],
    allowMethods: CORS.methods.map((method) => CorsHttpMethod[method]),
    allowHeaders: [...CORS.requestHeaders],
    exposeHeaders: [...CORS.exposedHeaders],
    maxAge: Duration.seconds(CORS.maxAgeSeconds),
  };
}

/**
 * Who asked and how it went. No query strings: they tell what a desk is looking into; and no paths: a feed token is part
 * of one. The function's own log has the path without the token, under the same request id.
 */
const ACCESS_LOG_FIELDS = {
  requestId: AccessLogField.contextRequestId(),
  at: AccessLogField.contextRequestTime(),
  caller: "$context.identity.userArn",
  user: "$context.authorizer.claims.sub",
  method: AccessLogField.contextHttpMethod(),
  route: AccessLogField.contextRouteKey(),
  status: AccessLogField.contextStatus(),
  bytes: AccessLogField.contextResponseLength(),
  ms: AccessLogField.contextResponseLatency(),
  error: AccessLogField.contextIntegrationErrorMessage(),
};

import { describe, expect, test } from "vitest";
import { createArchive } from "../unit/query/archive.ts";
import { operationsOf } from "../unit/query/openapi-operations.ts";
import { type CfnResource, resourceNamed, resourcesOf, synthesize } from "./synthesize.ts";

const { template } = synthesize();

describe("the query API", () => {
  test("is one HTTP API that the query function answers in full", () => {
    const routes = Object.values(resourcesOf(template, "AWS::ApiGatewayV2::Route"));
    const worker = resourceNamed(template, "AWS::Lambda::Function", "QueryWorker");

    template.hasResourceProperties("AWS::ApiGatewayV2::Api", { ProtocolType: "HTTP", Name: "kivuwatch-prod" });
    expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual([
      "ANY /",
      "ANY /machine/{proxy+}",
      "ANY /{proxy+}",
      "GET /feed/{file}",
      "GET /health",
    ]);
    template.hasResourceProperties("AWS::ApiGatewayV2::Integration", {
      IntegrationUri: { "Fn::GetAtt": [worker.id, "Arn"] },
      PayloadFormatVersion: "2.0",
    });
  });

  test("asks everybody who they are, on every route of the OpenAPI document that says nothing else", async () => {
    const routes = Object.values(resourcesOf(template, "AWS::ApiGatewayV2::Route")).map(({ Properties }) => Properties);
    const archive = await createArchive();
    const documented = await operationsOf(archive);

    const answered = documented.flatMap(({ method, path }) => [
      { request: `${method} ${path}`, by: authorizationOf(routes, method, path) },
      { request: `${method} /machine${path}`, by: authorizationOf(routes, method, `/machine${path}`) },
    ]);

    expect(documented.length).toBeGreaterThan(20);
    expect(answered.filter(({ by }) => by === "NONE").map(({ request }) => request)).toEqual(
      documented.filter(({ credential }) => credential !== "user").map(({ method, path }) => `${method} ${path}`),
    );
    expect(
      documented
        .filter(({ credential }) => credential !== "user")
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["/feed/{file}", "/health"]);
    const byPath = (prefix: boolean) => answered.filter(({ request }) => request.includes(" /machine/") === prefix);
    expect(new Set(byPath(true).map(({ by }) => by))).toEqual(new Set(["AWS_IAM"]));
    expect(new Set(byPath(false).map(({ by }) => by))).toEqual(new Set(["JWT", "NONE"]));
  });

  test("takes tokens of its own users only, and nobody becomes one by themselves", () => {
    const pool = resourceNamed(template, "AWS::Cognito::UserPool", "AccessUsers");
    const client = resourceNamed(template, "AWS::Cognito::UserPoolClient", "AccessUsers");
    const { Properties } = resourceNamed(template, "AWS::ApiGatewayV2::Authorizer", "Query");
    const groups = Object.values(resourcesOf(template, "AWS::Cognito::UserPoolGroup"));

    expect(Properties.AuthorizerType).toBe("JWT");
    expect(Properties.JwtConfiguration.Audience).toEqual([{ Ref: client.id }]);
    expect(JSON.stringify(Properties.JwtConfiguration.Issuer)).toContain(pool.id);
    expect(pool.Properties.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
    expect(groups.map(({ Properties }) => Properties.GroupName).sort()).toEqual(["editor", "viewer"]);
  });

  test("may be invoked by this API only", () => {
    const api = resourceNamed(template, "AWS::ApiGatewayV2::Api", "Query");
    const permissions = Object.values(resourcesOf(template, "AWS::Lambda::Permission"));

    expect(permissions).toHaveLength(5);
    for (const { Properties } of permissions) {
      expect(Properties.Principal).toBe("apigateway.amazonaws.com");
      expect(JSON.stringify(Properties.SourceArn)).toContain(`{"Ref":"${api.id}"}`);
    }
  });

  test("throttles and logs on its default stage", () => {
    const logs = resourceNamed(template, "AWS::Logs::LogGroup", "QueryAccessLogs");
    const { Properties } = resourceNamed(template, "AWS::ApiGatewayV2::Stage", "Query");

    expect(Properties.StageName).toBe("$default");
    expect(Properties.AutoDeploy).toBe(true);
    expect(Properties.DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 });
    expect(JSON.stringify(Properties.AccessLogSettings.DestinationArn)).toContain(logs.id);
    expect(logs.Properties.RetentionInDays).toBe(30);
  });

  test("logs who asked and how it went, not what for", () => {
    const { Properties } = resourceNamed(template, "AWS::ApiGatewayV2::Stage", "Query");

    const format: Record<string, string> = JSON.parse(Properties.AccessLogSettings.Format);
    expect(format).toMatchObject({ requestId: "$context.requestId", status: "$context.status" });
    // A path may hold a feed token.
    expect(Object.values(format).join()).not.toMatch(/querystring|sourceIp|context\.path|protocol/i);
  });

  test("lets browsers ask from pages of no origin unless the desk names some", () => {
    const { Properties } = resourceNamed(template, "AWS::ApiGatewayV2::Api", "Query");

    expect(Properties).not.toHaveProperty("CorsConfiguration");
  });

  test("lets browsers ask from the desk's origins, and answers their preflights without a credential", () => {
    const open = synthesize({ desk: "corsOrigins: [https://desk.example]" }).template;
    const { Properties } = resourceNamed(open, "AWS::ApiGatewayV2::Api", "Query");
    const routes = Object.values(resourcesOf(open, "AWS::ApiGatewayV2::Route")).map(({ Properties }) => Properties);

    expect(Properties.CorsConfiguration).toEqual({
      AllowOrigins: ["https://desk.example"],
      AllowMethods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
      AllowHeaders: ["accept", "authorization", "content-type", "if-match", "if-none-match"],
      ExposeHeaders: ["etag", "link", "retry-after"],
      MaxAge: 600,
    });
    expect(authorizationOf(routes, "OPTIONS", "/stories")).toBe("NONE");
    expect(authorizationOf(routes, "GET", "/stories")).toBe("JWT");
  });

  test("gives up before API Gateway does", () => {
    const { Properties } = resourceNamed(template, "AWS::Lambda::Function", "QueryWorker");

    expect(Properties.Timeout).toBeLessThan(30);
  });
});

/** How API Gateway chooses: an exact route first, then the longest greedy one; a method before ANY. */
function authorizationOf(
  routes: readonly CfnResource["Properties"][],
  method: string,
  path: string,
): string | undefined {
  const fitting = routes.filter(({ RouteKey }) => {
    const [routeMethod, routePath = ""] = String(RouteKey).split(" ");
    if (routeMethod !== "ANY" && routeMethod !== method) return false;
    if (path === routePath) return true;
    return routePath.endsWith("{proxy+}") ? path.startsWith(routePath.slice(0, -"{proxy+}".length)) : false;
  });
  return fitting.sort((a, b) => rankOf(b.RouteKey) - rankOf(a.RouteKey))[0]?.AuthorizationType;
}

function rankOf(routeKey: string): number {
  const [method = "", path = ""] = routeKey.split(" ");
  return (path.includes("{proxy+}") ? 0 : 1_000) + 2 * path.length + (method === "ANY" ? 0 : 1);
}

import { describe, expect, test } from "vitest";
import { resourceNamed, resourcesOf, synthesize } from "./synthesize.ts";

const { template } = synthesize();

describe("the query API", () => {
  test("is one HTTP API that the query function answers in full", () => {
    const routes = Object.values(resourcesOf(template, "AWS::ApiGatewayV2::Route"));
    const worker = resourceNamed(template, "AWS::Lambda::Function", "QueryWorker");

    template.hasResourceProperties("AWS::ApiGatewayV2::Api", { ProtocolType: "HTTP", Name: "kivuwatch-prod" });
    expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual(["ANY /", "ANY /{proxy+}"]);
    template.hasResourceProperties("AWS::ApiGatewayV2::Integration", {
      IntegrationUri: { "Fn::GetAtt": [worker.id, "Arn"] },
      PayloadFormatVersion: "2.0",
    });
  });

  test("answers no route without a signature", () => {
    const routes = Object.values(resourcesOf(template, "AWS::ApiGatewayV2::Route"));

    expect(routes.length).toBeGreaterThan(0);
    expect(routes.map(({ Properties }) => Properties.AuthorizationType)).toEqual(routes.map(() => "AWS_IAM"));
  });

  test("may be invoked by this API only", () => {
    const api = resourceNamed(template, "AWS::ApiGatewayV2::Api", "Query");
    const permissions = Object.values(resourcesOf(template, "AWS::Lambda::Permission"));

    expect(permissions).toHaveLength(2);
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
    expect(Object.values(format).join()).not.toMatch(/querystring|sourceIp/i);
  });

  test("gives up before API Gateway does", () => {
    const { Properties } = resourceNamed(template, "AWS::Lambda::Function", "QueryWorker");

    expect(Properties.Timeout).toBeLessThan(30);
  });
});

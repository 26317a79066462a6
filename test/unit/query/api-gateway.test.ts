import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { toApiGatewayHandler } from "../../../lambdas/query/api-gateway.ts";
import { createArchive, numbered } from "./archive.ts";

/** As the HTTP API sends it, payload format 2.0. */
function httpApiEvent(more: Partial<APIGatewayProxyEventV2> = {}, method = "GET") {
  const rawPath = more.rawPath ?? "/stories";
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString: "",
    headers: { accept: "*/*", host: "abc.execute-api.eu-west-1.amazonaws.com" },
    requestContext: {
      // Claims of a user's access token, as the JWT authorizer passes them on.
      authorizer: { jwt: { claims: { username: "amina", "cognito:groups": "[viewer]" }, scopes: [] } },
      accountId: "123456789012",
      apiId: "abc",
      domainName: "abc.execute-api.eu-west-1.amazonaws.com",
      domainPrefix: "abc",
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "curl/8" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: "$default",
      stage: "$default",
      time: "24/Nov/2026:10:00:00 +0000",
      timeEpoch: 1_795_514_400_000,
    },
    isBase64Encoded: false,
    ...more,
  };
}

describe("the API behind API Gateway", () => {
  it("answers an HTTP API event with status, headers and text", async () => {
    const archive = await createArchive();
    await archive.add(numbered(1));
    const handler = toApiGatewayHandler(archive.app);

    const result = await handler(httpApiEvent({ rawQueryString: "place=north-kivu&severity=high%2B" }));

    expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(result.headers).toMatchObject({ "content-type": "application/json", "x-content-type-options": "nosniff" });
    expect(JSON.parse(result.body ?? "").stories).toHaveLength(1);
  });

  it("passes headers on, so that a client's ETag counts", async () => {
    const archive = await createArchive();
    const handler = toApiGatewayHandler(archive.app);
    const first = await handler(httpApiEvent());

    const second = await handler(httpApiEvent({ headers: { "if-none-match": String(first.headers?.etag) } }));

    expect(second).toMatchObject({ statusCode: 304, body: "" });
  });

  it("passes the method on", async () => {
    const archive = await createArchive();

    const result = await toApiGatewayHandler(archive.app)(httpApiEvent({}, "DELETE"));

    expect(result.statusCode).toBe(405);
  });

  it.each([
    ["a header that HTTP does not allow", { headers: { "x-bad": "a\nb" } }, "GET", 400],
    ["a header name that HTTP does not allow", { headers: { "bad name": "x" } }, "GET", 400],
    ["a method that the platform refuses", {}, "TRACE", 400],
    ["a path with a host in it", { rawPath: "//elsewhere.example/stories" }, "GET", 404],
    ["a path that is no path", { rawPath: "stories?x=1#y" }, "GET", 404],
    ["a broken escape", { rawQueryString: "place=%zz" }, "GET", 400],
  ])("answers %s with a problem", async (_, more, method, status) => {
    const archive = await createArchive();

    const result = await toApiGatewayHandler(archive.app)(httpApiEvent(more, method));

    expect(result.statusCode).toBe(status);
    expect(result.headers?.["content-type"]).toBe("application/problem+json");
    expect(archive.failures).toEqual([]);
  });
});

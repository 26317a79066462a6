/** What API Gateway does for the query function: an HTTP request becomes an event of payload format 2.0, and back. */
import { randomUUID } from "node:crypto";
import type { QueryHandler } from "../../lambdas/query/create-query-handler.ts";

const LOCAL_USER = "arn:aws:iam::000000000000:user/local";

export async function invokeQuery(query: QueryHandler, request: Request): Promise<Response> {
  const result = await query(toEvent(request, await request.text()));
  if (typeof result === "string") return new Response(result);
  const body = result.isBase64Encoded === true ? Buffer.from(result.body ?? "", "base64") : (result.body ?? "");
  const headers = new Headers();
  for (const [name, value] of Object.entries(result.headers ?? {})) headers.set(name, String(value));
  const status = result.statusCode ?? 200;
  const isBodyless = status === 204 || status === 304;
  return new Response(isBodyless ? null : body, { status, headers });
}

function toEvent(request: Request, body: string) {
  const url = new URL(request.url);
  const parameters = [...new Set(url.searchParams.keys())].map((name) => [
    name,
    url.searchParams.getAll(name).join(","),
  ]);
  const requestContext = {
    // Whoever can reach 127.0.0.1 owns this archive: the part of the authorizer is played as for a machine's role.
    authorizer: { iam: { userArn: LOCAL_USER } },
    accountId: "000000000000",
    apiId: "local",
    domainName: url.host,
    domainPrefix: "local",
    http: {
      method: request.method,
      path: url.pathname,
      protocol: "HTTP/1.1",
      sourceIp: "127.0.0.1",
      userAgent: request.headers.get("user-agent") ?? "",
    },
    requestId: randomUUID(),
    routeKey: "$default",
    stage: "$default",
    time: new Date(0).toISOString(),
    timeEpoch: 0,
  };
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: { ...Object.fromEntries(request.headers), "x-forwarded-proto": "http" },
    queryStringParameters: parameters.length === 0 ? undefined : Object.fromEntries(parameters),
    requestContext,
    body: body === "" ? undefined : body,
    isBase64Encoded: false,
  };
}

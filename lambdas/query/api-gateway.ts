/**
 * Serves the app behind an API Gateway HTTP API, payload format 2.0. Written here because hono's own adapter is on its
 * way out of hono and because it answers a malformed request in plain text. Bodies are text in both directions.
 * Nobody is answered of whom the gateway does not say who it is, save on `/health`: should a route ever be deployed
 * without an authorizer, it stays shut.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { MACHINE_PREFIX, OPEN_PATH } from "./access-rules.ts";
import { type Caller, callerOf, type RequestContextOf } from "./caller.ts";
import { ProblemError, problemResponse } from "./problem.ts";

/** The part of an event that is read. */
type HttpApiEvent = Pick<
  APIGatewayProxyEventV2,
  "rawPath" | "rawQueryString" | "headers" | "body" | "isBase64Encoded"
> & {
  readonly requestContext: RequestContextOf;
};

/** An app that is told who asks. */
interface App {
  fetch(request: Request, env: { readonly caller?: Caller }): Response | Promise<Response>;
}

type ApiGatewayHandler = (event: HttpApiEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** @param app - anything that answers a request, such as a Hono app */
export function toApiGatewayHandler(app: App): ApiGatewayHandler {
  return async (event) => toResult(await answer(app, event));
}

async function answer(app: App, event: HttpApiEvent): Promise<Response> {
  const path = withoutPrefix(event.rawPath);
  const caller = callerOf(event.requestContext.authorizer);
  if (caller === undefined && path !== OPEN_PATH) {
    const headers = { "WWW-Authenticate": 'Bearer realm="KivuWatch"' };
    const detail = "send the access token of a user of this archive, or sign the request (SigV4) below /machine";
    return problemResponse(new ProblemError(401, "E_CREDENTIAL", detail, { headers }));
  }
  let request: Request;
  try {
    request = toRequest(event, path);
  } catch {
    // The platform refuses to represent it: an address or header that is not valid HTTP.
    const detail = "the address or a header is malformed: send a well-formed HTTP request";
    return problemResponse(new ProblemError(400, "E_REQUEST", detail));
  }
  return app.fetch(request, { caller });
}

function withoutPrefix(path: string): string {
  return path.startsWith(`${MACHINE_PREFIX}/`) ? path.slice(MACHINE_PREFIX.length) : path;
}

function toRequest({ rawQueryString, headers, requestContext, ...event }: HttpApiEvent, path: string): Request {
  const url = new URL(`https://${requestContext.domainName}`);
  url.pathname = path;
  url.search = rawQueryString;
  const given = new Headers();
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) given.set(name, value);
  }
  const { method } = requestContext.http;
  const isBodyless = event.body === undefined || method === "GET" || method === "HEAD";
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString("utf8") : event.body;
  return new Request(url, { method, headers: given, ...(isBodyless ? {} : { body }) });
}

async function toResult(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name] = value;
  });
  // Not text(): it would swallow a byte order mark.
  const body = Buffer.from(await response.arrayBuffer()).toString("utf8");
  return { statusCode: response.status, headers, body, isBase64Encoded: false };
}

/**
 * Serves the app behind an API Gateway HTTP API, payload format 2.0. Written here because hono's own adapter is on its
 * way out of hono and because it answers a malformed request in plain text. Bodies are text in both directions.
 * Nobody is answered of whom the gateway does not say who it is, save on `/health` and by a feed token: should a route ever be deployed
 * without an authorizer, it stays shut.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { FEED_PREFIX, MACHINE_PREFIX, OPEN_PATH } from "./access-rules.ts";
import { type Caller, callerOf, type RequestContextOf } from "./caller.ts";
import { ProblemError, problemFrom, problemResponse } from "./problem.ts";

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
  return async (event) => {
    const response = await answer(app, event);
    try {
      return await toResult(response);
    } catch (error) {
      // A stream broke off. An HTTP API answers in one piece, so the client can still be told properly.
      return toResult(problemResponse(problemFrom(error)));
    }
  };
}

async function answer(app: App, event: HttpApiEvent): Promise<Response> {
  const caller = callerOf(event.requestContext.authorizer);
  let request: Request;
  try {
    request = toRequest(event, withoutPrefix(event.rawPath));
  } catch {
    // The platform refuses to represent it: an address or header that is not valid HTTP.
    const detail = "the address or a header is malformed: send a well-formed HTTP request";
    return problemResponse(new ProblemError(400, "E_REQUEST", detail));
  }
  // By the path that the app will see: `/feed/../stories` is another by then.
  if (caller === undefined && !isOpen(new URL(request.url).pathname)) {
    const headers = { "WWW-Authenticate": 'Bearer realm="KivuWatch"' };
    const detail = "send the access token of a user of this archive, or sign the request (SigV4) below /machine";
    return problemResponse(new ProblemError(401, "E_CREDENTIAL", detail, { headers }));
  }
  return app.fetch(request, { caller });
}

function isOpen(path: string): boolean {
  return path === OPEN_PATH || path.startsWith(FEED_PREFIX);
}

function withoutPrefix(path: string): string {
  return path.startsWith(`${MACHINE_PREFIX}/`) ? path.slice(MACHINE_PREFIX.length) : path;
}

function toRequest({ rawQueryString, headers, requestContext, ...event }: HttpApiEvent, path: string): Request {
  // The gateway says https whatever the client sends; on this machine there is none.
  const scheme = headers?.["x-forwarded-proto"] === "http" ? "http" : "https";
  const url = new URL(`${scheme}://${requestContext.domainName}`);
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

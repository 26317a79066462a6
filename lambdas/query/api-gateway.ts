/**
 * Serves the app behind an API Gateway HTTP API, payload format 2.0. Written here because hono's own adapter is on its
 * way out of hono and because it answers a malformed request in plain text; this API reads only, so requests have no
 * body and answers are text.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { ProblemError, problemResponse } from "./problem.ts";

/** The part of an event that is read. */
type HttpApiEvent = Pick<APIGatewayProxyEventV2, "rawPath" | "rawQueryString" | "headers"> & {
  readonly requestContext: {
    readonly domainName: string;
    readonly http: { readonly method: string };
  };
};

type ApiGatewayHandler = (event: HttpApiEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** @param app - anything that answers a request, such as a Hono app */
export function toApiGatewayHandler(app: { fetch(request: Request): Response | Promise<Response> }): ApiGatewayHandler {
  return async (event) => toResult(await answer(app, event));
}

async function answer(app: Parameters<typeof toApiGatewayHandler>[0], event: HttpApiEvent): Promise<Response> {
  let request: Request;
  try {
    request = toRequest(event);
  } catch {
    // The platform refuses to represent it: an address or header that is not valid HTTP.
    const detail = "the address or a header is malformed: send a well-formed HTTP request";
    return problemResponse(new ProblemError(400, "E_REQUEST", detail));
  }
  return app.fetch(request);
}

function toRequest({ rawPath, rawQueryString, headers, requestContext }: HttpApiEvent): Request {
  const url = new URL(`https://${requestContext.domainName}`);
  url.pathname = rawPath;
  url.search = rawQueryString;
  const given = new Headers();
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) given.set(name, value);
  }
  return new Request(url, { method: requestContext.http.method, headers: given });
}

async function toResult(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name] = value;
  });
  return { statusCode: response.status, headers, body: await response.text(), isBase64Encoded: false };
}

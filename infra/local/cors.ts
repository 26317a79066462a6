/** What API Gateway does for pages of the desk's origins, for the archive on this machine. */
import { CORS } from "../../lambdas/query/access-rules.ts";

/** @returns the answer to a preflight of one of the origins; undefined for any other request */
export function answerPreflight(request: Request, origins: readonly string[]): Response | undefined {
  const origin = allowedOrigin(request, origins);
  if (request.method !== "OPTIONS" || origin === undefined) return undefined;
  if (!request.headers.has("Access-Control-Request-Method")) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      "Access-Control-Allow-Origin": origin,
      "Access-Control-Allow-Methods": CORS.methods.join(","),
      "Access-Control-Allow-Headers": CORS.requestHeaders.join(","),
      "Access-Control-Max-Age": String(CORS.maxAgeSeconds),
      Vary: "Origin",
    },
  });
}

/** Lets a page of one of the origins read the answer. */
export function shareWithOrigin(response: Response, request: Request, origins: readonly string[]): Response {
  if (origins.length === 0) return response;
  // What a cache holds for one origin is not for another.
  response.headers.append("Vary", "Origin");
  const origin = allowedOrigin(request, origins);
  if (origin === undefined) return response;
  response.headers.set("Access-Control-Allow-Origin", origin);
  response.headers.set("Access-Control-Expose-Headers", CORS.exposedHeaders.join(","));
  return response;
}

function allowedOrigin(request: Request, origins: readonly string[]): string | undefined {
  const origin = request.headers.get("Origin");
  return origin !== null && origins.includes(origin) ? origin : undefined;
}

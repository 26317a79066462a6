/** The archive on 127.0.0.1: the query function behind a plain HTTP server. */
import { serve } from "@hono/node-server";
import { ConfigError } from "../../lambdas/core/errors.ts";
import type { QueryHandler } from "../../lambdas/query/create-query-handler.ts";
import { invokeQuery } from "./api-gateway.ts";
import { answerPreflight, shareWithOrigin } from "./cors.ts";

export interface ArchiveServer {
  readonly url: string;
  stop(): Promise<void>;
}

const OWN_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * @param corsOrigins - whose pages may read the answers
 * @throws {@link ConfigError} when the port is taken
 */
export async function startArchiveServer(
  query: QueryHandler,
  port: number,
  corsOrigins: readonly string[] = [],
): Promise<ArchiveServer> {
  const server = serve({
    fetch: (request: Request) => answer(query, request, corsOrigins),
    hostname: "127.0.0.1",
    port,
  });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === "EADDRINUSE" ? "is in use; try --port 0 for a free one" : `cannot be used: ${cause.message}`;
      reject(new ConfigError(`--port ${port} ${why}`, { cause }));
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new ConfigError(`--port ${port}: the server has no address`);
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(query: QueryHandler, request: Request, corsOrigins: readonly string[]): Promise<Response> {
  // A web page elsewhere may have its own name point here (DNS rebinding): only our own names are answered.
  if (!OWN_NAMES.has(new URL(request.url).hostname)) {
    return Response.json(
      {
        type: "about:blank",
        title: "Forbidden",
        status: 403,
        detail: "this archive answers as 127.0.0.1 or localhost only",
      },
      { status: 403, headers: { "content-type": "application/problem+json" } },
    );
  }
  const preflight = answerPreflight(request, corsOrigins);
  return preflight ?? shareWithOrigin(await invokeQuery(query, request), request, corsOrigins);
}

/**
 * The sample wire: a web server on this machine with the feeds of outlets that do not exist, so that a newcomer sees
 * the whole pipeline at work without network and without bothering any publisher. Ids, guids and addresses are the same
 * in every run, whatever the port: who starts again is told nothing twice.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { feedIdOf } from "../../../lambdas/core/feeds/entry-identity.ts";
import type { FeedSpec } from "../../../lambdas/core/feeds/feed.ts";
import type { Clock } from "../../../lambdas/core/time.ts";
import { SAMPLE_OUTLETS } from "./outlets.ts";
import { type RenderedFeed, renderFeed } from "./render-feed.ts";

export interface SampleWireOptions {
  /** asked once, at the start: the stories' times count back from there */
  readonly now: Clock;
  /** @default 0, any that is free */
  readonly port?: number;
}

export interface SampleWire {
  /** `127.0.0.1:PORT`, to be allowed to the fetcher */
  readonly host: string;
  readonly feeds: readonly FeedSpec[];
  stop(): Promise<void>;
}

interface ServedFeed extends RenderedFeed {
  readonly etag: string;
  readonly lastModified: string;
}

/** @throws when the port is taken */
export async function startSampleWire(options: SampleWireOptions): Promise<SampleWire> {
  const now = options.now();
  const lastModified = new Date(now).toUTCString();
  const served = new Map<string, ServedFeed>();
  for (const outlet of SAMPLE_OUTLETS) {
    const feed = renderFeed(outlet, now);
    const etag = `"${createHash("sha256").update(feed.text).digest("hex").slice(0, 16)}"`;
    served.set(`/${outlet.domain}/${outlet.path}`, { ...feed, etag, lastModified });
  }

  const server = createServer((request, response) => answer(request, response, served));
  const host = `127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const feeds = SAMPLE_OUTLETS.map((outlet): FeedSpec => {
    const address = `${outlet.domain}/${outlet.path}`;
    return {
      id: feedIdOf(`https://${address}`),
      url: `http://${host}/${address}`,
      title: outlet.name,
      source: outlet.name,
      lang: outlet.lang,
      country: outlet.country,
      tags: outlet.tags,
    };
  });
  return { host, feeds, stop: () => stop(server) };
}

function answer(request: IncomingMessage, response: ServerResponse, served: ReadonlyMap<string, ServedFeed>): void {
  const feed = served.get(request.url ?? "");
  if (feed === undefined) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("no such feed\n");
    return;
  }
  const validators = { ETag: feed.etag, "Last-Modified": feed.lastModified, "Cache-Control": "max-age=60" };
  if (isCurrent(request, feed)) {
    response.writeHead(304, validators).end();
    return;
  }
  response.writeHead(200, { ...validators, "Content-Type": feed.contentType }).end(feed.text);
}

/** If-None-Match decides where it is sent; only without it does the date count (RFC 9110, 13.2.2). */
function isCurrent({ headers }: IncomingMessage, feed: ServedFeed): boolean {
  const etags = headers["if-none-match"];
  if (etags !== undefined) return etags.split(",").some((each) => each.trim() === feed.etag);
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return since >= Date.parse(feed.lastModified);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("the sample wire has no port"));
      else resolve(address.port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

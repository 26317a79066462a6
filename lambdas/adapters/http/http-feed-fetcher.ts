/**
 * Fetches feeds from servers that may be slow, broken or hostile. Guarantees: never longer than the total time limit,
 * never more than the size limit in memory, never a connection to a private address, and never a rejection for what the
 * other side does. One request at a time per host is the caller's part.
 */

import { Agent, type Dispatcher } from "undici";
import type { Validators } from "../../core/feeds/feed.ts";
import type { FeedFetcher, FetchOutcome, FetchRequest } from "../../core/ports.ts";
import { parseUrl } from "../../core/text/parse-url.ts";
import { type Clock, SECOND_MS } from "../../core/time.ts";
import { refuseTarget, shortenUrl } from "./check-target.ts";
import { classifyFailure, type Failure, wasConnectionStale } from "./classify-failure.ts";
import { createGuardedConnector, type ResolveHost } from "./guarded-connector.ts";
import { readBody } from "./read-body.ts";
import { readFreshness, readHeader, readValidators } from "./response-headers.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** What one fetch may cost. */
export interface FetchLimits {
  readonly connectMs: number;
  /** redirects and body included */
  readonly totalMs: number;
  /** after inflating */
  readonly maxBytes: number;
  readonly maxRedirects: number;
}

export const DEFAULT_FETCH_LIMITS: FetchLimits = {
  connectMs: 10 * SECOND_MS,
  totalMs: 20 * SECOND_MS,
  maxBytes: 5_000_000,
  maxRedirects: 5,
};

export interface HttpFeedFetcherOptions {
  /** a page or address where a publisher can reach the desk; part of the User-Agent */
  readonly contactUrl: string;
  /** `127.0.0.1:8080`: servers that may stand at private addresses and other ports; the only way around the guard */
  readonly allowHosts: readonly string[];
  /** @default 0.1.0 */
  readonly version?: string;
  /** @default {@link DEFAULT_FETCH_LIMITS} */
  readonly limits?: Partial<FetchLimits>;
  /** @default the system's resolver */
  readonly resolve?: ResolveHost;
  /** for Retry-After dates. @default Date.now */
  readonly clock?: Clock;
}

/** What HTTP tells beyond the port: hints for the schedule and the registry. */
export type HttpFetchOutcome = FetchOutcome & {
  /** how long the server calls the answer fresh, in minutes; absent when it does not say */
  readonly freshMinutes?: number;
  /** where the feed has moved for good: the end of the permanent redirects (301, 308) that stand first */
  readonly permanentUrl?: string;
};

type Failed = FetchOutcome & { readonly kind: "failed" };

const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const PERMANENT_STATUSES: ReadonlySet<number> = new Set([301, 308]);

interface Redirect {
  readonly kind: "redirect";
  readonly to: URL;
  readonly isPermanent: boolean;
}

const ACCEPT =
  "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";

export class HttpFeedFetcher implements FeedFetcher {
  private readonly agent: Agent;
  private readonly allowHosts: ReadonlySet<string>;
  private readonly limits: FetchLimits;
  private readonly userAgent: string;
  private readonly clock: Clock;

  constructor(options: HttpFeedFetcherOptions) {
    this.limits = { ...DEFAULT_FETCH_LIMITS, ...options.limits };
    this.allowHosts = new Set(options.allowHosts.map((host) => host.toLowerCase()));
    this.clock = options.clock ?? Date.now;
    this.userAgent = `KivuWatch/${options.version ?? "0.1.0"} (+${new URL(options.contactUrl).href})`;
    this.agent = new Agent({
      connect: createGuardedConnector({
        connectTimeoutMs: this.limits.connectMs,
        allowHosts: this.allowHosts,
        ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
      }),
      connections: 4,
      headersTimeout: this.limits.totalMs,
      bodyTimeout: this.limits.totalMs,
      keepAliveTimeout: 4 * SECOND_MS,
    });
  }

  async fetch(request: FetchRequest): Promise<HttpFetchOutcome> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(timeoutError(this.limits.totalMs)), this.limits.totalMs);
    try {
      return await this.followRedirects(request, deadline.signal);
    } catch (thrown) {
      return { kind: "failed", ...classifyFailure(deadline.signal.aborted ? deadline.signal.reason : thrown) };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends all connections, also those in use. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async followRedirects(request: FetchRequest, signal: AbortSignal): Promise<HttpFetchOutcome> {
    let url = parseUrl(request.url);
    if (url === undefined) return failed("bad-url", `${shortenUrl(request.url)} is no absolute address`);
    const visited = new Set<string>();
    let permanentUrl: string | undefined;
    let isPermanentSoFar = true;
    for (let hop = 0; hop <= this.limits.maxRedirects; hop++) {
      const refusal = refuseTarget(url, this.allowHosts) ?? (visited.has(url.href) ? redirectLoop(url) : undefined);
      if (refusal !== undefined) return { kind: "failed", ...refusal };
      visited.add(url.href);
      const result: HttpFetchOutcome | Redirect = await this.fetchOnce(url, request.validators, signal);
      if (result.kind !== "redirect") return permanentUrl === undefined ? result : { ...result, permanentUrl };
      url = result.to;
      isPermanentSoFar &&= result.isPermanent;
      if (isPermanentSoFar) permanentUrl = url.href;
    }
    return failed(
      "too-many-redirects",
      `more than ${this.limits.maxRedirects} redirects, the last to ${shortenUrl(url.href)}`,
    );
  }

  /** @returns where to go next, or what became of it */
  private async fetchOnce(url: URL, validators: Validators, signal: AbortSignal): Promise<HttpFetchOutcome | Redirect> {
    const { statusCode, headers, body } = await this.ask(url, validators, signal);
    if (statusCode === 200 || statusCode === 203) {
      const bytes = await readBody(body, readHeader(headers, "content-encoding") ?? "", this.limits.maxBytes);
      const contentType = readHeader(headers, "content-type");
      return {
        kind: "fetched",
        bytes,
        ...(contentType === undefined ? {} : { contentType }),
        validators: readValidators(headers),
        finalUrl: url.href,
        ...readFreshness(headers, this.clock()),
      };
    }
    // Whatever an error page or a redirect says is of no use: drop it with its connection instead of reading it.
    body.on("error", () => {});
    body.destroy();
    const wasConditional = validators.etag !== undefined || validators.lastModified !== undefined;
    if (statusCode === 304 && wasConditional) {
      const current = { ...validators, ...readValidators(headers) };
      return { kind: "not-modified", validators: current, ...readFreshness(headers, this.clock()) };
    }
    const location = readHeader(headers, "location");
    if (REDIRECT_STATUSES.has(statusCode) && location !== undefined) {
      return redirectTo(location, url, PERMANENT_STATUSES.has(statusCode));
    }
    const retryAfterMs = parseRetryAfter(readHeader(headers, "retry-after"), this.clock());
    return {
      ...failed(`http-${statusCode}`, `${shortenUrl(url.href)} answered ${statusCode}`),
      httpStatus: statusCode,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }

  private async ask(url: URL, validators: Validators, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const request = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: "GET",
      headers: this.requestHeaders(validators),
      signal,
    } as const;
    try {
      return await this.agent.request(request);
    } catch (error) {
      if (signal.aborted || !wasConnectionStale(error)) throw error;
      // The server is not to blame: it had closed a connection that we kept too long. RFC 9110, 9.2.2 allows to ask again.
      return await this.agent.request(request);
    }
  }

  private requestHeaders(validators: Validators): Record<string, string> {
    return {
      "user-agent": this.userAgent,
      accept: ACCEPT,
      "accept-encoding": "gzip, br",
      ...(validators.etag === undefined ? {} : { "if-none-match": validators.etag }),
      ...(validators.lastModified === undefined ? {} : { "if-modified-since": validators.lastModified }),
    };
  }
}

function redirectTo(location: string, from: URL, isPermanent: boolean): Redirect | Failed {
  const to = parseUrl(location, from.href);
  if (to !== undefined) return { kind: "redirect", to, isPermanent };
  return failed("bad-redirect", `${shortenUrl(from.href)} redirects to "${shortenUrl(location)}", which is no address`);
}

function redirectLoop(url: URL): Failure {
  return { reason: "redirect-loop", detail: `redirected to ${shortenUrl(url.href)} for the second time` };
}

function failed(reason: string, detail: string): Failed {
  return { kind: "failed", reason, detail };
}

function timeoutError(limitMs: number): Error {
  return Object.assign(new Error(`no complete answer within ${limitMs / SECOND_MS} s`), { code: "E_TIMEOUT" });
}

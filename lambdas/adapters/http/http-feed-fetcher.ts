/**
 * Fetches feeds from servers that may be slow, broken or hostile. Guarantees: never longer than the total time limit,
 * never more than the size limit in memory, never a connection to a private address, and never a rejection for what the
 * other side does. One request at a time per host is the caller's part.
 */
import type { IncomingHttpHeaders } from "node:http";
import { Agent } from "undici";
import type { Validators } from "../../core/feeds/feed.ts";
import type { FeedFetcher, FetchOutcome, FetchRequest } from "../../core/ports.ts";
import { type Clock, SECOND_MS } from "../../core/time.ts";
import { classifyFailure } from "./classify-failure.ts";
import { createGuardedConnector, type ResolveHost } from "./guarded-connector.ts";
import { readBody } from "./read-body.ts";
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

type Failed = FetchOutcome & { readonly kind: "failed" };

const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

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

  async fetch(request: FetchRequest): Promise<FetchOutcome> {
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

  private async followRedirects(request: FetchRequest, signal: AbortSignal): Promise<FetchOutcome> {
    let url = URL.canParse(request.url) ? new URL(request.url) : undefined;
    if (url === undefined) return failed("bad-url", `${shorten(request.url)} is no absolute address`);
    const visited = new Set<string>();
    for (let hop = 0; hop <= this.limits.maxRedirects; hop++) {
      const refusal = this.refuseTarget(url) ?? (visited.has(url.href) ? failedLoop(url) : undefined);
      if (refusal !== undefined) return refusal;
      visited.add(url.href);
      const result: FetchOutcome | URL = await this.fetchOnce(url, request.validators, signal);
      if (!(result instanceof URL)) return result;
      url = result;
    }
    return failed(
      "too-many-redirects",
      `more than ${this.limits.maxRedirects} redirects, the last to ${shorten(url.href)}`,
    );
  }

  /** @returns where to go next, or what became of it */
  private async fetchOnce(url: URL, validators: Validators, signal: AbortSignal): Promise<FetchOutcome | URL> {
    const { statusCode, headers, body } = await this.agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "GET",
      headers: this.requestHeaders(validators),
      signal,
    });
    if (statusCode === 200 || statusCode === 203) {
      const bytes = await readBody(body, header(headers, "content-encoding") ?? "", this.limits.maxBytes);
      const contentType = header(headers, "content-type");
      return {
        kind: "fetched",
        bytes,
        ...(contentType === undefined ? {} : { contentType }),
        validators: readValidators(headers),
        finalUrl: url.href,
      };
    }
    // Whatever an error page or a redirect says is of no use: drop it with its connection instead of reading it.
    body.on("error", () => {});
    body.destroy();
    const wasConditional = validators.etag !== undefined || validators.lastModified !== undefined;
    if (statusCode === 304 && wasConditional) {
      return { kind: "not-modified", validators: { ...validators, ...readValidators(headers) } };
    }
    const location = header(headers, "location");
    if (REDIRECT_STATUSES.has(statusCode) && location !== undefined) return redirectTarget(location, url);
    const retryAfterMs = parseRetryAfter(header(headers, "retry-after"), this.clock());
    return {
      ...failed(`http-${statusCode}`, `${shorten(url.href)} answered ${statusCode}`),
      httpStatus: statusCode,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
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

  private refuseTarget(url: URL): Failed | undefined {
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      return failed("blocked-scheme", `${shorten(url.href)} is neither http nor https`);
    }
    if (url.username !== "" || url.password !== "") {
      return failed("bad-url", `the address at ${url.host} holds a user name or password, which is never sent`);
    }
    const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
    if (port === "80" || port === "443" || this.allowHosts.has(`${url.hostname}:${port}`)) return undefined;
    return failed(
      "blocked-port",
      `${url.host} is on port ${port}; only 80 and 443 are asked, or hosts allowed by name`,
    );
  }
}

function redirectTarget(location: string, from: URL): URL | Failed {
  if (URL.canParse(location, from.href)) return new URL(location, from.href);
  return failed("bad-redirect", `${shorten(from.href)} redirects to "${shorten(location)}", which is no address`);
}

function failedLoop(url: URL): Failed {
  return failed("redirect-loop", `redirected to ${shorten(url.href)} for the second time`);
}

function failed(reason: string, detail: string): Failed {
  return { kind: "failed", reason, detail };
}

/** Sent back verbatim next time, so only what a header may hold: the rest would make the next request impossible. */
function readValidators(headers: IncomingHttpHeaders): Validators {
  const etag = sendable(header(headers, "etag"));
  const lastModified = sendable(header(headers, "last-modified"));
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

function sendable(value: string | undefined): string | undefined {
  return value !== undefined && /^[\x20-\x7e]{1,1024}$/.test(value) ? value : undefined;
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : value?.[0];
}

/** Addresses in messages come from strangers: one line, and not a page of it. */
function shorten(url: string): string {
  const line = url.replace(/\p{Cc}+/gu, " ");
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function timeoutError(limitMs: number): Error {
  return Object.assign(new Error(`no complete answer within ${limitMs / SECOND_MS} s`), { code: "E_TIMEOUT" });
}

import type { RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { HttpFeedFetcher, type HttpFeedFetcherOptions } from "../../../lambdas/adapters/http/http-feed-fetcher.ts";
import type { FetchOutcome } from "../../../lambdas/core/ports.ts";
import { type LoopbackServer, startLoopbackServer } from "./loopback-server.ts";
import { makeSelfSignedCertificate } from "./self-signed-certificate.ts";

const RSS = "<rss version='2.0'><channel><title>Nyiragongo Wire</title></channel></rss>";
const CONTACT = "https://desk.example/contact";

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const closable of running.splice(0).reverse()) await closable.close();
});

async function serve(listener: RequestListener, tls?: { key: string; cert: string }): Promise<LoopbackServer> {
  const server = await startLoopbackServer(listener, tls);
  running.push(server);
  return server;
}

function fetcherFor(allowHosts: readonly string[], options: Partial<HttpFeedFetcherOptions> = {}): HttpFeedFetcher {
  const fetcher = new HttpFeedFetcher({ contactUrl: CONTACT, allowHosts, ...options });
  running.push(fetcher);
  return fetcher;
}

async function fetchFrom(
  server: LoopbackServer,
  path: string,
  options: Partial<HttpFeedFetcherOptions> = {},
): Promise<FetchOutcome> {
  return fetcherFor([server.host], options).fetch({ url: server.origin + path, validators: {} });
}

function reasonOf(outcome: FetchOutcome): string {
  return outcome.kind === "failed" ? outcome.reason : outcome.kind;
}

function textOf(outcome: FetchOutcome): string {
  return outcome.kind === "fetched" ? Buffer.from(outcome.bytes).toString() : reasonOf(outcome);
}

describe("a fetch", () => {
  it("brings the bytes, the content type and the validators as they are", async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, {
        "content-type": "text/xml; charset=ISO-8859-1",
        etag: 'W/"a b"',
        "last-modified": "yesterday, roughly",
      });
      response.end(Buffer.from([0x3c, 0xe9, 0x3e]));
    });

    const outcome = await fetchFrom(server, "/feed?a=1&b=é#part");

    expect(outcome).toEqual({
      kind: "fetched",
      bytes: Buffer.from([0x3c, 0xe9, 0x3e]),
      contentType: "text/xml; charset=ISO-8859-1",
      validators: { etag: 'W/"a b"', lastModified: "yesterday, roughly" },
      finalUrl: `${server.origin}/feed?a=1&b=%C3%A9#part`,
    });
  });

  it("says who asks and whom to write to, and sends no cookie even after being given one", async () => {
    const seen: Record<string, unknown>[] = [];
    const server = await serve((request, response) => {
      seen.push(request.headers);
      response.writeHead(200, { "set-cookie": "track=1" });
      response.end(RSS);
    });
    const fetcher = fetcherFor([server.host], { version: "9.8.7" });

    await fetcher.fetch({ url: server.origin, validators: {} });
    await fetcher.fetch({ url: server.origin, validators: {} });

    expect(seen.map((headers) => headers["user-agent"])).toEqual(Array(2).fill(`KivuWatch/9.8.7 (+${CONTACT})`));
    expect(seen.map((headers) => headers.cookie)).toEqual([undefined, undefined]);
    expect(seen[0]).not.toHaveProperty("if-none-match");
  });

  it("sends the validators back verbatim and takes 304 for an answer", async () => {
    const server = await serve((request, response) => {
      const isKnown =
        request.headers["if-none-match"] === '"v1"' &&
        request.headers["if-modified-since"] === "Mon, 15 May 2023 10:00:00 GMT";
      response.writeHead(isKnown ? 304 : 200, { etag: '"v2"' });
      response.end();
    });

    const outcome = await fetcherFor([server.host]).fetch({
      url: server.origin,
      validators: { etag: '"v1"', lastModified: "Mon, 15 May 2023 10:00:00 GMT" },
    });

    expect(outcome).toEqual({
      kind: "not-modified",
      validators: { etag: '"v2"', lastModified: "Mon, 15 May 2023 10:00:00 GMT" },
    });
  });

  it("calls a 304 that nobody asked for a failure: there is nothing to fall back on", async () => {
    const server = await serve((_, response) => response.writeHead(304).end());

    const outcome = await fetchFrom(server, "/");

    expect(outcome).toMatchObject({ kind: "failed", reason: "http-304", httpStatus: 304 });
  });

  it("tells how long the server calls its answer fresh", async () => {
    const server = await serve((_, response) =>
      response.writeHead(200, { "cache-control": "public, max-age=1800" }).end(RSS),
    );

    const outcome = await fetchFrom(server, "/");

    expect(outcome).toMatchObject({ kind: "fetched", freshMinutes: 30 });
  });

  it("drops a validator that could not be sent back", async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { etag: Buffer.from('"Ngü"', "latin1").toString("latin1") });
      response.end(RSS);
    });

    const outcome = await fetchFrom(server, "/");

    expect(outcome).toMatchObject({ kind: "fetched", validators: {} });
  });

  it.each([
    ["gzip", gzipSync(RSS)],
    ["x-gzip", gzipSync(RSS)],
    ["br", brotliCompressSync(RSS)],
    ["deflate", deflateSync(RSS)],
    ["deflate", deflateRawSync(RSS)],
    ["gzip, br", brotliCompressSync(gzipSync(RSS))],
    ["identity", Buffer.from(RSS)],
    ["gzip", Buffer.from(RSS)],
    ["", gzipSync(RSS)],
    ["gzip", gzipSync(RSS).subarray(0, -6)],
  ])("undoes content encoding %j, also when the header lies", async (coding, body) => {
    const server = await serve((_, response) => {
      if (coding !== "") response.setHeader("content-encoding", coding);
      response.end(body);
    });

    const outcome = await fetchFrom(server, "/");

    expect(textOf(outcome)).toBe(RSS);
  });

  it("takes an empty body for what it is", async () => {
    const server = await serve((_, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end();
    });

    const outcome = await fetchFrom(server, "/");

    expect(textOf(outcome)).toBe("");
  });

  it.each([
    [401, "http-401"],
    [404, "http-404"],
    [410, "http-410"],
    [500, "http-500"],
    [204, "http-204"],
    [300, "http-300"],
  ])("reports status %i with its number", async (status, reason) => {
    const server = await serve((_, response) => response.writeHead(status).end());

    const outcome = await fetchFrom(server, "/");

    expect(outcome).toEqual({
      kind: "failed",
      reason,
      httpStatus: status,
      detail: `${server.origin}/ answered ${status}`,
    });
  });

  it.each([
    ["120", 120_000],
    ["Mon, 15 May 2023 10:10:00 GMT", 600_000],
    ["Mon, 15 May 2023 09:00:00 GMT", 0],
    ["soon", undefined],
  ])("passes on Retry-After %j", async (value, retryAfterMs) => {
    const server = await serve((_, response) => response.writeHead(503, { "retry-after": value }).end());

    const outcome = await fetchFrom(server, "/", { clock: () => Date.parse("2023-05-15T10:00:00Z") });

    expect(outcome.kind === "failed" && outcome.retryAfterMs).toBe(retryAfterMs);
  });
});

describe("redirects", () => {
  it("are followed, relative ones too, and the final address is told", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/old") response.writeHead(301, { location: "../new?x=1" }).end();
      else if (request.url === "/new?x=1") response.writeHead(302, { location: "/newest" }).end();
      else response.end(RSS);
    });

    const outcome = await fetchFrom(server, "/old");

    expect(outcome).toMatchObject({ kind: "fetched", finalUrl: `${server.origin}/newest` });
  });

  it("tell where a feed has moved for good: to the end of the permanent ones that stand first", async () => {
    const hops = new Map<string | undefined, [number, string]>([
      ["/a", [301, "/b"]],
      ["/b", [308, "/c"]],
      ["/c", [302, "/d"]],
      ["/d", [301, "/e"]],
      ["/t", [307, "/b"]],
    ]);
    const server = await serve((request, response) => {
      const [status, location] = hops.get(request.url) ?? [200, ""];
      response.writeHead(status, location === "" ? {} : { location }).end(RSS);
    });

    const outcomes = [await fetchFrom(server, "/a"), await fetchFrom(server, "/t"), await fetchFrom(server, "/e")];

    expect(outcomes.map((outcome) => "permanentUrl" in outcome && outcome.permanentUrl)).toEqual([
      `${server.origin}/c`,
      false,
      false,
    ]);
  });

  it("end after five", async () => {
    let hops = 0;
    const server = await serve((_, response) => response.writeHead(302, { location: `/hop-${++hops}` }).end());

    const outcome = await fetchFrom(server, "/");

    expect(reasonOf(outcome)).toBe("too-many-redirects");
    expect(hops).toBe(6);
  });

  it("end when they come back", async () => {
    let requests = 0;
    const server = await serve((request, response) => {
      requests++;
      response.writeHead(301, { location: request.url === "/a" ? "/b" : "/a" }).end();
    });

    const outcome = await fetchFrom(server, "/a");

    expect(reasonOf(outcome)).toBe("redirect-loop");
    expect(requests).toBe(2);
  });

  it.each([
    ["http://127.0.0.2/", "blocked-address"],
    ["http://169.254.169.254/latest/meta-data/", "blocked-address"],
    ["http://[::ffff:10.0.0.1]/", "blocked-address"],
    ["http://2130706433/", "blocked-address"],
    ["http://0177.0.0.1/", "blocked-address"],
    ["http://127.0.0.1:1/", "blocked-port"],
    ["file:///etc/passwd", "blocked-scheme"],
    ["gopher://127.0.0.1/", "blocked-scheme"],
    ["http://user:secret@example.org/", "bad-url"],
    ["http://[", "bad-redirect"],
  ])("to %s are refused: the check is made on every hop", async (location, reason) => {
    const server = await serve((_, response) => response.writeHead(302, { location }).end());

    const outcome = await fetchFrom(server, "/");

    expect(reasonOf(outcome)).toBe(reason);
  });

  it("without an address are failures", async () => {
    const server = await serve((_, response) => response.writeHead(302).end());

    const outcome = await fetchFrom(server, "/");

    expect(reasonOf(outcome)).toBe("http-302");
  });
});

describe("the guard", () => {
  it.each([
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://0/",
    "http://0x7f000001/",
    "http://10.1.2.3/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://[fd00::1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::7f00:1]/",
  ])("refuses %s without a connection", async (url) => {
    const outcome = await fetcherFor([]).fetch({ url, validators: {} });

    expect(reasonOf(outcome)).toBe("blocked-address");
  });

  it("refuses a name that resolves to a private address, also beside a public one", async () => {
    const resolve = async () => [
      { address: "192.0.78.9", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];

    const outcome = await fetcherFor([], { resolve }).fetch({ url: "http://rebind.example/", validators: {} });

    expect(outcome).toMatchObject({
      kind: "failed",
      reason: "blocked-address",
      detail: expect.stringContaining("rebind.example (127.0.0.1) is a loopback address"),
    });
  });

  it("connects to the very address that it checked: the name is resolved once", async () => {
    const server = await serve((_, response) => response.end(RSS));
    const answers = ["127.0.0.1", "127.0.0.99"];
    const resolve = async () => [{ address: answers.shift() ?? "none", family: 4 }];

    const outcome = await fetcherFor([`wire.example:${server.port}`], { resolve }).fetch({
      url: `http://wire.example:${server.port}/`,
      validators: {},
    });

    expect(textOf(outcome)).toBe(RSS);
    expect(answers).toEqual(["127.0.0.99"]);
  });

  it("opens nothing but the allowed host and port", async () => {
    const allowed = await serve((_, response) => response.end(RSS));
    const other = await serve((_, response) => response.end("secret"));

    const outcome = await fetcherFor([allowed.host]).fetch({ url: other.origin, validators: {} });

    expect(reasonOf(outcome)).toBe("blocked-port");
    expect(other.connections()).toBe(0);
  });

  it.each([
    ["ftp://example.org/feed", "blocked-scheme"],
    ["http://example.org:8080/", "blocked-port"],
    ["http://user@example.org/", "bad-url"],
    ["no address", "bad-url"],
  ])("refuses %s", async (url, reason) => {
    const outcome = await fetcherFor([]).fetch({ url, validators: {} });

    expect(reasonOf(outcome)).toBe(reason);
  });

  it("keeps secrets in addresses out of its messages", async () => {
    const outcome = await fetcherFor([]).fetch({ url: "http://user:s3cret@example.org/", validators: {} });

    expect(JSON.stringify(outcome)).not.toContain("s3cret");
  });
});

describe("a server in trouble", () => {
  it("that cannot be found is a DNS failure", async () => {
    const resolve = async () => {
      throw Object.assign(new Error("getaddrinfo ENOTFOUND gone.example"), { code: "ENOTFOUND" });
    };

    const outcome = await fetcherFor([], { resolve }).fetch({ url: "http://gone.example/", validators: {} });

    expect(reasonOf(outcome)).toBe("dns");
  });

  it("that refuses connections is told apart", async () => {
    const server = await startLoopbackServer(() => {});
    await server.close();

    const outcome = await fetchFrom(server, "/");

    expect(reasonOf(outcome)).toBe("refused");
  });

  it("that hangs up is a lost connection", async () => {
    const server = await serve((request) => request.socket.destroy());

    const outcome = await fetchFrom(server, "/");

    expect(reasonOf(outcome)).toBe("connection-lost");
  });

  it("that closed a kept connection meanwhile is asked again, one that hangs up at once is not", async () => {
    let requests = 0;
    const server = await serve((request, response) => {
      requests += 1;
      if (request.url === "/rude" || requests === 2) request.socket.destroy();
      else response.end(RSS);
    });
    const fetcher = fetcherFor([server.host]);

    await fetcher.fetch({ url: server.origin, validators: {} });
    // A connection is free again a moment after its last answer.
    await pause(50);
    const kept = await fetcher.fetch({ url: server.origin, validators: {} });
    const asked = requests;
    const rude = await fetchFrom(server, "/rude");

    expect(textOf(kept)).toBe(RSS);
    expect(reasonOf(rude)).toBe("connection-lost");
    expect([asked, requests]).toEqual([3, 4]);
  });

  it("that hangs up within the body is one too, not half a feed", async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("<rss>");
      setTimeout(() => request.socket.destroy(), 20);
    });

    const outcome = await fetchFrom(server, "/");

    expect(reasonOf(outcome)).toBe("connection-lost");
  });

  it("that speaks no HTTP is a bad response", async () => {
    const tcp = createTcpServer((socket) => socket.resume().end("220 mail ready\r\n\r\n"));
    await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
    running.push({ close: () => new Promise<void>((resolve) => tcp.close(() => resolve())) });
    const address = tcp.address();
    const host = `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;

    const outcome = await fetcherFor([host]).fetch({ url: `http://${host}/`, validators: {} });

    expect(reasonOf(outcome)).toBe("bad-response");
  });

  it("with a certificate that nobody signed is a TLS failure", async () => {
    const server = await serve((_, response) => response.end(RSS), makeSelfSignedCertificate());

    const outcome = await fetchFrom(server, "/");

    expect(reasonOf(outcome)).toBe("tls");
  });

  it("without TLS where TLS should be is a TLS failure", async () => {
    const server = await serve((_, response) => response.end(RSS));

    const outcome = await fetcherFor([server.host]).fetch({ url: `https://${server.host}/`, validators: {} });

    expect(reasonOf(outcome)).toBe("tls");
  });

  it("with an unknown encoding or damaged data says so", async () => {
    const server = await serve((request, response) => {
      const isUnknown = request.url === "/unknown";
      response.setHeader("content-encoding", isUnknown ? "zstd" : "br");
      response.end("neither zstd nor brotli");
    });

    const outcomes = [await fetchFrom(server, "/unknown"), await fetchFrom(server, "/damaged")];

    expect(outcomes.map(reasonOf)).toEqual(["unknown-encoding", "bad-encoding"]);
  });
});

describe("hostile servers", () => {
  const SHORT = { connectMs: 300, totalMs: 400, maxBytes: 1_000_000 };

  it.each([
    ["gzip", gzipSync(Buffer.alloc(32_000_000))],
    ["br", brotliCompressSync(Buffer.alloc(32_000_000))],
    ["gzip, gzip", gzipSync(gzipSync(Buffer.alloc(32_000_000)))],
    ["", gzipSync(Buffer.alloc(32_000_000))],
  ])("cannot unpack a %s bomb beyond the limit", async (coding, member) => {
    // Members of a gzip file may follow one another: 640 MB in all.
    const bomb = coding === "br" ? member : Buffer.concat(Array(20).fill(member));
    const server = await serve((_, response) => {
      if (coding !== "") response.setHeader("content-encoding", coding);
      response.end(bomb);
    });
    const before = process.memoryUsage().rss;

    const outcome = await fetchFrom(server, "/");

    expect(outcome).toMatchObject({
      kind: "failed",
      reason: "too-large",
      detail: "the body is larger than 5000000 bytes",
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it("cannot send more than the limit", async () => {
    let sent = 0;
    const server = await serve((_, response) => {
      const chunk = Buffer.alloc(100_000, "x");
      const push = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
        if (!response.destroyed) response.once("drain", push);
      };
      push();
    });

    const outcome = await fetchFrom(server, "/", { limits: { maxBytes: 1_000_000 } });

    expect(reasonOf(outcome)).toBe("too-large");
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ["never answers", (() => {}) as RequestListener],
    [
      "sends a byte now and then",
      ((_, response) => {
        const timer = setInterval(() => response.write("<"), 50);
        response.once("close", () => clearInterval(timer));
      }) as RequestListener,
    ],
    [
      "redirects slowly for ever",
      ((request, response) => {
        setTimeout(() => response.writeHead(302, { location: `${request.url}x` }).end(), 150);
      }) as RequestListener,
    ],
  ])("that %s are left at the time limit", async (_, listener) => {
    const server = await serve(listener);
    const started = Date.now();

    const outcome = await fetchFrom(server, "/", { limits: SHORT });

    expect(outcome).toMatchObject({ kind: "failed", reason: "timeout", detail: "no complete answer within 0.4 s" });
    expect(Date.now() - started).toBeLessThan(1_500);
  });

  it("cannot flood us with headers", async () => {
    const server = await serve((_, response) => {
      for (let index = 0; index < 2_000; index++) response.setHeader(`x-flood-${index}`, "y".repeat(100));
      response.end(RSS);
    });

    const outcome = await fetchFrom(server, "/");

    expect(reasonOf(outcome)).toBe("headers-too-large");
  });

  it("do not harm the next fetch by the same fetcher", async () => {
    const bomb = gzipSync(Buffer.alloc(32_000_000));
    const server = await serve((request, response) => {
      if (request.url === "/bomb") response.setHeader("content-encoding", "gzip");
      response.end(request.url === "/bomb" ? bomb : RSS);
    });
    const fetcher = fetcherFor([server.host]);

    const first = await fetcher.fetch({ url: `${server.origin}/bomb`, validators: {} });
    const second = await fetcher.fetch({ url: `${server.origin}/good`, validators: {} });

    expect([reasonOf(first), textOf(second)]).toEqual(["too-large", RSS]);
  });
});

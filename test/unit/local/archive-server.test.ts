import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArchiveServer, startArchiveServer } from "../../../infra/local/archive-server.ts";
import { toApiGatewayHandler } from "../../../lambdas/query/api-gateway.ts";
import { createArchive, numbered } from "../query/archive.ts";

const DESK = "https://desk.example";
let server: ArchiveServer;
let closed: ArchiveServer;

beforeAll(async () => {
  const archive = await createArchive();
  for (let n = 1; n <= 30; n += 1) await archive.add(numbered(n));
  const handler = toApiGatewayHandler(archive.app);
  server = await startArchiveServer(handler, 0, [DESK]);
  closed = await startArchiveServer(handler, 0);
});

afterAll(() => Promise.all([server.stop(), closed.stop()]));

/** Unlike fetch, sends whatever Host it is told. */
function statusWithHost(host: string): Promise<number | undefined> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    httpRequest({ host: "127.0.0.1", port, path: "/health", headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("the archive on this machine", () => {
  it("answers two hundred requests at once, each whole", async () => {
    const paths = ["/stories?limit=20", "/stories.atom?place=goma", "/stats?group=place", "/rules", "/health"];

    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const response = await fetch(`${server.url}${paths[n % paths.length]}`);
        return { status: response.status, length: (await response.text()).length };
      }),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => 200));
    // Of the same question the same answer; /health tells the time.
    for (const n of paths.keys()) {
      expect(new Set(answers.filter((_, index) => index % paths.length === n).map(({ length }) => length)).size).toBe(
        1,
      );
    }
  }, 60_000);

  it("names itself in a feed as it was asked", async () => {
    const text = await (await fetch(`${server.url}/stories.atom?limit=1`)).text();

    expect(text).toContain(`<id>${server.url}/stories.atom?limit=1</id>`);
    expect(text).toContain(`href="${server.url}/stories.atom?limit=1&amp;cursor=`);
  });

  it.each([
    ["127.0.0.1:8787", 200],
    ["localhost", 200],
    ["evil.example", 403],
    ["127.0.0.1.evil.example", 403],
  ])("answers by its own names only: %s", async (host, status) => {
    expect(await statusWithHost(host)).toBe(status);
  });

  it("lets a page of the desk read, and tells its browser what it may send", async () => {
    const preflight = await fetch(`${server.url}/rules/x`, {
      method: "OPTIONS",
      headers: { Origin: DESK, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "if-match" },
    });
    const read = await fetch(`${server.url}/stories?limit=1`, { headers: { Origin: DESK } });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe(DESK);
    expect(preflight.headers.get("Access-Control-Allow-Methods")).toContain("PUT");
    expect(preflight.headers.get("Access-Control-Allow-Headers")).toContain("if-match");
    expect(read.headers.get("Access-Control-Allow-Origin")).toBe(DESK);
    expect(read.headers.get("Access-Control-Expose-Headers")).toContain("link");
    expect(read.headers.get("Vary")).toContain("Origin");
  });

  it.each([
    ["another origin", "https://evil.example", () => server],
    ["a part of the desk's", "https://desk.example.evil.example", () => server],
    ["the desk in another scheme", "http://desk.example", () => server],
    ["no origin to speak of", "null", () => server],
    ["the desk, where none is configured", DESK, () => closed],
  ])("tells no browser that it may read from %s", async (_, origin, which) => {
    const preflight = await fetch(`${which().url}/stories`, {
      method: "OPTIONS",
      headers: { Origin: origin, "Access-Control-Request-Method": "GET" },
    });
    const read = await fetch(`${which().url}/stories?limit=1`, { headers: { Origin: origin } });

    expect(preflight.status).toBe(405);
    for (const { headers } of [preflight, read]) {
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });
});

/**
 * The collector, fetching and reading whatever is sent to it, in a process whose heap cannot grow beyond 256 MB: Node ends it
 * if it tries. Takes some ten seconds: each document is as large as the collector takes.
 */
import { spawn } from "node:child_process";
import type { RequestListener, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HostileReport } from "../../support/collect-hostile.ts";
import { HOSTILE_DOCUMENTS } from "../../support/hostile-documents.ts";
import { type LoopbackServer, startLoopbackServer } from "./loopback-server.ts";

/** Old and young generation: 208 MB, and three semi-spaces of 16 MB. */
const HEAP = ["--max-old-space-size=208", "--max-semi-space-size=16"];

/** As many hosts as the collector polls side by side: all of them send at once. */
const HOSTS = 6;

const GOOD = "<rss version='2.0'><channel><title>w</title><item><title>good</title></item></channel></rss>";

function sendAtOnce(coding: string, body: Buffer): (response: ServerResponse) => void {
  return (response) => response.writeHead(200, coding === "" ? {} : { "content-encoding": coding }).end(body);
}

function sendForEver(response: ServerResponse): void {
  const chunk = Buffer.alloc(100_000, "<a/>");
  const push = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", push);
  };
  push();
}

function sendByteByByte(response: ServerResponse): void {
  const timer = setInterval(() => response.write("<"), 1_000);
  response.once("close", () => clearInterval(timer));
}

function sendHeaders(response: ServerResponse): void {
  for (let index = 0; index < 5_000; index++) response.setHeader(`x-flood-${index}`, "y".repeat(100));
  response.end(GOOD);
}

/** By name: what the server does, and the reason that the collector must give, or `read`. */
const WIRE: readonly (readonly [name: string, answer: (response: ServerResponse) => void, reason: string])[] = [
  ["gzip bomb", sendAtOnce("gzip", Buffer.concat(Array(20).fill(gzipSync(Buffer.alloc(32_000_000))))), "too-large"],
  ["brotli bomb", sendAtOnce("br", brotliCompressSync(Buffer.alloc(64_000_000))), "too-large"],
  ["body without end", sendForEver, "too-large"],
  ["a byte a second", sendByteByByte, "timeout"],
  ["header flood", sendHeaders, "headers-too-large"],
  ["redirect loop", (response) => response.writeHead(302, { location: "?again" }).end(), "redirect-loop"],
  [
    "redirect to the metadata service",
    (response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    "blocked-address",
  ],
];

const CASES = [
  ...HOSTILE_DOCUMENTS.map(({ name, body, isRead }) => ({
    name,
    answer: sendAtOnce("", body),
    reason: isRead ? "read" : "",
  })),
  ...WIRE.map(([name, answer, reason]) => ({ name, answer, reason })),
];

const listener: RequestListener = (request, response) => {
  const hostile = CASES[Number(/^\/hostile\/(\d+)/.exec(request.url ?? "")?.[1])];
  if (hostile === undefined) response.end(GOOD);
  else hostile.answer(response);
};

describe("a collector with a heap of 256 MB", () => {
  const servers: LoopbackServer[] = [];
  let report: HostileReport;

  beforeAll(async () => {
    for (let host = 1; host <= HOSTS; host++) servers.push(await startLoopbackServer(listener, undefined, host));
    const urls = CASES.flatMap(({ reason }, index) => {
      const { origin } = servers[index % HOSTS] ?? { origin: "" };
      const path = `/hostile/${index}${reason === "timeout" ? "?endless" : ""}`;
      return [`${origin}${path}`, `${origin}/good/${index}`];
    });
    const child = spawn(process.execPath, [...HEAP, "--import", "tsx", "test/support/collect-hostile.ts"]);
    child.stdin.end(urls.join("\n"));
    const [output, problem] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (output === "") throw new Error(`the collector died: ${problem.slice(0, 2_000)}`);
    // Printed by our own script.
    report = JSON.parse(output) as HostileReport;
  }, 120_000);

  afterAll(async () => {
    for (const server of servers) await server.close();
  });

  it.each(CASES.map((hostile, index) => ({ ...hostile, index })))(
    "survives $name, and fetches the next feed of that host",
    ({ index, reason }) => {
      const find = (path: string) => report.polls.find(({ url }) => new URL(url).pathname === path);

      const hostile = find(`/hostile/${index}`);

      expect(hostile?.status).toBe(reason === "read" ? "fetched" : "failed");
      if (reason !== "" && reason !== "read") expect(hostile?.reason).toMatch(new RegExp(`^${reason}: `));
      expect(find(`/good/${index}`)).toEqual({ url: expect.any(String), status: "fetched", stored: 1 });
    },
  );

  it("has no error that is its own", () => {
    expect(report.errors).toEqual([]);
  });
});

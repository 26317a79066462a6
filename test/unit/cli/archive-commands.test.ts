/** Commands that ask an archive, in this very process: a process of its own takes seconds to start. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Command } from "../../../cli/command.ts";
import { feedTokensAddCommand } from "../../../cli/commands/feed-tokens-add.ts";
import { feedTokensListCommand } from "../../../cli/commands/feed-tokens-list.ts";
import { feedTokensRevokeCommand } from "../../../cli/commands/feed-tokens-revoke.ts";
import { type ArchiveServer, startArchiveServer } from "../../../infra/local/archive-server.ts";
import { toApiGatewayHandler } from "../../../lambdas/query/api-gateway.ts";
import { createArchive, numbered } from "../query/archive.ts";

let server: ArchiveServer;

beforeAll(async () => {
  const archive = await createArchive();
  await archive.add(numbered(1, { title: "M23 near Kibumba" }));
  server = await startArchiveServer(toApiGatewayHandler(archive.app), 0);
});

afterAll(() => server.stop());

const setVariables = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_REGION",
  "KIVUWATCH_TOKEN",
];

afterEach(() => {
  for (const name of setVariables) delete process.env[name];
});

async function run(command: Command, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  Object.assign(process.env, env);
  const written = { stdout: "", stderr: "" };
  const { stdout, stderr } = process;
  const real = { stdout: stdout.write, stderr: stderr.write };
  const noteIn = (stream: keyof typeof written) => (text: unknown) => {
    written[stream] += String(text);
    return true;
  };
  stdout.write = noteIn("stdout");
  stderr.write = noteIn("stderr");
  try {
    const status = await command.run(args);
    return { status, ...written };
  } finally {
    stdout.write = real.stdout;
    stderr.write = real.stderr;
  }
}

describe("kivuwatch feed-tokens", () => {
  it("makes an address that a reader can use, shows who reads what, and revokes it", async () => {
    const added = await run(feedTokensAddCommand, ["News room", "group=m23", "--url", server.url]);
    const addresses = added.stdout.trim().split("\n");
    const address = addresses.find((each) => each.endsWith(".atom")) ?? "";
    const open = await fetch(address);
    const [, id = ""] = /revoke ([0-9a-f]{12})/.exec(added.stderr) ?? [];
    const listed = await run(feedTokensListCommand, ["--url", server.url]);
    const revoked = await run(feedTokensRevokeCommand, [id, "--url", server.url]);
    const closed = await fetch(address);

    expect(addresses).toHaveLength(3);
    expect(address).toMatch(/\/feed\/[A-Za-z0-9_-]{43}\.atom$/);
    expect(open.status).toBe(200);
    expect(await open.text()).toContain("M23 near Kibumba");
    expect(listed.stdout).toContain(`${id}  2026-11-24 by arn:aws:iam::000000000000:user/local  News room: group=m23`);
    expect(listed.stdout).not.toContain(address.split("/").at(-1)?.replace(".atom", ""));
    expect(revoked).toMatchObject({ status: 0, stdout: `revoked ${id}\n` });
    expect(closed.status).toBe(404);
  });
});

describe("a deployed archive", () => {
  const KEYS = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "session" };

  /** Runs one command against a server that notes what it is sent. */
  async function requestOf(args: readonly string[], env: Readonly<Record<string, string>>) {
    const seen: IncomingMessage[] = [];
    const recorder = createServer((request, response) => {
      seen.push(request);
      response.writeHead(200, { "Content-Type": "application/json" }).end('{"tokens":[]}');
    });
    await new Promise<void>((resolve) => recorder.listen(0, "127.0.0.1", resolve));
    // A listening TCP server has an address of this form.
    const { port } = recorder.address() as AddressInfo;
    const ended = await run(feedTokensListCommand, [...args, "--url", `http://127.0.0.1:${port}`], env);
    recorder.closeAllConnections();
    await new Promise((resolve) => recorder.close(resolve));
    return { ended, request: seen[0], host: `127.0.0.1:${port}` };
  }

  it("is sent requests below /machine, signed for API Gateway", async () => {
    const { ended, request, host } = await requestOf(["--sign"], {
      ...KEYS,
      AWS_REGION: "af-south-1",
    });

    expect(ended.status).toBe(0);
    expect(request?.url).toBe("/machine/feed-tokens");
    expect(request?.headers).toMatchObject({ host, "x-amz-security-token": "session" });
    expect(request?.headers["x-amz-date"]).toMatch(/^\d{8}T\d{6}Z$/);
    expect(request?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/af-south-1\/execute-api\/aws4_request, SignedHeaders=[a-z0-9;-]*host;[a-z0-9;-]*x-amz-date[a-z0-9;-]*, Signature=[0-9a-f]{64}$/,
    );
  });

  it("is sent a user's token instead where there is one, and neither on this machine", async () => {
    const withToken = await requestOf(["--sign"], { ...KEYS, KIVUWATCH_TOKEN: "abc" });
    delete process.env.KIVUWATCH_TOKEN;
    const without = await requestOf([], KEYS);

    expect(withToken.request?.url).toBe("/feed-tokens");
    expect(withToken.request?.headers.authorization).toBe("Bearer abc");
    expect(without.request?.url).toBe("/feed-tokens");
    expect(without.request?.headers.authorization).toBeUndefined();
  });
});

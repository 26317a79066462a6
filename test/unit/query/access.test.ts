import { beforeEach, describe, expect, it } from "vitest";
import { toApiGatewayHandler } from "../../../lambdas/query/api-gateway.ts";
import { callerOf, type GivenIdentity } from "../../../lambdas/query/caller.ts";
import { type Archive, createArchive, numbered } from "./archive.ts";
import { operationsOf } from "./openapi-operations.ts";

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
  await archive.add(numbered(1));
});

async function ask(method: string, path: string, authorizer: GivenIdentity | undefined, body?: string) {
  const handler = toApiGatewayHandler(archive.app);
  const requestContext = { domainName: "desk.example", http: { method, path }, ...(authorizer && { authorizer }) };
  const headers = { "content-type": "application/json", "if-match": '"v1"' };
  const result = await handler({
    rawPath: path,
    rawQueryString: "",
    headers,
    requestContext,
    body,
    isBase64Encoded: false,
  });
  return { status: result.statusCode, text: result.body ?? "" };
}

const concrete = (path: string) =>
  path
    .replace(/^\/rules\/\{id\}/, "/rules/adf-attacks")
    .replace(/^\/feed-tokens\/\{id\}/, "/feed-tokens/0123456789ab")
    .replace("{file}", `${"A".repeat(43)}.atom`)
    .replace("{id}", "0".repeat(31).concat("1"));

const viewer: GivenIdentity = { jwt: { claims: { username: "bahati", "cognito:groups": "[viewer]" } } };
const editor: GivenIdentity = { jwt: { claims: { username: "amina", "cognito:groups": "[editor viewer]" } } };
const machine: GivenIdentity = { iam: { userArn: "arn:aws:sts::1:assumed-role/pusher/x" } };

describe("access", () => {
  it("is refused on every route of the OpenAPI document to whom nobody vouches for, save those of another credential", async () => {
    const operations = await operationsOf(archive);

    const answers = await Promise.all(
      operations.map(async ({ method, path, credential }) => ({
        route: `${method} ${path}`,
        credential,
        ...(await ask(method, concrete(path), undefined, "{}")),
      })),
    );

    expect(operations.length).toBeGreaterThan(20);
    const others = answers.filter(({ credential }) => credential !== "user");
    expect(others.map(({ route, credential, status }) => [route, credential, status]).sort()).toEqual([
      ["GET /feed/{file}", "feed-token", 404],
      ["GET /health", "none", 200],
    ]);
    for (const { route, credential, status, text } of answers) {
      if (credential !== "user") continue;
      expect([route, status]).toEqual([route, 401]);
      expect(JSON.parse(text).code).toBe("E_CREDENTIAL");
    }
  });

  it.each([
    "/feed/../stories",
    "/feed/%2e%2e/stories",
    "/feed/..\\stories",
    "/feed/.%2E/feed-tokens",
    "//feed/x.atom",
    "/feed",
    "/FEED/x.atom",
    "/health/../stories",
    "/health/",
    "/machine/feed/../stories",
  ])("is refused by a path that only looks open: %s", async (path) => {
    const { status } = await ask("GET", path, undefined);

    expect(status).toBe(401);
  });

  it("lets viewers read everything and change nothing", async () => {
    const operations = await operationsOf(archive);

    const refused: string[] = [];
    for (const { method, path } of operations) {
      const { status } = await ask(method, concrete(path), viewer, JSON.stringify({ query: "M23" }));
      if (status === 403) refused.push(`${method} ${path}`);
    }

    expect(refused.sort()).toEqual([
      "DELETE /feed-tokens/{id}",
      "DELETE /rules/{id}",
      // It tells who reads what, which is not the news.
      "GET /feed-tokens",
      "POST /feed-tokens",
      "POST /rules/{id}/rollback",
      "PUT /rules/{id}",
    ]);
    // A backtest changes nothing.
    const writing = operations.filter(({ method, path }) => method !== "GET" && path !== "/rules/backtest");
    expect(writing.map(({ method, path }) => `${method} ${path}`).filter((route) => !refused.includes(route))).toEqual(
      [],
    );
    expect(await archive.rules.getRevision()).toBe(1);
  });

  it.each([
    ["an editor", editor, "/rules/adf-attacks", "amina"],
    ["a machine, below /machine", machine, "/machine/rules/adf-attacks", "arn:aws:sts::1:assumed-role/pusher/x"],
  ])("lets %s change rules, under its own name", async (_, identity, path, name) => {
    const { status } = await ask("DELETE", path, identity);

    expect(status).toBe(200);
    expect(await archive.rules.getVersion("adf-attacks")).toMatchObject({ version: 2, by: name });
  });

  it.each([
    [undefined, undefined],
    [{}, undefined],
    [{ jwt: { claims: {} } }, undefined],
    [{ iam: { userArn: null } }, undefined],
    [{ jwt: { claims: { sub: "1" } } }, { name: "1", mayWrite: false }],
    [{ jwt: { claims: { sub: "1", "cognito:groups": "[editors]" } } }, { name: "1", mayWrite: false }],
    [{ jwt: { claims: { sub: "1", "cognito:groups": "editor" } } }, { name: "1", mayWrite: true }],
    [{ jwt: { claims: { sub: "1", email: "a@b.example" } } }, { name: "a@b.example", mayWrite: false }],
  ])("reads %j as %j", (identity, expected) => {
    expect(callerOf(identity)).toEqual(expected);
  });
});

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
  path.replace(/^\/rules\/\{id\}/, "/rules/adf-attacks").replace("{id}", "0".repeat(31).concat("1"));

const viewer: GivenIdentity = { jwt: { claims: { username: "bahati", "cognito:groups": "[viewer]" } } };
const editor: GivenIdentity = { jwt: { claims: { username: "amina", "cognito:groups": "[editor viewer]" } } };
const machine: GivenIdentity = { iam: { userArn: "arn:aws:sts::1:assumed-role/pusher/x" } };

describe("access", () => {
  it("is refused on every route of the OpenAPI document to whom nobody vouches for, /health excepted", async () => {
    const operations = await operationsOf(archive);

    const answers = await Promise.all(
      operations.map(async ({ method, path }) => ({ path, ...(await ask(method, concrete(path), undefined, "{}")) })),
    );

    expect(operations.length).toBeGreaterThan(20);
    expect(answers.filter(({ status }) => status !== 401).map(({ path }) => path)).toEqual(["/health"]);
    for (const { status, text } of answers) if (status === 401) expect(JSON.parse(text).code).toBe("E_CREDENTIAL");
  });

  it("lets viewers read everything and change nothing", async () => {
    const operations = await operationsOf(archive);

    const refused: string[] = [];
    for (const { method, path } of operations) {
      const { status } = await ask(method, concrete(path), viewer, JSON.stringify({ query: "M23" }));
      if (status === 403) refused.push(`${method} ${path}`);
    }

    expect(refused.sort()).toEqual(["DELETE /rules/{id}", "POST /rules/{id}/rollback", "PUT /rules/{id}"]);
    expect(operations.filter(({ method }) => method !== "GET")).toHaveLength(refused.length + 1);
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

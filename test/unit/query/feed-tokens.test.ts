import { beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../lambdas/query/caller.ts";
import { type Archive, createArchive, NOW, numbered } from "./archive.ts";

const EDITOR: Caller = { name: "amina", mayWrite: true };
const VIEWER: Caller = { name: "bahati", mayWrite: false };

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
  await archive.add(numbered(1, { title: "M23 near Kibumba" }));
  await archive.add(numbered(2, { title: "ADF in Beni", entities: ["place.beni", "group.adf"], lang: "fr" }));
});

async function ask(method: string, path: string, body?: unknown, caller: Caller | undefined = EDITOR) {
  const response = await archive.app.request(
    `http://desk.example${path}`,
    {
      method,
      headers: { "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
    { caller },
  );
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function makeToken(search = "group=adf", name = "News room") {
  const { status, headers, text } = await ask("POST", "/feed-tokens", { name, search });
  expect(status).toBe(200);
  return { headers, ...(JSON.parse(text) as { id: string; token: string; paths: readonly string[] }) };
}

/** As a feed reader asks: nobody vouches for it. */
async function read(path: string, headers: Record<string, string> = {}) {
  const response = await archive.app.request(`http://desk.example${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe("a feed token", () => {
  it.each([
    [".atom", "application/atom+xml; charset=utf-8"],
    [".rss", "application/rss+xml; charset=utf-8"],
    [".json", "application/feed+json"],
  ])("opens its one search as %s to a reader that cannot sign in", async (ending, mediaType) => {
    const { token, paths } = await makeToken();

    const { status, headers, text } = await read(`/feed/${token}${ending}`);

    expect(paths).toContain(`/feed/${token}${ending}`);
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe(mediaType);
    expect(text).toContain("ADF in Beni");
    expect(text).not.toContain("Kibumba");
  });

  it("is answered 304 while nothing is new", async () => {
    const { token } = await makeToken();
    const first = await read(`/feed/${token}.atom`);

    const second = await read(`/feed/${token}.atom`, { "If-None-Match": first.headers.get("ETag") ?? "" });
    await archive.add(numbered(0, { title: "ADF again", entities: ["group.adf"] }));
    const third = await read(`/feed/${token}.atom`, { "If-None-Match": first.headers.get("ETag") ?? "" });

    expect([second.status, third.status]).toEqual([304, 200]);
  });

  it("is refused in the same words whether it is wrong, revoked or asked for something else", async () => {
    const { token, id } = await makeToken();
    const revoked = await makeToken("group=m23");
    await ask("DELETE", `/feed-tokens/${revoked.id}`);
    const broken = await makeToken("rule=adf-attacks");
    await archive.rules.change({ ruleId: "adf-attacks", by: "amina", at: NOW, expectedVersion: 1 });
    // The same id, another secret: the first 12 digits of a hash can be found, the rest cannot.
    const twin = await archive.feedTokens.get(id);
    if (twin !== undefined) await archive.feedTokens.add({ ...twin, id: "0".repeat(12), hash: "0".repeat(64) });

    const answers = await Promise.all(
      [
        `/feed/${"A".repeat(43)}.atom`,
        `/feed/${revoked.token}.atom`,
        `/feed/${broken.token}.atom`,
        `/feed/${token}.atom?place=goma`,
        `/feed/${token}.atom?search=group%3Dm23`,
        `/feed/${token}.csv`,
        `/feed/${token}`,
        `/feed/${id}.atom`,
        `/feed/${token.toLowerCase()}.atom`,
        "/feed/x.atom",
        `/feed/${"x".repeat(5_000)}.rss`,
      ].map((path) => read(path)),
    );

    for (const { status, headers, text } of answers) {
      expect(status).toBe(404);
      expect(text).toBe(answers[0]?.text);
      expect([...headers]).toEqual([...(answers[0]?.headers ?? [])]);
    }
    expect((await read(`/feed/${token}.atom`)).status).toBe(200);
  });

  it("is shown once and not kept", async () => {
    const { token, id, headers } = await makeToken("lang=fr&group=adf");

    const { text } = await ask("GET", "/feed-tokens");

    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(JSON.parse(text)).toEqual({
      tokens: [
        {
          id,
          name: "News room",
          search: "group=adf&lang=fr",
          createdBy: "amina",
          createdAt: new Date(NOW).toISOString(),
        },
      ],
    });
    expect(JSON.stringify(await archive.feedTokens.list(10))).not.toContain(token);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
  });

  it("tells who revoked it, and can be revoked once", async () => {
    const { id } = await makeToken();

    const first = await ask("DELETE", `/feed-tokens/${id}`);
    const second = await ask("DELETE", `/feed-tokens/${id}`);

    expect(JSON.parse(first.text)).toMatchObject({ id, revoked: { by: "amina", at: new Date(NOW).toISOString() } });
    expect(second.status).toBe(404);
  });

  it.each([
    ["GET", "/feed-tokens", undefined],
    ["POST", "/feed-tokens", { name: "x", search: "" }],
    ["DELETE", "/feed-tokens/000000000000", undefined],
  ])("is an editor's affair: %s %s", async (method, path, body) => {
    const { status } = await ask(method, path, body, VIEWER);

    expect(status).toBe(403);
    expect(await archive.feedTokens.list(10)).toEqual([]);
  });

  it.each([
    ["place=nowhere", "place"],
    ["rule=none", "rule"],
    ["q=M23%20AND", "q"],
    ["color=red", "color"],
    ["lang=fr&lang=en", "lang"],
    ["until=24h", "until"],
    ["limit=3", "limit"],
    ["__proto__=x", "__proto__"],
  ])("is not made for a search that is wrong: %s", async (search, parameter) => {
    const { status, text } = await ask("POST", "/feed-tokens", { name: "News room", search });

    expect(status).toBe(400);
    expect(JSON.parse(text).errors[0].parameter).toBe(parameter);
    expect(await archive.feedTokens.list(10)).toEqual([]);
  });

  it("may stand for everything", async () => {
    const { token } = await makeToken("");

    const { text } = await read(`/feed/${token}.json`);

    expect(JSON.parse(text).items).toHaveLength(2);
  });
});

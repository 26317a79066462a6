import { beforeEach, describe, expect, it } from "vitest";
import { createMatcherSource } from "../../../lambdas/core/engine/matcher-source.ts";
import { MINUTE_MS } from "../../../lambdas/core/time.ts";
import type { Caller } from "../../../lambdas/query/caller.ts";
import { GAZETTEER } from "../stories/build-story.ts";
import { type Archive, createArchive, NOW, RULES } from "./archive.ts";

const EDITOR: Caller = { name: "amina", mayWrite: true };
const VIEWER: Caller = { name: "bahati", mayWrite: false };
const RULE = { id: "kibumba", title: "Kibumba", severity: "high", query: "Kibumba AND @group.m23", enabled: true };

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
});

async function send(
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  caller?: Caller,
) {
  const init = {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
  const response = await archive.app.request(`http://desk.example${path}`, init, { caller });
  return { status: response.status, etag: response.headers.get("ETag"), body: JSON.parse(await response.text()) };
}

const put = (rule: unknown, headers: Record<string, string>, caller = EDITOR) =>
  send("PUT", "/rules/kibumba", rule, headers, caller);

const NEW = { "If-None-Match": "*" };

describe("PUT /rules/{id}", () => {
  it("puts a new rule in force, with who and when", async () => {
    const { status, etag, body } = await put(RULE, NEW);

    const got = await archive.get("/rules/kibumba");
    expect(status).toBe(200);
    expect(etag).toBe('"v1"');
    expect(body).toEqual({
      ruleId: "kibumba",
      version: 1,
      by: "amina",
      at: "2026-11-24T10:00:00.000Z",
      rule: RULE,
      warnings: [],
    });
    expect(got.body).toMatchObject({ version: 1, by: "amina", rule: RULE });
    expect(got.headers.get("ETag")).toBe('"v1"');
    expect((await archive.get("/rules")).body.rules.map((rule: { id: string }) => rule.id)).toContain("kibumba");
  });

  it("is what collectors match by within a minute", async () => {
    let now = NOW;
    const rulesInForce = createMatcherSource(archive.rules, GAZETTEER, () => now);
    const story = { title: "M23 near Kibumba" };
    const before = (await rulesInForce()).matcher.matchStory(story).map((match) => match.ruleId);
    await put(RULE, NEW);

    now += MINUTE_MS;
    const after = (await rulesInForce()).matcher.matchStory(story).map((match) => match.ruleId);

    expect(before).not.toContain("kibumba");
    expect(after).toContain("kibumba");
  });

  it("survives the next deployment's configuration", async () => {
    await send("PUT", "/rules/adf-attacks", { ...RULE, id: "adf-attacks" }, { "If-Match": '"v1"' }, EDITOR);

    await archive.rules.syncConfigured(RULES, NOW + 1);

    expect((await archive.get("/rules/adf-attacks")).body.rule.query).toBe(RULE.query);
  });

  it("wants to know which version the writer has seen", async () => {
    await put(RULE, NEW);

    const answers = [
      await put(RULE, {}),
      await put(RULE, { "If-Match": "v1" }),
      await put(RULE, NEW),
      await put(RULE, { "If-Match": '"v2"' }),
      await put({ ...RULE, query: "Kibumba" }, { "If-Match": '"v1"' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([428, 428, 412, 412, 200]);
    expect(answers[2]?.body.detail).toContain('it is at "v1" now');
  });

  it.each([
    [{ ...RULE, query: "Kibumba AND (" }, "query", /E_PAREN/],
    [{ ...RULE, query: "@group.m24" }, "query", /E_ENTITY/],
    [{ ...RULE, query: "NOT Kibumba" }, "query", /E_PURE_NOT/],
    [{ ...RULE, id: "other" }, "id", /must be kibumba/],
    [{ ...RULE, severity: "loud" }, "severity", /E_VALUE/],
    [{ ...RULE, title: undefined }, "title", /E_KEY/],
    [{ ...RULE, colour: "red" }, "colour", /E_KEY/],
    [{ ...RULE, tests: { match: ["football"] } }, "tests.match.0", /E_TEST.*must match/],
    [["a list"], "rule", /mapping/],
  ])("refuses %j and says why", async (rule, parameter, why) => {
    const { status, body } = await put(rule, NEW);

    expect(status).toBe(400);
    expect(body.errors[0]).toMatchObject({ parameter, detail: expect.stringMatching(why) });
    expect((await archive.get("/rules/kibumba")).status).toBe(404);
  });

  it("shows where a query is wrong with carets", async () => {
    const { body } = await put({ ...RULE, query: "Kibumba AND (" }, NEW);

    expect(body.errors[0].excerpt.split("\n")[1]).toMatch(/\^/);
  });

  it.each([
    ["another media type", RULE, { "Content-Type": "text/plain" }, 415],
    ["what is no JSON", "{", {}, 400],
    ["a body without end", JSON.stringify({ ...RULE, description: "x".repeat(1_100_000) }), {}, 413],
  ])("refuses %s", async (_, body, headers, status) => {
    const answer = await send("PUT", "/rules/kibumba", body, { ...NEW, ...headers }, EDITOR);

    expect(answer.status).toBe(status);
  });
});

describe("whoever may only read", () => {
  it.each([
    ["PUT", "/rules/kibumba", RULE],
    ["DELETE", "/rules/adf-attacks", undefined],
    ["POST", "/rules/adf-attacks/rollback", { version: 1 }],
  ])("cannot %s %s, nor can nobody at all", async (method, path, body) => {
    const headers = { "If-Match": '"v1"' };

    const statuses = [
      (await send(method, path, body, headers, VIEWER)).status,
      (await send(method, path, body, headers)).status,
    ];

    expect(statuses).toEqual([403, 403]);
    expect(await archive.rules.getRevision()).toBe(1);
  });
});

describe("DELETE, history and rollback", () => {
  it("deletes, remembers and brings back", async () => {
    await put(RULE, NEW);
    await put({ ...RULE, query: "Kibumba" }, { "If-Match": '"v1"' });

    const deleted = await send("DELETE", "/rules/kibumba", undefined, { "If-Match": '"v2"' }, EDITOR);
    const gone = await archive.get("/rules/kibumba");
    const restored = await send("POST", "/rules/kibumba/rollback", { version: 1 }, NEW, EDITOR);
    const history = await archive.get("/rules/kibumba/history");

    expect(deleted).toMatchObject({ status: 200, body: { version: 3, by: "amina" } });
    expect(gone).toMatchObject({ status: 404, body: { code: "E_RULE" } });
    expect(gone.body.detail).toContain("amina deleted it");
    expect(restored).toMatchObject({ status: 200, etag: '"v4"', body: { rule: RULE } });
    expect(history.body.versions.map((each: { version: number }) => each.version)).toEqual([4, 3, 2, 1]);
    expect(history.body.versions[1]).not.toHaveProperty("rule");
  });

  it("refuses a version that never was, and one that deleted the rule", async () => {
    await put(RULE, NEW);
    await send("DELETE", "/rules/kibumba", undefined, { "If-Match": '"v1"' }, EDITOR);

    const answers = [
      await send("POST", "/rules/kibumba/rollback", { version: 9 }, NEW, EDITOR),
      await send("POST", "/rules/kibumba/rollback", { version: 2 }, NEW, EDITOR),
      await send("POST", "/rules/kibumba/rollback", { version: "1" }, NEW, EDITOR),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  it("does not delete twice", async () => {
    const first = await send("DELETE", "/rules/adf-attacks", undefined, { "If-Match": "*" }, EDITOR);
    const second = await send("DELETE", "/rules/adf-attacks", undefined, { "If-Match": "*" }, EDITOR);

    expect([first.status, second.status]).toEqual([200, 404]);
  });
});

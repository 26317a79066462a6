import { setTimeout as pause } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { KivuWatchError } from "../../../lambdas/core/errors.ts";
import { toApiGatewayHandler } from "../../../lambdas/query/api-gateway.ts";
import { createQuery } from "../../../lambdas/query/create-query.ts";
import { type Archive, createArchive, numbered } from "./archive.ts";

const STORIES = 450;

/** Long enough to read everything from memory, for whoever reads ahead. */
const IDLE_MS = 100;

let archive: Archive;
/** Pages of stories that were read so far. */
let pages: number;
let breaksAt: number;
let app: ReturnType<typeof createQuery>;

beforeEach(async () => {
  archive = await createArchive();
  for (let n = 1; n <= STORIES; n += 1) await archive.add(numbered(n));
  pages = 0;
  breaksAt = Number.POSITIVE_INFINITY;
  const stories = {
    get: archive.stories.get.bind(archive.stories),
    getMany: (...args: Parameters<typeof archive.stories.getMany>) => {
      pages += 1;
      if (pages >= breaksAt) throw new KivuWatchError("E_STORE", "the table is gone");
      return archive.stories.getMany(...args);
    },
  };
  app = createQuery({ ...archive, stories });
});

const idsOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).id);

async function readAll(path: string): Promise<string[]> {
  const response = await app.request(`http://desk.example${path}`);
  return idsOf(await response.text());
}

describe("/stories.ndjson?all=true", () => {
  it("refuses an event that is not there before the stream begins", async () => {
    const response = await app.request(`http://desk.example/stories.ndjson?all=true&event=${"0".repeat(32)}`);

    expect(response.status).toBe(400);
    expect(await response.text()).toContain("there is no event 000");
  });

  it("gives its first line before the last page is read", async () => {
    const response = await app.request("http://desk.example/stories.ndjson?all=true");
    const reader = response.body?.getReader();
    await pause(IDLE_MS);
    const pagesBefore = pages;

    const first = await reader?.read();

    const pagesAtFirst = pages;
    const rest: string[] = [];
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
      rest.push(Buffer.from(next.value ?? []).toString());
    }
    expect(JSON.parse(Buffer.from(first?.value ?? []).toString()).title).toBe("Story 1");
    expect(rest).toHaveLength(STORIES - 1);
    expect(pagesBefore).toBe(0);
    expect(pagesAtFirst).toBe(1);
    expect(pages).toBeGreaterThan(2);
  });

  it("stops reading when the client does", async () => {
    const response = await app.request("http://desk.example/stories.ndjson?all=true");
    const reader = response.body?.getReader();
    await reader?.read();
    await pause(IDLE_MS);

    await reader?.cancel();

    expect(pages).toBe(1);
  });

  it("gives every story once, newest first, and only those that the filters let through", async () => {
    await archive.add(numbered(1_000, { lang: "fr" }));

    const all = await readAll("/stories.ndjson?all=true&lang=en");
    const french = await readAll("/stories.ndjson?all=true&lang=fr&limit=1");

    expect(all).toEqual(Array.from({ length: STORIES }, (_, n) => numbered(n + 1).id));
    expect(french).toEqual([numbered(1_000).id]);
  });

  it("says in its last line where to go on when it would grow too large", async () => {
    const long = "x".repeat(15_000);
    for (let n = 1; n <= 400; n += 1) await archive.add(numbered(2_000 + n, { lang: "sw", summary: long }));

    const first = await (await app.request("http://desk.example/stories.ndjson?all=true&lang=sw")).text();
    const lines = first.trimEnd().split("\n");
    const { next } = JSON.parse(lines.at(-1) ?? "{}");
    const second = await readAll(next);

    expect(first.length).toBeLessThan(4_100_000);
    expect(lines.length).toBeGreaterThan(200);
    const ids = [...lines.slice(0, -1).map((line) => JSON.parse(line).id), ...second];
    expect(ids).toEqual(Array.from({ length: 400 }, (_, n) => numbered(2_001 + n).id));
  });

  it("breaks off where it fails, and is a problem where an answer is given in one piece", async () => {
    breaksAt = 3;
    const response = await app.request("http://desk.example/stories.ndjson?all=true");
    const streamed = response.text();
    await expect(streamed).rejects.toThrow();
    pages = 0;

    const result = await toApiGatewayHandler(app)({
      rawPath: "/stories.ndjson",
      rawQueryString: "all=true",
      headers: {},
      isBase64Encoded: false,
      requestContext: {
        domainName: "desk.example",
        http: { method: "GET" },
        authorizer: { iam: { userArn: "arn:aws:iam::1:user/x" } },
      },
    });

    expect(result.statusCode).toBe(503);
    expect(result.body).not.toContain("table");
    expect(archive.failures).toHaveLength(2);
  });

  it.each(["all=yes", "all=true&all=true"])("refuses %s", async (query) => {
    const response = await app.request(`http://desk.example/stories.ndjson?${query}`);

    expect(response.status).toBe(400);
    expect(await response.text()).toContain("all");
  });
});

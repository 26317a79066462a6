import { beforeEach, describe, expect, it } from "vitest";
import { KivuWatchError } from "../../../lambdas/core/errors.ts";
import { createQuery } from "../../../lambdas/query/create-query.ts";
import { type Archive, createArchive, eventOf, NOW, numbered } from "./archive.ts";

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
});

const READS = ["/stories", "/events", "/feeds", "/rules", "/health", "/openapi.json"];

describe("every answer", () => {
  it.each([...READS, "/nowhere", "/stories?x=1"])(
    "is sealed against sniffing, framing and other origins: %s",
    async (path) => {
      const { headers } = await archive.get(path, { Origin: "https://elsewhere.example" });

      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Content-Security-Policy")).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    },
  );

  it.each(["/nowhere", "/", "/stories/", "//stories", "/%zz"])("is a problem where nothing is: %s", async (path) => {
    const { status, headers, body } = await archive.get(path);

    expect(status).toBe(404);
    expect(headers.get("Content-Type")).toBe("application/problem+json");
    expect(body).toMatchObject({ title: "Not Found", status: 404, code: "E_ROUTE" });
    expect(body.detail).toContain("/openapi.json");
  });

  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])(
    "is a 405 that names what is possible for %s",
    async (method) => {
      const response = await archive.app.request("/stories", { method });

      expect(response.status).toBe(405);
      expect(response.headers.get("Allow")).toBe("GET, HEAD");
      expect(await response.json()).toMatchObject({ status: 405, code: "E_METHOD" });
    },
  );

  it("has no body for HEAD", async () => {
    const response = await archive.app.request("/stories", { method: "HEAD" });

    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
    expect(response.headers.get("ETag")).toMatch(/^".+"$/);
  });
});

describe("a conditional read", () => {
  it.each(["/stories", "/events", "/feeds", "/rules", "/openapi.json"])(
    "of %s is a 304 until something changes",
    async (path) => {
      const first = await archive.get(path);
      const etag = first.headers.get("ETag") ?? "";

      const second = await archive.get(path, { "If-None-Match": `"other", W/${etag}` });

      expect(first.status).toBe(200);
      expect(first.headers.get("Cache-Control")).toBe("private, no-cache");
      expect(second.status).toBe(304);
      expect(second.text).toBe("");
      expect(second.headers.get("ETag")).toBe(etag);
      expect(second.headers.get("X-Content-Type-Options")).toBe("nosniff");
    },
  );

  it.each(["/stories?limit=1", "/stories?limit=1&since=24h", "/events?limit=1"])(
    "of %s holds a moment later, although its next page is named by a cursor",
    async (path) => {
      for (let n = 1; n <= 3; n += 1) {
        const story = numbered(n);
        const decision = { kind: "new", reason: "the first", at: NOW, eventId: eventOf([story]).id } as const;
        await archive.add({ ...story, decision });
        await archive.events.put(eventOf([story]));
      }
      const later = createQuery({ ...archive, now: () => NOW + 1_234 });
      const first = await archive.get(path);

      const second = await later.request(path, { headers: { "If-None-Match": first.headers.get("ETag") ?? "" } });

      expect(first.body.next).toContain("cursor=");
      expect(second.status).toBe(304);
    },
  );

  it("is answered whole once a story has come in", async () => {
    const first = await archive.get("/stories");
    await archive.add(numbered(1));

    const second = await archive.get("/stories", { "If-None-Match": first.headers.get("ETag") ?? "" });

    expect(second.status).toBe(200);
    expect(second.headers.get("Content-Type")).toBe("application/json");
    expect(second.body.stories).toHaveLength(1);
  });

  it("does not turn a problem into a 304", async () => {
    const { status } = await archive.get("/stories?x=1", { "If-None-Match": "*" });

    expect(status).toBe(400);
  });
});

describe("a failure", () => {
  function failingWith(error: Error) {
    return createQuery({
      ...archive,
      mentions: {
        list: async () => {
          throw error;
        },
      },
    });
  }

  it("of a store is a 503 to try again, reported to the operator and not to the client", async () => {
    const error = new KivuWatchError("E_STORE", "table arn:aws:secret is throttled");

    const response = await failingWith(error).request("/stories");

    const text = await response.text();
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("5");
    expect(text).toContain("E_UNAVAILABLE");
    expect(text).not.toContain("arn:aws");
    expect(archive.failures).toEqual([error]);
  });

  it("of ours is a 500 without its message or stack", async () => {
    const error = new TypeError("cannot read properties of undefined (secret)");

    const response = await failingWith(error).request("/stories");

    const text = await response.text();
    expect(response.status).toBe(500);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(text).not.toMatch(/secret|properties|\.ts:/);
    expect(archive.failures).toEqual([error]);
  });

  it("is not reported when the client is at fault", async () => {
    await archive.get("/stories?x=1");
    await archive.get("/nowhere");

    expect(archive.failures).toEqual([]);
  });
});

describe("GET /openapi.json", () => {
  it("describes every route that answers, and every parameter of the list", async () => {
    const { body } = await archive.get("/openapi.json");

    expect(body.openapi).toBe("3.1.0");
    expect(Object.keys(body.paths).sort()).toEqual([
      "/coverage",
      "/docs",
      "/events",
      "/events.atom",
      "/events.csv",
      "/events.feed.json",
      "/events.ndjson",
      "/events.rss",
      "/events/{id}",
      "/events/{id}/cap.xml",
      "/feed-tokens",
      "/feed-tokens/{id}",
      "/feed/{file}",
      "/feeds",
      "/feeds.csv",
      "/feeds.ndjson",
      "/feeds.opml",
      "/health",
      "/ledger",
      "/ledger.csv",
      "/ledger.ndjson",
      "/openapi.json",
      "/rules",
      "/rules.csv",
      "/rules.ndjson",
      "/rules/backtest",
      "/rules/{id}",
      "/rules/{id}/history",
      "/rules/{id}/rollback",
      "/stats",
      "/stats.csv",
      "/stats.ndjson",
      "/stories",
      "/stories.atom",
      "/stories.csv",
      "/stories.feed.json",
      "/stories.ndjson",
      "/stories.ninjs.json",
      "/stories.rss",
      "/stories/{id}",
    ]);
    const parameters = body.paths["/stories"].get.parameters;
    expect(parameters.map((each: { name: string }) => each.name)).toEqual([
      "q",
      "rule",
      "place",
      "group",
      "person",
      "process",
      "theme",
      "lang",
      "country",
      "source",
      "severity",
      "decision",
      "event",
      "since",
      "until",
      "limit",
      "cursor",
    ]);
    expect(parameters.find((each: { name: string }) => each.name === "limit")).toMatchObject({
      required: false,
      schema: { type: "integer", minimum: 1, maximum: 200, default: 50 },
    });
  });

  it("refers to nothing that it does not hold", async () => {
    const { text, body } = await archive.get("/openapi.json");

    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((name) => !Object.hasOwn(body.components.schemas, name ?? ""))).toEqual([]);
  });

  it("promises for a story just what an answer holds", async () => {
    await archive.add(numbered(1, { body: "text", revisions: [{ replacedAt: NOW, title: "a", summary: "b" }] }));
    const { body: document } = await archive.get("/openapi.json");

    const { body } = await archive.get("/stories");

    const promised = Object.keys(document.components.schemas.Story.properties);
    expect(Object.keys(body.stories[0]).filter((key) => !promised.includes(key))).toEqual([]);
    const required: string[] = document.components.schemas.Story.required;
    expect(required.filter((key) => !Object.hasOwn(body.stories[0], key))).toEqual([]);
  });
});

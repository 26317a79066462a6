/** Every list in every form that the OpenAPI document names, so that a new one cannot be forgotten. */
import { beforeAll, describe, expect, it } from "vitest";
import { sampleFeedSpec } from "../../support/samples.ts";
import { type Archive, createArchive, eventOf, numbered } from "./archive.ts";

let archive: Archive;
let forms: readonly { readonly path: string; readonly list: string; readonly mediaType: string }[];

beforeAll(async () => {
  archive = await createArchive();
  for (let n = 1; n <= 3; n += 1) await archive.add(numbered(n));
  const event = eventOf([numbered(1)]);
  await archive.events.put(event);
  await archive.add(numbered(4, { decision: { kind: "new", reason: "first", at: 0, eventId: event.id } }));
  await archive.feeds.register(sampleFeedSpec());
  const { body } = await archive.get("/openapi.json");
  const paths = Object.entries<{ get?: { responses: Record<string, { content?: object }> } }>(body.paths);
  forms = paths.flatMap(([path, { get }]) => {
    const [, list] = /^(\/[a-z]+)\.[a-z.]+$/.exec(path) ?? [];
    const [mediaType] = Object.keys(get?.responses["200"]?.content ?? {});
    return list === undefined || list === "/openapi" || mediaType === undefined ? [] : [{ path, list, mediaType }];
  });
});

async function read(path: string, headers: Record<string, string> = {}) {
  const response = await archive.app.request(`http://desk.example${path}`, { headers });
  // Not text(): it would swallow a byte order mark.
  const text = Buffer.from(await response.arrayBuffer()).toString("utf8");
  return { status: response.status, headers: response.headers, text };
}

describe("every list", () => {
  it("comes as CSV and NDJSON at least", () => {
    const lists = new Set(forms.map(({ list }) => list));

    expect([...lists].sort()).toEqual(["/events", "/feeds", "/ledger", "/rules", "/stats", "/stories"]);
    for (const list of lists) {
      const paths = forms.filter((form) => form.list === list).map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining([`${list}.csv`, `${list}.ndjson`]));
    }
  });

  it("is the same by Accept as by suffix", async () => {
    for (const { path, list, mediaType } of forms) {
      const bySuffix = await read(path);
      const byAccept = await read(list, { Accept: mediaType });

      expect([path, bySuffix.status, byAccept.status]).toEqual([path, 200, 200]);
      expect(byAccept.headers.get("Content-Type")).toContain(mediaType);
      expect(byAccept.headers.get("Content-Type")).toBe(bySuffix.headers.get("Content-Type"));
      expect(byAccept.headers.get("Vary")).toBe("Accept");
      // A feed names its own address.
      expect(byAccept.text.replaceAll(`desk.example${list}`, "")).toBe(
        bySuffix.text.replaceAll(`desk.example${path}`, "").replaceAll(`desk.example${list}`, ""),
      );
    }
  });

  it("is answered 304 in each form while nothing changes", async () => {
    for (const { path } of forms) {
      const first = await read(path);
      const second = await read(path, { "If-None-Match": first.headers.get("ETag") ?? "" });

      expect([path, second.status]).toEqual([path, 304]);
    }
  });

  it("begins with a byte order mark as CSV, when asked", async () => {
    for (const { path } of forms.filter(({ mediaType }) => mediaType === "text/csv")) {
      const [plain, marked] = [await read(path), await read(`${path}?bom=true`)];

      expect([path, marked.text]).toEqual([path, `\uFEFF${plain.text}`]);
    }
  });

  it("is one JSON object a line as NDJSON", async () => {
    for (const { path } of forms.filter(({ path }) => path.endsWith(".ndjson"))) {
      const { text } = await read(path);

      for (const line of text.split("\n").slice(0, -1)) expect(typeof JSON.parse(line)).toBe("object");
      expect([path, text === "" || text.endsWith("}\n")]).toEqual([path, true]);
    }
  });
});
